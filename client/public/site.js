// While a meeting is on: what its server tells is put in place. Without this script the page is as new as when it was loaded.
const now = document.getElementById('now');
const results = document.getElementById('results');
if (now?.dataset.live && results) {
  const source = new EventSource(now.dataset.live);
  const show =
    (element) =>
    ({ data }) => {
      if (element.innerHTML !== data) element.innerHTML = data;
    };
  source.addEventListener('now', show(now));
  source.addEventListener('results', show(results));
}
