/** The page of the door: what this is, the certificate to install on each system, and a check that it worked. */

/** What a step looks like on the device: a window with its rows, one of them to be pressed. */
interface Picture {
  rows: readonly string[];
  /** Which row is pressed. */
  at: number;
  /** A switch that is turned on, instead of a row that is opened. */
  isSwitch?: boolean;
}

interface Steps {
  system: string;
  /** One for each step. */
  pictures: readonly Picture[];
  /** What to download, by its name below /tin-cay/. */
  file: 'nghi-truong.cer' | 'nghi-truong.mobileconfig';
  vi: readonly string[];
  en: readonly string[];
}

const systems: readonly Steps[] = [
  {
    system: 'iPad, iPhone',
    pictures: [
      { rows: ['Trang này đang tải về một', 'hồ sơ cấu hình.', 'Bỏ qua', 'Cho phép'], at: 3 },
      { rows: ['Cài đặt', 'Đã tải về hồ sơ', 'Nghị Trường', 'Cài đặt'], at: 1 },
      { rows: ['Cài đặt tin cậy chứng nhận', 'Bật tin cậy hoàn toàn', 'Nghị Trường'], at: 2, isSwitch: true },
    ],
    file: 'nghi-truong.mobileconfig',
    vi: [
      'Mở trang này bằng Safari, bấm “Tải về” và chọn Cho phép.',
      'Cài đặt → Đã tải về hồ sơ → Cài đặt, nhập mật mã của máy.',
      'Cài đặt → Cài đặt chung → Giới thiệu → Cài đặt tin cậy chứng nhận → bật “Nghị Trường”.',
    ],
    en: [
      'Open this page in Safari, press “Download” and allow it.',
      'Settings → Profile Downloaded → Install, with the passcode.',
      'Settings → General → About → Certificate Trust Settings → turn on “Nghị Trường”.',
    ],
  },
  {
    system: 'Android',
    pictures: [
      { rows: ['Android', 'Tải về'], at: 1 },
      { rows: ['Cài đặt chứng chỉ', 'Chứng chỉ CA', 'Vẫn cài đặt'], at: 1 },
      { rows: ['Tệp đã tải về', 'nghi-truong.cer'], at: 1 },
    ],
    file: 'nghi-truong.cer',
    vi: [
      'Bấm “Tải về”.',
      'Cài đặt → Bảo mật → Mã hóa và thông tin xác thực → Cài đặt chứng chỉ → Chứng chỉ CA → Vẫn cài đặt.',
      'Chọn tệp nghi-truong.cer vừa tải.',
    ],
    en: [
      'Press “Download”.',
      'Settings → Security → Encryption & credentials → Install a certificate → CA certificate → Install anyway.',
      'Choose nghi-truong.cer.',
    ],
  },
  {
    system: 'Windows',
    pictures: [
      { rows: ['nghi-truong.cer', 'Install Certificate…', 'Current User'], at: 1 },
      { rows: ['Certificate Store', 'Trusted Root', 'Certification Authorities', 'Finish'], at: 1 },
    ],
    file: 'nghi-truong.cer',
    vi: [
      'Bấm “Tải về”, mở tệp → Install Certificate → Current User.',
      'Place all certificates in the following store → Trusted Root Certification Authorities → Finish → Yes.',
    ],
    en: [
      'Press “Download”, open the file → Install Certificate → Current User.',
      'Place all certificates in the following store → Trusted Root Certification Authorities → Finish → Yes.',
    ],
  },
  {
    system: 'macOS',
    pictures: [
      { rows: ['Keychain Access', 'nghi-truong.cer', 'Add'], at: 2 },
      { rows: ['Nghị Trường', 'Trust', 'Always Trust'], at: 2 },
    ],
    file: 'nghi-truong.cer',
    vi: ['Bấm “Tải về”, mở tệp để thêm vào Keychain Access.', 'Mở chứng chỉ → Trust → Always Trust.'],
    en: ['Press “Download”, open the file to add it to Keychain Access.', 'Open it → Trust → Always Trust.'],
  },
  {
    system: 'ChromeOS, Linux (Chrome)',
    pictures: [
      { rows: ['Chrome', 'Tải về'], at: 1 },
      { rows: ['Local certificates', 'Custom', 'Trusted Certificates', 'Import'], at: 3 },
    ],
    file: 'nghi-truong.cer',
    vi: [
      'Bấm “Tải về”.',
      'chrome://certificate-manager → Local certificates → Custom → Trusted Certificates → Import.',
    ],
    en: [
      'Press “Download”.',
      'chrome://certificate-manager → Local certificates → Custom → Trusted Certificates → Import.',
    ],
  },
];

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

const ROW = 34;
const WIDTH = 260;

/** Drawn here, so that the page needs nothing from elsewhere; words beside it say the same. */
function drawn({ rows, at, isSwitch }: Picture): string {
  const height = rows.length * ROW + 20;
  const row = (words: string, index: number) => {
    const y = 10 + index * ROW;
    const isPressed = index === at;
    const box = `<rect x="10" y="${y + 2}" width="${WIDTH - 20}" height="${ROW - 4}" rx="8" class="${isPressed ? 'on' : 'row'}"/>`;
    const text = `<text x="22" y="${y + 22}" class="${isPressed ? 'pressed' : ''}">${escaped(words)}</text>`;
    if (!isPressed) return box + text;
    const x = WIDTH - 34;
    const mark = isSwitch
      ? `<rect x="${x - 14}" y="${y + 8}" width="32" height="18" rx="9" class="switch"/><circle cx="${x + 9}" cy="${y + 17}" r="7" class="knob"/>`
      : `<circle cx="${x}" cy="${y + 17}" r="9" class="finger"/>`;
    return box + text + mark;
  };
  return `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" aria-hidden="true"><rect x="1" y="1" width="${WIDTH - 2}" height="${height - 2}" rx="14" class="frame"/>${rows.map(row).join('')}</svg>`;
}

const list = ({ vi, en, pictures }: Steps): string =>
  `<ol>${vi
    .map(
      (step, at) =>
        `<li><p>${escaped(step)}</p><p lang="en">${escaped(en[at]!)}</p>${pictures[at] ? drawn(pictures[at]) : ''}</li>`,
    )
    .join('')}</ol>`;

/** @param https where the server is once it is trusted */
export const doorPage = (https: string, fingerprint: string): string => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nghị Trường · Tin cậy máy chủ</title>
<link rel="stylesheet" href="/tin-cay/trang.css">
<script src="/tin-cay/trang.js" defer></script>
</head>
<body data-https="${escaped(https)}">
<main>
<h1>Tin cậy máy chủ của phòng họp</h1>
<p>Máy chủ này ở trong mạng của phòng họp, không có Internet. Để tài liệu, mã PIN và phiếu kín đi qua mạng an toàn, mỗi máy cài một chứng chỉ, một lần. Chứng chỉ chỉ có hiệu lực cho máy chủ này và các địa chỉ mạng nội bộ.</p>
<p lang="en">This server is in the hall’s own network. So that documents, PINs and secret ballots are safe on it, each device installs one certificate, once. It holds for this server and for private addresses only.</p>
<section class="check" aria-live="polite">
<p id="waiting">Đang kiểm tra máy này… <span lang="en">Checking this device…</span></p>
<p id="untrusted" hidden><b>Máy này chưa tin cậy máy chủ.</b> Làm theo các bước dưới đây; trang tự kiểm tra lại. <span lang="en">Not trusted yet. Follow the steps below; this page looks again by itself.</span></p>
<p id="trusted" hidden><b>Máy này đã tin cậy máy chủ.</b> <a class="go" href="${escaped(https)}/">Đăng nhập · <span lang="en">Sign in</span></a></p>
</section>
${systems
  .map(
    ({ system, file, ...steps }) => `<section>
<h2>${escaped(system)}</h2>
<p><a class="go" href="/tin-cay/${file}" download>Tải về · <span lang="en">Download</span><span class="hidden"> (${escaped(system)})</span></a></p>
${list({ system, file, ...steps })}
</section>`,
  )
  .join('\n')}
<section>
<h2>Dấu vân tay SHA-256</h2>
<p>So với dấu vân tay in trên màn hình máy chủ. <span lang="en">Compare it with the one that the server has printed.</span></p>
<p class="print">${fingerprint}</p>
</section>
</main>
</body>
</html>
`;

export const doorStyle = `
:root { color-scheme: light; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; background: #f3f5f8; color: #17202c; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
section { background: #fff; border: 1px solid #c3cbd6; border-radius: 16px; padding: .5rem 1.25rem 1rem; margin-top: 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; }
[lang=en] { color: #465365; }
.go { display: inline-block; min-width: 44px; padding: .7rem 1.1rem; border-radius: 10px; background: #0a4f94; color: #fff; font-weight: 600; text-decoration: none; }
.go [lang=en] { color: #fff; }
.check { border-color: #0a4f94; }
.print { font-family: monospace; overflow-wrap: anywhere; }
li { margin-top: .75rem; } li p { margin: .25rem 0; }
svg { max-width: 100%; height: auto; margin-top: .25rem; }
.frame { fill: #f3f5f8; stroke: #6a7687; } .row { fill: #fff; stroke: #c3cbd6; } .on { fill: #0a4f94; }
svg text { font: 14px system-ui, sans-serif; fill: #17202c; } svg .pressed { fill: #fff; font-weight: 600; }
.finger { fill: none; stroke: #fff; stroke-width: 3; } .switch { fill: #146c37; stroke: #fff; } .knob { fill: #fff; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

/** Asks HTTPS whether it answers: where the certificate is not trusted, the browser says no. */
export const doorScript = `
const https = document.body.dataset.https;
const show = (id) => { for (const one of ['waiting', 'untrusted', 'trusted']) document.getElementById(one).hidden = one !== id; };
async function look() {
  try {
    await fetch(https + '/livez', { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
    show('trusted');
  } catch {
    show('untrusted');
    setTimeout(look, 3000);
  }
}
look();
`;
