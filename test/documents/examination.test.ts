/** Hostile, torn and ordinary files: each gets a verdict, and the worker lives to see the next. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { convert, findConverter } from '../../server/documents/conversion.ts';
import { Examiner } from '../../server/documents/examination.ts';
import { fontSettings } from '../../server/documents/fonts.ts';
import { findPoppler } from '../../server/documents/poppler.ts';
import type { Verdict } from '../../shared/intake.ts';
import * as hostile from './hostile-files.ts';

const examination = suite('examination');
const folder = mkdtempSync(join(tmpdir(), 'nghi-truong-files-'));
const fixtures = join(import.meta.dirname, '../../fixtures/documents');
const examiner = new Examiner();
examination.after(() => {
  examiner.stop();
  rmSync(folder, { recursive: true, force: true });
});

function examine(content: Buffer, images: string | null = null): Promise<Verdict> {
  const file = join(folder, 'file.pdf');
  writeFileSync(file, content);
  return examiner.examine({ file, images });
}
const codes = (verdict: Verdict): string[] =>
  verdict.verdict === 'accepted' ? verdict.report.findings.map(({ code }) => code) : [`refused: ${verdict.reason}`];

examination('a page tree that loops is refused; a page count that lies is mended and said', async () => {
  assert.equal(codes(await examine(hostile.loopingTree())), ['refused: page-unreadable']);
  const lying = await examine(hostile.millionPages());
  assert.ok(lying.verdict === 'accepted' && lying.report.pages === 1);
  assert.ok(codes(lying).includes('damaged'));
});

examination(
  'a megabyte that inflates to a gigabyte, a picture of 60,000 pixels a side: refused, and the next is read',
  async () => {
    assert.match(codes(await examine(hostile.inflatingStream()))[0]!, /refused: (too-much-memory|too-slow|crashed)/);
    assert.equal(codes(await examine(hostile.hugePicture())), ['refused: page-unreadable']);
    assert.is((await examine(hostile.ordinary())).verdict, 'accepted');
  },
);

examination(
  'forms that draw each other, a page of a million points, a script: shown, never followed or run',
  async () => {
    assert.is((await examine(hostile.loopingForms())).verdict, 'accepted');
    assert.is((await examine(hostile.hugePage())).verdict, 'accepted');
    assert.ok(codes(await examine(hostile.scripted())).includes('scripts'));
  },
);

examination('a file cut at every kilobyte is accepted or refused, and the worker goes on', async () => {
  const whole = readFileSync(join(fixtures, '12-nq-dau-tu.pdf'));
  for (let length = 0; length < whole.length; length += 1024) {
    const verdict = await examine(whole.subarray(0, length));
    if (verdict.verdict === 'accepted') assert.ok(codes(verdict).includes('damaged'), `${length} bytes`);
    else assert.ok(['empty', 'damaged', 'not-a-document', 'page-unreadable'].includes(verdict.reason), verdict.reason);
  }
  assert.is((await examine(whole)).verdict, 'accepted');
});

examination('what is no PDF, and what is not there, is said', async () => {
  assert.equal(codes(await examine(Buffer.from('Kính gửi…'))), ['refused: not-a-document']);
  assert.equal(codes(await examine(Buffer.alloc(0))), ['refused: empty']);
  const missing = await examiner.examine({ file: join(folder, 'missing.pdf'), images: null });
  assert.equal(codes(missing), ['refused: not-found']);
});

examination('printed page numbers that jump, repeat or run backwards are found, with the missing page', async () => {
  const verdict = await examine(hostile.numbered([1, 2, 3, 4, 5, 6, 8, 9]));
  assert.ok(verdict.verdict === 'accepted');
  const findings = verdict.verdict === 'accepted' ? verdict.report.findings : [];
  const jump = findings.find(({ code }) => code === 'page-numbers-jump');
  assert.is(jump?.detail, '7');
  assert.equal(jump?.pages, [7]);
  assert.ok(codes(await examine(hostile.numbered([1, 2, 2, 3, 4]))).includes('page-numbers-repeat'));
  assert.ok(codes(await examine(hostile.numbered([1, 2, 5, 4, 3, 6]))).includes('page-numbers-backwards'));
  assert.not.ok(
    codes(await examine(hostile.numbered([1, 2, 3, 4, 1, 2, 3]))).some((code) => code.startsWith('page-numbers')),
  );
});

examination('content that is lost when a page is drawn is said: a broken picture, a shading of no kind', async () => {
  for (const [what, file] of Object.entries({ picture: hostile.brokenPicture(), shading: hostile.unknownShading() }))
    assert.ok(codes(await examine(file, join(folder, what))).includes('page-incomplete'), what);
  assert.not(codes(await examine(hostile.ordinary(), join(folder, 'whole'))).includes('page-incomplete'));
});

examination(
  'what our canvas would draw wrongly is drawn by a program that can, else left to the tablet and said',
  async () => {
    const found = findPoppler();
    for (const program of [found ?? '', '']) {
      process.env.NGHI_TRUONG_PDFTOPPM = program;
      const other = new Examiner();
      for (const [what, content] of Object.entries({ note: hostile.freeText(), mask: hostile.softMask() })) {
        const file = join(folder, 'file.pdf');
        writeFileSync(file, content);
        const images = join(folder, `${what}-${program === '' ? 'without' : 'with'}`);
        const verdict = await other.examine({ file, images });
        assert.is(existsSync(join(images, '1.webp')), program !== '', what);
        assert.is(codes(verdict).includes('images-failed'), program === '', what);
      }
      other.stop();
    }
    delete process.env.NGHI_TRUONG_PDFTOPPM;
  },
);

examination('a digital signature over changed bytes is broken, one over the right bytes is not', async () => {
  const intact = await examine(await hostile.signed());
  assert.ok(intact.verdict === 'accepted');
  assert.equal(
    intact.report.signatures.map(({ signer, isIntact, coversAll }) => ({ signer, isIntact, coversAll })),
    [{ signer: 'Nguyễn Thị Ký', isIntact: true, coversAll: true }],
  );
  assert.ok(codes(intact).includes('signed') && !codes(intact).includes('signature-broken'));
  const changed = await examine(
    await hostile.signed((file) => {
      file.write('Same', file.indexOf('Some words'));
    }),
  );
  assert.ok(changed.verdict === 'accepted' && changed.report.signatures[0]!.isIntact === false);
  assert.ok(codes(changed).includes('signature-broken'));
  // What the signature itself says is unreadable: neither good nor bad.
  const unread = await examine(
    await hostile.signed((file) => {
      file.write('00', file.indexOf('/Contents <') + '/Contents <'.length);
    }),
  );
  assert.ok(unread.verdict === 'accepted' && unread.report.signatures[0]!.isIntact === null);
  assert.ok(codes(unread).includes('signature-unchecked') && !codes(unread).includes('signature-broken'));
});

examination(
  'a Word file in a font that the machine lacks keeps every Vietnamese letter, where LibreOffice is',
  async () => {
    assert.match(fontSettings(), /<dir>[^<]*tinos<\/dir>/);
    const converter = findConverter();
    if (!converter) return;
    const words = 'Nghị quyết về mức thu phí ở tỉnh, quyền của người được hưởng';
    const rtf = [...words].map((letter) => (letter > '~' ? `\\u${letter.charCodeAt(0)}?` : letter)).join('');
    const [source, target] = [join(folder, 'van-ban.rtf'), join(folder, 'van-ban.pdf')];
    writeFileSync(source, `{\\rtf1\\ansi{\\fonttbl{\\f0 Times New Roman;}}\\f0\\fs28 ${rtf}}`);
    await convert(converter, source, 'van-ban.rtf', target);
    const verdict = await examiner.examine({ file: target, images: null });
    assert.is(verdict.verdict === 'accepted' && verdict.text.join(' ').trim(), words);
  },
);

examination('every document of the sample is accepted, with an image and a thumbnail of each page', async () => {
  for (const name of readdirSync(fixtures).filter((one) => /^(01|04|16)/.test(one))) {
    const images = join(folder, name);
    const verdict = await examine(readFileSync(join(fixtures, name)), images);
    assert.ok(verdict.verdict === 'accepted', name);
    if (verdict.verdict !== 'accepted') continue;
    const { pages, proposal } = verdict.report;
    assert.is(readdirSync(images).length, 2 * pages);
    if (!name.startsWith('04')) continue;
    assert.is(proposal.kind, 'appraisal');
    assert.match(proposal.symbol, /^71\/BC-HĐND$/);
    assert.match(proposal.date, /^2026-1[12]-\d\d$/);
  }
});

examination.run();
