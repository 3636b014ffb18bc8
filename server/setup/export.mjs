// npm run export -- --meeting ID --out FOLDER: prepares what is missing, then exports the record of a meeting.
import { build, install } from './prepare.mjs';

install();
await build();
const { main } = await import('../../build/server/export-cli.js');
await main(process.argv.slice(2));
