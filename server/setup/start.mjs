// npm start: prepares what is missing, then runs the server in this very process, so that signals reach it.
import { build, install } from './prepare.mjs';

const wantsOnlyHelp = process.argv.includes('--help');
install();
await build();
const { main } = await import('../../build/server/main.js');
await main(process.argv.slice(2), { onlyHelp: wantsOnlyHelp });
