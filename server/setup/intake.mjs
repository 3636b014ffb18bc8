// npm run --silent intake -- FILE…: prepares what is missing, then examines files without keeping them.
import { build, install } from './prepare.mjs';

install();
await build();
const { main } = await import('../../build/server/intake-cli.js');
await main(process.argv.slice(2));
