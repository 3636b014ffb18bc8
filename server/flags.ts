/** Values that flags of several programs have. */
import * as v from 'valibot';

export const portNumber = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a number from 0 to 65535'),
  v.transform(Number),
  v.maxValue(65_535, 'must be a number from 0 to 65535'),
);

/** Where the world finds the voters' site, without its last `/`; empty where nobody has said. */
export const siteAddress = v.union([
  v.literal(''),
  v.pipe(
    v.string(),
    v.regex(/^https?:\/\/[^\s?#]+$/, 'must be an address'),
    v.transform((text) => text.replace(/\/+$/, '')),
  ),
]);
