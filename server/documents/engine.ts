/** What reads and draws pages: where it changes, everything that it made is made again. */
import { createRequire } from 'node:module';
import { INTAKE_VERSION } from '../../shared/wire/addresses.ts';

const { version } = createRequire(import.meta.url)('pdfjs-dist/package.json') as { version: string };

export const engineName = `${INTAKE_VERSION}-pdfjs-${version}`;
