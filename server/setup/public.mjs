// npm run public: prepares what is missing, then serves the voters' site.
import { build, install } from './prepare.mjs';

install();
await build();
const { main } = await import('../../build/server/site-cli.js');
await main('public', process.argv.slice(2));
