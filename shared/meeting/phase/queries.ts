/** How far a meeting is. */
import type { PhasePart } from './state.ts';

export const isOn = ({ phase }: Pick<PhasePart, 'phase'>): boolean => phase === 'open' || phase === 'suspended';
