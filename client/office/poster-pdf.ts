/** The poster at the hall's door: into the Wi-Fi, to what is to be trusted, to the pages. One A4 page. */
import { makePdf } from '../reports/print-pdf.ts';
import { wifiCode } from './wifi-code.ts';

export interface Poster {
  council: string;
  /** Empty: the page says nothing of Wi-Fi. */
  wifi: string;
  wifiPassword: string;
  /** Of the page with the certificate; null where there is nothing to install. */
  door: string | null;
  fingerprint: string;
  address: string;
}

const QR = 130;

const step = (number: number, vi: string, en: string, code: string, below: readonly string[]) => ({
  columns: [
    { width: 40, text: String(number), bold: true, fontSize: 40, color: '#0a4f94' },
    {
      width: '*',
      stack: [
        { text: vi, bold: true, fontSize: 18 },
        { text: en, fontSize: 12, color: '#465365', margin: [0, 2, 0, 8] },
        ...below.map((text) => ({ text, fontSize: 13, bold: true })),
      ],
    },
    { width: QR, qr: code, fit: QR, eccLevel: 'M' },
  ],
  columnGap: 12,
  margin: [0, 0, 0, 22],
});

export function posterPdf({ council, wifi, wifiPassword, door, fingerprint, address }: Poster): Promise<Blob> {
  const steps = [
    ...(wifi
      ? ([
          [
            'Vào Wi-Fi của phòng họp',
            'Join the hall’s Wi-Fi',
            wifiCode(wifi, wifiPassword),
            [wifi, ...(wifiPassword ? [`Mật khẩu: ${wifiPassword}`] : [])],
          ],
        ] as const)
      : []),
    ...(door
      ? ([['Tin cậy máy chủ (một lần cho mỗi máy)', 'Trust the server (once a device)', door, [door]]] as const)
      : []),
    ['Mở trang và đăng nhập bằng thẻ', 'Open the page and sign in with your card', address, [address]] as const,
  ];
  return makePdf([
    { text: council, fontSize: 16, alignment: 'center' },
    { text: 'KỲ HỌP KHÔNG GIẤY', bold: true, fontSize: 28, alignment: 'center', margin: [0, 4, 0, 28] },
    ...steps.map(([vi, en, code, below], at) => step(at + 1, vi, en, code, below)),
    ...(door
      ? [
          {
            text: `Dấu vân tay chứng chỉ (SHA-256), so khi cài · certificate fingerprint, to compare:\n${fingerprint}`,
            fontSize: 9,
            color: '#465365',
          },
        ]
      : []),
  ]);
}
