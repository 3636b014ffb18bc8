/** Who may know the same. */

export const audiences = ['chair', 'delegates', 'display', 'public'] as const;

/** `chair` is the chair's side: chair and secretariat. */
export type Audience = (typeof audiences)[number];
