/** The same check in a browser, of a folder that is dropped or chosen; nothing leaves the page. */
import { type Files, verdictOf, verify } from './verify.ts';

const drop = document.querySelector<HTMLElement>('#drop')!;
const chooser = document.querySelector<HTMLInputElement>('#folder')!;
const list = document.querySelector<HTMLElement>('#findings')!;
const verdict = document.querySelector<HTMLElement>('#verdict')!;

/** All files below a dropped entry, by their path below it. */
async function below(entry: FileSystemEntry, path: string, into: Map<string, Uint8Array>): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    into.set(path, new Uint8Array(await file.arrayBuffer()));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives some at a time, and none when it is through.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const inner of some) await below(inner, path ? `${path}/${inner.name}` : inner.name, into);
  }
}

async function show(files: Files): Promise<void> {
  verdict.className = '';
  verdict.textContent = 'Đang kiểm tra… · Checking…';
  list.replaceChildren();
  const findings = await verify(files);
  for (const { holds, vi, en, where } of findings) {
    const line = document.createElement('li');
    line.className = holds ? 'holds' : 'fails';
    line.textContent = `${holds ? '✓' : '✗'} ${where ? `${where}: ` : ''}${vi} · ${en}`;
    list.append(line);
  }
  const { holds, words } = verdictOf(findings);
  verdict.className = holds ? 'holds' : 'fails';
  verdict.textContent = words;
}

for (const type of ['dragenter', 'dragover'] as const) drop.addEventListener(type, (event) => event.preventDefault());
drop.addEventListener('drop', async (event) => {
  event.preventDefault();
  const files = new Map<string, Uint8Array>();
  const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
  for (const entry of entries) await below(entry, entry.isDirectory ? '' : entry.name, files);
  await show(files);
});
chooser.addEventListener('change', async () => {
  const files = new Map<string, Uint8Array>();
  // The first part is the folder's own name.
  for (const file of chooser.files ?? [])
    files.set(file.webkitRelativePath.split('/').slice(1).join('/'), new Uint8Array(await file.arrayBuffer()));
  await show(files);
});
