// npm run manage -- COMMAND: prepares what is missing, then manages a running server.
import { build, install } from './prepare.mjs';

install();
await build();
const { main } = await import('../../build/server/manage-cli.js');
await main(process.argv.slice(2));
