/** What kind of picture some bytes are. */

const starts = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  // RIFF....WEBP
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
] as const;

/** What kind of picture some bytes begin like; null: none that is kept. SVG is none of them: it can hold programs. */
export const pictureType = (content: Uint8Array): string | null =>
  starts.find(({ at, bytes }) => bytes.every((byte, index) => content[at + index] === byte))?.type ?? null;
