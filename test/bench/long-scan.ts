/** A long document as an office's scanner makes it: a grey picture of 300 dots an inch for every page, no text. */
import { createCanvas } from '@napi-rs/canvas';
import { pdfOf, stream } from '../documents/hostile-files.ts';

const A4 = { width: 2480, height: 3508 };

/** A page of 46 lines of marks as dense as print, with the specks and the uneven paper of a real sheet. */
async function picture(page: number): Promise<Buffer> {
  let state = page * 7919 + 1;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const canvas = createCanvas(A4.width, A4.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f1f0ec';
  context.fillRect(0, 0, A4.width, A4.height);
  context.rotate((random() - 0.5) * 0.02);
  for (let line = 0; line < 46; line += 1) {
    let x = 300;
    while (x < 2150) {
      const letters = 2 + Math.floor(random() * 5);
      for (let letter = 0; letter < letters; letter += 1, x += 26) {
        context.fillStyle = random() < 0.5 ? '#222' : '#3a3a3a';
        context.fillRect(x, 300 + line * 62, 5, 28 + random() * 10);
        context.fillRect(x, 300 + line * 62 + random() * 24, 18, 5);
      }
      x += 22;
    }
  }
  for (let speck = 0; speck < 60_000; speck += 1) {
    context.fillStyle = random() < 0.5 ? '#e4e2dc' : '#fbfaf7';
    context.fillRect(random() * A4.width, random() * A4.height, 3, 3);
  }
  return canvas.encode('jpeg', 70);
}

export async function longScan(pages: number): Promise<Buffer> {
  const numbers = Array.from({ length: pages }, (_, index) => 3 + 3 * index);
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${pages} >>`,
  ];
  for (const [index, number] of numbers.entries())
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${number + 1} 0 R /Resources << /XObject << /I ${number + 2} 0 R >> >> >>`,
      stream('', Buffer.from('595 0 0 842 0 0 cm /I Do')),
      stream(
        `/Type /XObject /Subtype /Image /Width ${A4.width} /Height ${A4.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
        await picture(index + 1),
      ),
    );
  return pdfOf(objects);
}
