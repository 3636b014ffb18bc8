/** The Wi-Fi's code on the poster, as phones read it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { wifiCode } from '../../client/office/wifi-code.ts';

test('names and passwords with signs of the code itself come through', () => {
  assert.is(wifiCode('Phòng họp', 'abc12345'), 'WIFI:T:WPA;S:Phòng họp;P:abc12345;;');
  assert.is(wifiCode('a;b:c', 'x\\y,"z'), 'WIFI:T:WPA;S:a\\;b\\:c;P:x\\\\y\\,\\"z;;');
  assert.is(wifiCode('mở', ''), 'WIFI:T:nopass;S:mở;;');
});

test('the operator’s words are in both languages, one for one', async () => {
  const folder = join(import.meta.dirname, '../../client/text');
  const keys = (text: string) => [...text.matchAll(/^ {2}(\w+)[:(]/gm)].map(([, key]) => key);
  for (const topic of ['operation', 'office', 'home'])
    assert.equal(
      keys(readFileSync(join(folder, 'vi', `${topic}.ts`), 'utf8')).sort(),
      keys(readFileSync(join(folder, 'en', `${topic}.ts`), 'utf8')).sort(),
      topic,
    );
});

test.run();
