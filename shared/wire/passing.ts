/** Refusals that are over by themselves. Apart from the sentences, for whoever only asks again. */
import type { RefusalCode } from './rejections.ts';

const passing: readonly unknown[] = ['starting', 'stopping', 'too-many'] satisfies RefusalCode[];

/** Whether it was refused only because of the moment: nothing was decided, and the same is to be asked again. */
export const isPassing = (code: unknown): boolean => passing.includes(code);
