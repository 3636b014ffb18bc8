/** People from a spreadsheet: what offices write is read, what can't be read is named, nothing comes in twice. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planImport, readDay, readTable } from '../../shared/body/import.ts';
import type { Member } from '../../shared/body/members.ts';

const imports = suite('import');
const nobody = { members: [], delegations: [], removedMembers: [] };
let number = 0;
const newId = () => `new${number++}`;
const planned = (cells: string[][], members: readonly Member[] = []) =>
  planImport({ ...nobody, members }, readTable(cells)!, newId);

imports(
  'heads are found below a title, whatever their case, diacritics and order; other columns are left alone',
  () => {
    const table = readTable([
      ['DANH SÁCH ĐẠI BIỂU'],
      [],
      ['STT', 'Chức vụ', 'HỌ VÀ TÊN', 'Tổ đại biểu', 'Ghi chú'],
      ['1', 'Chủ tịch', 'Nguyễn Văn An', 'Tổ 1', ''],
    ])!;
    assert.equal(table.columns, [null, 'title', 'name', 'delegation', null]);
    const [row] = planImport(nobody, table, newId);
    assert.equal([row!.line, row!.state], [4, 'new']);
    const { name, title, delegation, roles } = row!.member!;
    assert.equal([name, title, delegation, roles], ['Nguyễn Văn An', 'Chủ tịch', 'Tổ 1', ['delegate']]);
    assert.is(
      readTable([
        ['Số', 'Ngày'],
        ['1', '2'],
      ]),
      null,
    );
  },
);

imports('a name in two columns, with heads of their own or below one merged head, is one name; NFD is NFC', () => {
  const two = planned([
    ['Họ và tên đệm', 'Tên'],
    ['Trần Thị', 'Bích'],
  ]);
  assert.is(two[0]!.member!.name, 'Trần Thị Bích');
  const merged = planned([
    ['Họ và tên', '', 'Tổ'],
    ['Lê Văn', 'Cường'.normalize('NFD'), '2'],
  ]);
  assert.is(merged[0]!.member!.name, 'Lê Văn Cường'.normalize('NFC'));
});

imports('every row that can’t be read says why, and the others are read all the same', () => {
  const rows = planned([
    ['Họ và tên', 'Vai trò', 'Từ ngày', 'Đến ngày', 'Tổ'],
    ['Nguyễn A', 'đại biểu', '23/05/2021', '', 'Tổ 1'],
    ['', 'đại biểu', '', '', 'Tổ 1'],
    ['Người 2', '', '', '', ''],
    ['Nguyễn B', 'phi công', '', '', ''],
    ['Nguyễn C', '', '31/02/2021', '', ''],
    ['Nguyễn D', '', '01/01/2026', '01/01/2020', ''],
    ['', '', '', '', ''],
    ['nguyễn a', '', '', '', 'TỔ 1'],
    ['Nguyễn A', 'Khách mời', '', '', 'Tổ 2'],
  ]);
  assert.equal(
    rows.map(({ line, state, fault }) => [line, fault ?? state]),
    [
      [2, 'new'],
      [3, 'no-name'],
      [4, 'odd-name'],
      [5, 'unknown-role'],
      [6, 'unknown-date'],
      [7, 'ends-before-it-begins'],
      [9, 'twice'],
      [10, 'new'],
    ],
  );
  assert.is(rows[0]!.member!.from, '2021-05-23');
});

imports('the same file again changes nothing; a changed row changes that person, and keeps what has no column', () => {
  const cells = [
    ['Họ và tên', 'Chức vụ', 'Tổ'],
    ['Nguyễn A', 'Ủy viên', 'Tổ 1'],
    ['Trần B', '', 'Tổ 2'],
  ];
  const members = planned(cells).map(({ member }) => member!);
  assert.equal(
    planned(cells, members).map(({ state }) => state),
    ['same', 'same'],
  );
  const known = members.map((member) => ({ ...member, from: '2021-05-23' }));
  const [changed, same] = planned([cells[0]!, ['Nguyễn A', 'Phó Chủ tịch', 'Tổ 1'], cells[2]!], known);
  assert.equal([changed!.state, changed!.member!.id, same!.state], ['changed', members[0]!.id, 'same']);
  assert.equal([changed!.member!.title, changed!.member!.from], ['Phó Chủ tịch', '2021-05-23']);
  const [moved] = planned(
    [
      ['Họ và tên', 'Tổ'],
      ['Trần B', 'Tổ 3'],
    ],
    known,
  );
  assert.equal([moved!.state, moved!.member!.id], ['changed', members[1]!.id], 'she moved to another delegation');
});

imports('two of one name are told apart by their delegation, else the row says that it can’t tell', () => {
  const members = planned([
    ['Họ và tên', 'Tổ'],
    ['Nguyễn A', '1'],
    ['Nguyễn A', '2'],
  ]).map(({ member }) => member!);
  const [first, unknown] = planned(
    [
      ['Họ và tên', 'Tổ'],
      ['Nguyễn A', '2'],
      ['Nguyễn A', '3'],
    ],
    members,
  );
  assert.equal([first!.state, first!.member!.id], ['same', members[1]!.id]);
  assert.is(unknown!.fault, 'ambiguous');
});

imports('days as offices write them', () => {
  assert.equal(['1/2/2026', '01-02-2026', '2026-02-01', '2026-02-01T00:00:00.000Z', ''].map(readDay), [
    '2026-02-01',
    '2026-02-01',
    '2026-02-01',
    '2026-02-01',
    '',
  ]);
  assert.equal(['29/02/2025', '13/13/2026', 'hôm qua'].map(readDay), [null, null, null]);
});

imports.run();
