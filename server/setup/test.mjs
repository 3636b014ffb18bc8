// npm test: prepares what is missing, then runs every test file and ends with "N passed, N failed".
import { run } from './run.mjs';

process.exitCode = await run('test/run.ts', process.argv.slice(2));
