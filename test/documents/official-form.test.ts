/** What is proposed of a document: its own date and number, its body, its signer; and old encodings, turned pages. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fromLegacy, legacyOf, withVietnameseD } from '../../server/documents/legacy-encodings.ts';
import { asRead, type Line, linesOf } from '../../server/documents/lines.ts';
import { readOfficialForm } from '../../server/documents/official-form.ts';
import { fold } from '../../shared/vietnamese.ts';

const WIDTH = 595;
/** Lines as an official first page has them: [text, x], one below the other. */
const page = (...rows: [text: string, x: number][]): Line[] =>
  rows.map(([text, x], index) => ({ text, x, y: 60 + index * 18, size: 13 }));
const head = (symbol: string, date: string, ...rest: [string, number][]) =>
  page(
    ['HỘI ĐỒNG NHÂN DÂN', 90],
    ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 300],
    ['TỈNH HẢI SƠN', 110],
    ['Độc lập - Tự do - Hạnh phúc', 330],
    [symbol, 100],
    [date, 330],
    ...rest,
  );
const body: [string, number][] = [
  ['TỜ TRÌNH', 260],
  ['Về việc ban hành quy định mức chi', 180],
  ['Căn cứ Nghị định số 163/2016/NĐ-CP ngày 21 tháng 12 năm 2016 của Chính phủ;', 85],
];

test('its own date and number, or none: never those of a text that it cites', () => {
  const whole = readOfficialForm([head('Số: 12/TTr-UBND', 'Hải Sơn, ngày 09 tháng 12 năm 2026', ...body)], WIDTH);
  assert.equal([whole.date, whole.symbol, whole.kind], ['2026-12-09', '12/TTr-UBND', 'submission']);
  const blank = readOfficialForm([head('Số:       /TTr-UBND', 'Hải Sơn, ngày      tháng 12 năm 2026', ...body)], WIDTH);
  assert.equal([blank.date, blank.symbol], ['', ''], 'blank stays blank');
  assert.is(blank.body, 'HỘI ĐỒNG NHÂN DÂN TỈNH HẢI SƠN');
  assert.is(readOfficialForm([head('Số: 36/2024/QH15', '', ...body)], WIDTH).symbol, '36/2024/QH15');
});

test('the two columns of the head may have run into one line', () => {
  const joined = page(
    ['ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 90],
    ['TỈNH HẢI SƠN Độc lập - Tự do - Hạnh phúc', 110],
    ['Số: 7/BC-UBND Hải Sơn, ngày 3 tháng 7 năm 2026', 100],
    ['BÁO CÁO', 260],
    ['Tình hình kinh tế', 200],
  );
  const { body: issuer, symbol, date } = readOfficialForm([joined], WIDTH);
  assert.equal([issuer, symbol, date], ['ỦY BAN NHÂN DÂN TỈNH HẢI SƠN', '7/BC-UBND', '2026-07-03']);
});

test('whoever signed stands before the annexes; T/M is an office too, and a regulation is a kind', () => {
  const signature = page(
    ['Nơi nhận:', 85],
    ['T/M ỦY BAN NHÂN DÂN', 350],
    ['KT. CHỦ TỊCH', 370],
    ['PHÓ CHỦ TỊCH', 370],
    ['Nguyễn Thị Hoài Thương', 360],
    ['- Như trên;', 85],
  );
  const annex = page(['PHỤ LỤC', 260], ['DANH SÁCH GIÁM ĐỐC CÁC SỞ', 180], ['Trần Văn An', 200]);
  const rules: [string, number][] = [
    ['QUY ĐỊNH', 260],
    ['Mức chi tổ chức kỳ họp', 200],
  ];
  const proposal = readOfficialForm(
    [head('Số: 5/2026/QĐ-UBND', 'Hải Sơn, ngày 1 tháng 2 năm 2026', ...rules), signature, annex],
    WIDTH,
  );
  assert.is(proposal.signer, 'Nguyễn Thị Hoài Thương');
  assert.is(proposal.title, 'Quy định mức chi tổ chức kỳ họp');
});

test('a title ends where the text begins, and a letter’s is what stands below its number', () => {
  const propose = (symbol: string, ...rest: [string, number][]) =>
    readOfficialForm([head(symbol, 'Hải Sơn, ngày 1 tháng 2 năm 2026', ...rest)], WIDTH);
  const relying = propose(
    'Số:      /BC-KTNS',
    ['BÁO CÁO THẨM TRA', 230],
    ['Dự thảo Nghị quyết về dự toán ngân sách', 170],
    ['Thực hiện Nghị quyết số 25/NQ-HĐND, Ban báo cáo như sau', 120],
  );
  assert.is(relying.title, 'Báo cáo thẩm tra dự thảo Nghị quyết về dự toán ngân sách');
  const deciding = propose(
    'Số: 05/2026/NQ-HĐND',
    ['NGHỊ QUYẾT', 250],
    ['Về kế hoạch đầu tư công', 210],
    ['HỘI ĐỒNG NHÂN DÂN TỈNH HẢI SƠN KHÓA II, KỲ HỌP THỨ 3', 120],
  );
  assert.is(deciding.title, 'Nghị quyết về kế hoạch đầu tư công');
  const letter = propose(
    'Số: 1234/STC-QLNS',
    ['V/v góp ý dự thảo', 80],
    ['Nghị quyết về học phí', 80],
    ['Kính gửi: Thường trực HĐND tỉnh', 150],
    ['Sở Tài chính nhận được công văn ngày 3 tháng 1 năm 2026', 85],
  );
  assert.equal(
    [letter.title, letter.symbol, letter.kind],
    ['Góp ý dự thảo Nghị quyết về học phí', '1234/STC-QLNS', 'other'],
  );
  const bare = propose('Số: 1234/STC-QLNS', ['Kính gửi: Thường trực HĐND tỉnh', 150], ['Sở Tài chính báo cáo', 85]);
  assert.is(bare.title, '', 'not the body, the place or the date');
  const torn = page(['C ÍN P Ủ', 100], ['CỘNG ÒA XÃ ỘI C Ủ NG ĨA VIỆT NAM', 280], ['Số: 47/2020/NĐ-CP', 100]);
  assert.is(readOfficialForm([torn], WIDTH).body, '', 'letters that were lost are not guessed');
});

test('TCVN3 and VNI are known by their letters and read in Unicode; Unicode, French and German are left as they are', () => {
  const tcvn3 = 'Céng hoμ x· héi chñ nghÜa ViÖt Nam, héi ®ång nh©n d©n tØnh H¶i S¬n, b¸o c¸o vÒ t×nh h×nh kinh tÕ';
  assert.is(legacyOf(tcvn3), 'TCVN3');
  assert.match(
    fromLegacy(tcvn3, 'TCVN3'),
    /^Cộng hoà xã hội chủ nghĩa Việt Nam, hội đồng nhân dân tỉnh Hải Sơn, báo cáo/,
  );
  const vni =
    'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc, Hoäi ñoàng nhaân daân, ngöôøi ñöôïc';
  assert.is(legacyOf(vni), 'VNI');
  assert.is(
    fromLegacy(vni, 'VNI'),
    'Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc, Hội đồng nhân dân, người được',
  );
  for (const text of [
    'Nghị quyết về phát triển kinh tế – xã hội năm 2027 của Hội đồng nhân dân tỉnh Hải Sơn, khóa XII, kỳ họp thứ mười hai',
    'Le conseil municipal a été créé à l’été, où les élèves naïfs reçoivent le français, déjà très âgés et préférés',
    'Die Größe der Türen übersteigt möglicherweise das Maß; häufig über Jahre für schöne Häuser',
  ])
    assert.is(legacyOf(text), null, text);
  assert.is(withVietnameseD('Ðiều 1'), 'Điều 1');
  assert.is(fold('Ðiều'), 'dieu');
});

test('a page that is turned is read as a reader turns it', () => {
  // "Một hai" on one line, "ba" below: as it stands, and turned by each quarter.
  const upright = [
    { str: 'Một', x: 50, y: 100 },
    { str: 'hai', x: 100, y: 100 },
    { str: 'ba', x: 50, y: 130 },
  ];
  const turns = [
    ([x, y]: number[]) => [1, 0, 0, 1, x!, y!],
    ([x, y]: number[]) => [0, 1, -1, 0, 842 - y!, x!],
    ([x, y]: number[]) => [-1, 0, 0, -1, 595 - x!, 842 - y!],
    ([x, y]: number[]) => [0, -1, 1, 0, y!, 595 - x!],
  ];
  for (const [quarter, turn] of turns.entries()) {
    const size: [number, number] = quarter % 2 === 0 ? [595, 842] : [842, 595];
    const pieces = upright.map(({ str, x, y }) => ({
      str,
      width: 30,
      transform: turn([x, y]).map((value, at) => (at < 4 ? value * 12 : value)),
    }));
    const { pieces: read, height } = asRead(pieces, size);
    assert.equal(
      linesOf(read, height).map(({ text }) => text),
      ['Một hai', 'ba'],
      `quarter ${quarter}`,
    );
  }
});

test.run();
