// npm run backup: prepares what is missing, then writes a backup of a data folder.
import { build, install } from './prepare.mjs';

install();
await build();
const { main } = await import('../../build/server/backup-cli.js');
await main('backup', process.argv.slice(2));
