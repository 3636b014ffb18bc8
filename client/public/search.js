// In a folder no server answers: what can be found is fetched once, and looked through here, without accents.
const form = document.querySelector('form[data-index]');
const found = document.getElementById('found');
const hits = document.getElementById('hits');
const MOST = 60;
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
let index;
async function look(event) {
  event?.preventDefault();
  const words = fold(new FormData(form).get('q').toString()).split(/\s+/).filter(Boolean);
  hits.replaceChildren();
  found.textContent = '';
  if (words.length === 0) return;
  found.textContent = form.dataset.searching;
  index ??= await (await fetch(form.dataset.index)).json();
  const base = form.dataset.index.slice(0, form.dataset.index.lastIndexOf('/') + 1);
  const fitting = index.filter((one) => words.every((word) => one.words.includes(word))).slice(0, MOST);
  found.textContent = fitting.length === 0 ? form.dataset.none : '';
  for (const { title, path } of fitting) {
    const link = document.createElement('a');
    link.href = base + path;
    link.textContent = title;
    const item = document.createElement('li');
    item.append(link);
    hits.append(item);
  }
}
if (form && found && hits) {
  form.addEventListener('submit', look);
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) {
    form.elements.q.value = asked;
    look();
  }
}
