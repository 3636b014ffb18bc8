// npm run publish: prepares what is missing, then writes the voters' site into a folder.
import { build, install } from './prepare.mjs';

install();
await build();
const { main } = await import('../../build/server/site-cli.js');
await main('publish', process.argv.slice(2));
