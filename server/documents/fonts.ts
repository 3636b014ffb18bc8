/**
 * Fonts with all Vietnamese letters, of the same widths as those that offices use and leave out of their files: for
 * drawing pages, and for converting where the machine has only fonts without ế, ộ, ữ (Liberation on Linux).
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** Ours, those of the very same widths, and others that it may stand in for where nothing better is there. */
const stands: Readonly<Record<string, { same: readonly string[]; others: readonly string[] }>> = {
  Tinos: { same: ['Times New Roman', 'Times', 'Liberation Serif'], others: ['serif', 'Cambria', 'Georgia'] },
  Arimo: {
    same: ['Arial', 'Helvetica', 'Liberation Sans'],
    others: ['sans-serif', 'Verdana', 'Tahoma', 'Calibri', 'Segoe UI'],
  },
  Cousine: { same: ['Courier New', 'Courier', 'CourierNew', 'Liberation Mono'], others: ['monospace', 'Consolas'] },
};

/** Ours, and every name that it stands in for when a page is drawn. */
export const families: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(stands).map(([ours, { same, others }]) => [ours, [ours, ...same, ...others]]),
);

/** Where the files of one of them lie: a folder a style, such as `400Regular`. */
export const folderOf = (family: string): string =>
  dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${family.toLowerCase()}/package.json`));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** fontconfig's settings for a program that draws text: the machine's fonts, and ours before those that lack letters. */
export function fontSettings(): string {
  const rule = (name: string, ours: string, mode: 'prepend' | 'append') =>
    `<match target="pattern"><test name="family"><string>${name}</string></test><edit name="family" mode="${mode}" binding="strong"><string>${ours}</string></edit></match>`;
  const rules = Object.entries(stands).flatMap(([ours, { same, others }]) => [
    ...same.map((name) => rule(name, ours, 'prepend')),
    ...others.map((name) => rule(name, ours, 'append')),
  ]);
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${Object.keys(stands)
  .map((name) => `<dir>${escaped(folderOf(name))}</dir>`)
  .join('\n')}
<selectfont><rejectfont>${['Serif', 'Sans', 'Mono'].map((kind) => `<pattern><patelt name="family"><string>Liberation ${kind}</string></patelt></pattern>`).join('')}</rejectfont></selectfont>
${rules.join('\n')}
</fontconfig>
`;
}
