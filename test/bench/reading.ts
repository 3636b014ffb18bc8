/** Searching, and eighty tablets that fetch ahead. */

import MiniSearch from 'minisearch';
import type { DocumentId } from '../../shared/ids.ts';
import { find, type Indexed, indexOptions, type SearchedPage, searchedPage } from '../../shared/search.ts';
import { fold } from '../../shared/vietnamese.ts';
import { fileAddress } from '../../shared/wire/addresses.ts';
import { chairCode, here, RunningServer, remove, sample } from '../server/running-server.ts';
import { fanOut, many } from './crowd.ts';
import { RawClient } from './raw-client.ts';
import { add, at, median, ms, say } from './table.ts';
import { imagesAreMade, pause } from './turning.ts';

/** 40 documents with 2,000 pages of words as Vietnamese reports have them. */
export async function searching(): Promise<void> {
  say('searching 40 documents with 2,000 pages');
  const words =
    'ngân sách nhà nước tỉnh huyện xã đầu tư công dự toán thu chi quyết toán báo cáo thẩm tra nghị quyết hội đồng nhân dân đại biểu cử tri kiến nghị y tế giáo dục học phí đất đai môi trường giao thông thủy lợi nông nghiệp công nghiệp du lịch doanh nghiệp thuế phí lệ phí quốc phòng an ninh chính sách xã hội hộ nghèo việc làm năm tháng quý kế hoạch mục tiêu chỉ tiêu tăng giảm so với cùng kỳ đạt phần trăm tỷ đồng'.split(
      ' ',
    );
  let state = 42;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
  const pages = new Map<string, SearchedPage>();
  const index = new MiniSearch<Indexed>(indexOptions);
  for (let document = 0; document < 40; document += 1)
    for (let page = 1; page <= 50; page += 1) {
      const text = Array.from({ length: 350 }, () =>
        random(12) === 0 ? String(random(5000)) : words[random(words.length)],
      ).join(' ');
      pages.set(`${document}/${page}`, searchedPage(text));
      index.add({ id: `${document}/${page}`, text, title: '' });
    }
  const readable = new Map(Array.from({ length: 40 }, (_, at) => [String(at), { id: `d${at}` as DocumentId }]));
  const queries = [
    'ngan sach',
    'dự toán thu 2027',
    '"nghị quyết hội đồng"',
    'hoc phi',
    'y te giao duc',
    'xa',
    '1234',
    'ho ngheo viec lam',
  ];
  const times: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < 160; round += 1) {
    const query = queries[round % queries.length]!;
    const began = performance.now();
    find(index, (hash, page) => pages.get(`${hash}/${page}`), query, readable);
    times.push(performance.now() - began);
    if (round >= 16) continue;
    const from = performance.now();
    [...pages.values()].filter(({ text }) => fold(text).includes(fold(query.replaceAll('"', ''))));
    plain.push(performance.now() - from);
  }
  add({
    what: 'search in 2,000 pages (p95)',
    measured: `${ms(at(times, 0.95))} (median ${ms(median(times))})`,
    limit: `${ms(median(plain))} reading every page`,
    budget: '≤ 50 ms',
    holds: at(times, 0.95) <= 50,
  });
}

/** Page turns to a hundred, without and with eighty tablets that fetch the meeting's documents range by range. */
export async function fetchingAhead(): Promise<void> {
  say('eighty tablets fetch ahead');
  const server = await RunningServer.start();
  await imagesAreMade(server);
  const token = await server.signIn('DB05');
  const chair = await server.signIn(chairCode);
  const clients = await many(100, () => RawClient.connect(Number(server.port), token));
  const sender = await RawClient.connect(Number(server.port), chair);
  let commands = 0;
  const command = (given: object) => {
    commands += 1;
    return `42${commands}["command",${JSON.stringify({ id: `ahead-${commands}-${process.pid}`, command: given })}]`;
  };
  sender.send(command({ type: 'start-presentation', document: 'bc-cu-tri' }));
  await pause(500);
  const turn = (page: number) => command({ type: 'turn-page', page });
  const quiet = await fanOut(clients, sender, turn, 30);
  let isOver = false;
  let bytes = 0;
  const began = performance.now();
  const tablets = Array.from({ length: 80 }, async () => {
    // As client/offline/keeper.ts does: pieces of half a megabyte, a pause of some length between them.
    for (const { hash, bytes: size } of sample.definition.documents)
      for (let from = 0; from < size && !isOver; from += 512 * 1024) {
        const to = Math.min(size, from + 512 * 1024) - 1;
        const response = await fetch(server.url + fileAddress(here, hash), {
          headers: { Authorization: `Bearer ${token}`, Range: `bytes=${from}-${to}` },
        });
        bytes += (await response.arrayBuffer()).byteLength;
        await pause(120 * (0.5 + Math.random()));
      }
  });
  await pause(300);
  const busy = await fanOut(clients, sender, turn, 30);
  isOver = true;
  await Promise.all(tablets);
  const rate = bytes / 1024 / 1024 / ((performance.now() - began) / 1000);
  for (const client of [...clients, sender]) client.socket.destroy();
  await server.stop();
  remove(server.folder);
  add({
    what: 'page turn to the last of 100, while 80 tablets fetch',
    measured: `${ms(busy)} (${rate.toFixed(0)} MB/s served)`,
    limit: `${ms(quiet)} while nobody does`,
    budget: '– (the hall’s 20 Mbit/s bound it to 2.5 MB/s)',
    holds: null,
  });
}
