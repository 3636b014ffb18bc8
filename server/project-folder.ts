/** Where this project lies: built pages, fixtures and package.json stand there. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's own folder: the program may run from build/ or from its source. */
export function projectFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
