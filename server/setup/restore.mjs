// npm run restore: prepares what is missing, then puts a backup back.
import { build, install } from './prepare.mjs';

install();
await build();
const { main } = await import('../../build/server/backup-cli.js');
await main('restore', process.argv.slice(2));
