/**
 * Looks for cases that `npm test` has not met: every file with random cases, each round by another seed.
 *   npm run laws          five rounds
 *   npm run laws -- 50    as many as said; stops at the first that fails, and says its seed
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';

const files = [
  'rules/laws',
  'rules/body',
  'rules/notes',
  'rules/search',
  'rules/hemicycle',
  'rules/protocol-page',
  'documents/page-numbers',
  'server/bodies',
];
const [said = '5'] = process.argv.slice(2);
if (!/^[1-9]\d{0,3}$/.test(said)) {
  console.error(`How many rounds, from 1 to 9999? Not "${said}".`);
  process.exit(2);
}
for (let round = 1; round <= Number(said); round += 1) {
  const FC_SEED = String(randomInt(2_147_483_646));
  console.log(`[${round}/${said}] FC_SEED=${FC_SEED}`);
  for (const file of files) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, `${file}.test.ts`)],
      { env: { ...process.env, FC_SEED }, encoding: 'utf8', maxBuffer: 2 ** 28 },
    );
    if (status === 0) continue;
    console.log(`${stdout}${stderr}\n${file} failed. To walk it again: FC_SEED=${FC_SEED} npm test -- ${file}`);
    process.exit(1);
  }
}
