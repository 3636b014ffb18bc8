/** The words of a council's invitations: a text of its own with places that each meeting fills in; in Vietnamese. */

/** What a template may leave to the meeting; written in braces. */
export const placeholders = [
  'cơ quan',
  'khách mời',
  'cuộc họp',
  'chủ trì',
  'thời gian',
  'địa điểm',
  'đề nghị thêm',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** As of 30/2020/NĐ-CP, Mẫu 1.7. */
export const officialInvitation = `{cơ quan} trân trọng kính mời: {khách mời}.
Tới dự: {cuộc họp}.
Chủ trì: {chủ trì}.
Thời gian: {thời gian}.
Địa điểm: {địa điểm}.
{đề nghị thêm}
Rất mong quý vị có mặt đúng giờ để cuộc họp đạt kết quả tốt./.`;

export const LONGEST_TEMPLATE = 4000;
const IN_BRACES = /\{([^{}]*)\}/g;
const isPlaceholder = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name);
const nameIn = (found: string): string => found.trim().toLowerCase().normalize('NFC');

/** What stands in braces and is no placeholder, as it was written; in the order of the text. */
export const unknownPlaceholders = (template: string): string[] =>
  [...template.matchAll(IN_BRACES)].map(([, found]) => found!).filter((found) => !isPlaceholder(nameIn(found)));

/**
 * The paragraphs of an invitation. A line is left out when it has places, and nothing is known for any of them; what has
 * several lines becomes several paragraphs.
 */
export function fillTemplate(template: string, values: Readonly<Record<Placeholder, string>>): string[] {
  const filledIn = (found: string): string => {
    const name = nameIn(found);
    return isPlaceholder(name) ? values[name] : `{${found}}`;
  };
  return (template || officialInvitation).split('\n').flatMap((line) => {
    const wanted = [...line.matchAll(IN_BRACES)].map(([, found]) => filledIn(found!));
    if (wanted.length > 0 && wanted.every((value) => value === '')) return [];
    return line
      .replace(IN_BRACES, (_whole, found: string) => filledIn(found))
      .split('\n')
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== '');
  });
}
