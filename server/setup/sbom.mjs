// npm run sbom: what this program is made of (CycloneDX, build/sbom.json), under which licences, and what is known to be
// wrong with it. The last needs the network, and says so where there is none.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install, root, say } from './prepare.mjs';

install();
const npm = (...args) => spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });

const { stdout, status, stderr } = npm('sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev');
if (status !== 0) {
  say('Không lập được danh mục.', `The list could not be made. ${stderr}`);
  process.exit(1);
}
const bom = JSON.parse(stdout);
mkdirSync(join(root, 'build'), { recursive: true });
writeFileSync(join(root, 'build', 'sbom.json'), `${JSON.stringify(bom, null, 1)}\n`);

const licences = new Map();
for (const { name, licenses = [] } of bom.components) {
  const id =
    licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name).join(', ') || 'unknown';
  licences.set(id, [...(licences.get(id) ?? []), name]);
}
console.log(`build/sbom.json: ${bom.components.length} packages, CycloneDX ${bom.specVersion}`);
for (const [id, names] of [...licences].sort((a, b) => b[1].length - a[1].length))
  console.log(`  ${id.padEnd(34)} ${names.length}${names.length <= 3 ? `  ${names.join(', ')}` : ''}`);
/** Licences that would bind whoever runs or changes the program. */
const binding = [...licences.keys()].filter((id) => /\b(A?GPL|SSPL|BUSL)\b/.test(id) && !/\bOR\b/.test(id));
if (binding.length > 0) {
  say(`Giấy phép ràng buộc: ${binding.join('; ')}`, 'licences that bind');
  process.exitCode = 1;
}

const audit = npm('audit', '--omit', 'dev', '--json');
try {
  const { metadata } = JSON.parse(audit.stdout);
  const { vulnerabilities: found } = metadata;
  console.log(
    `npm audit: ${Object.entries(found)
      .map(([level, count]) => `${level} ${count}`)
      .join(', ')}`,
  );
} catch {
  console.log('npm audit: the registry could not be asked; run this where there is a network');
}
