/** What a start says: the address, and for the sample one-time links to sign in with. */
import qrcode from 'qrcode';
import { meetingsOn } from '../shared/body/meetings.ts';
import type { PersonId } from '../shared/ids.ts';
import type { Bodies } from './bodies/bodies.ts';
import type { Config } from './config.ts';
import type { Setup } from './http/setup.ts';
import type { Accounts } from './identity/accounts.ts';
import type { Logins } from './identity/logins.ts';
import { isLoopback } from './tls/loopback.ts';

export interface WelcomeOptions {
  url: string;
  config: Config;
  accounts: Accounts;
  bodies: Bodies;
  logins: Logins;
  setup: Setup;
  /** Under which the hall reaches this server. */
  addresses: readonly string[];
  say: (line: string) => void;
}

export async function printWelcome({
  url,
  config,
  accounts,
  bodies,
  logins,
  setup,
  addresses,
  say,
}: WelcomeOptions): Promise<void> {
  say(`Nghị Trường · ${url}`);
  if (!isLoopback(config.host) && !config.lan)
    say(
      'CẢNH BÁO: HTTP không mã hóa; mã PIN đọc được trên mạng, không bỏ phiếu kín được · WARNING: plain HTTP: PINs can be read on the network, and there are no secret votes. Leave --insecure-http out.',
    );
  const { all } = bodies;
  if (setup.token !== null) {
    // From this machine, and from another in the hall; the code is scanned by another.
    const links = [...new Set([url, ...addresses])].map((address) => `${address}/setup/#${setup.token}`);
    say('');
    say('Thiết lập máy chủ: mở liên kết này (dùng một lần) · Set this server up: open this link (once)');
    for (const link of links) say(`  ${link}`);
    say('');
    say(await qrcode.toString(links.at(-1)!, { type: 'terminal', small: true, errorCorrectionLevel: 'L' }));
    return;
  }
  for (const { state } of all.slice(0, 20)) {
    const next = meetingsOn(state).find(({ phase, isRehearsal }) => phase !== 'closed' && !isRehearsal);
    say([state.profile.name, next?.title].filter(Boolean).join(' · '));
  }
  if (all.length > 20) say(`… ${all.length - 20} cơ quan khác · more bodies`);
  if (!accounts.isSample) return;
  const people = all.flatMap(({ state }) => state.members).filter(({ id }) => accounts.account(id));
  const first = (isMeant: (roles: readonly string[]) => boolean, many = 1) =>
    people.filter(({ roles }) => isMeant(roles)).slice(0, many);
  const invited = [
    ...first((roles) => roles.includes('chair')).map((person) => ['Chủ tọa · chair', person] as const),
    ...first((roles) => roles.includes('secretariat')).map((person) => ['Thư ký · secretariat', person] as const),
    ...first((roles) => roles.includes('display')).map((person) => ['Màn hình · display', person] as const),
    ...first((roles) => roles.includes('delegate') && !roles.includes('chair'), 2).map(
      (person) => ['Đại biểu · delegate', person] as const,
    ),
  ];
  const tickets = await logins.issueTickets(invited.map(([, { id }]): PersonId => id));
  say('');
  say('Liên kết đăng nhập, mỗi liên kết dùng một lần · One-time sign-in links:');
  for (const [index, [label, { name }]] of invited.entries())
    say(`  ${label.padEnd(22)} ${url}/#${tickets[index]}   ${name}`);
  say('');
  say(await qrcode.toString(url, { type: 'terminal', small: true, errorCorrectionLevel: 'L' }));
  if (!isLoopback(config.host))
    say(
      'Chú ý: dữ liệu mẫu dùng mã PIN công khai, không dùng cho phiên họp thật · The sample’s PINs are public: for trying only.',
    );
}
