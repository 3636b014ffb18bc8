/** Văn phòng: who looks after a body's people, halls and meetings. */
import { chairsSide } from '../people/roles.ts';

export const office = chairsSide;
