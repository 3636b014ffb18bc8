/**
 * Where random cases begin. The same for everyone who runs `npm test`: a change is judged by what it changed, not by
 * the day. New cases are looked for by `npm run laws`, which takes another seed each round.
 */
const USUAL_SEED = 20_261_125;

/** @throws when FC_SEED is not a whole number */
function chosenSeed(): number {
  const said = process.env.FC_SEED;
  if (said === undefined) return USUAL_SEED;
  if (!/^\d{1,10}$/.test(said)) throw new Error(`FC_SEED is a whole number, not "${said}"`);
  return Number(said) % 2_147_483_647;
}

export const seed = chosenSeed();

/** How often a law is tried: less where every run walks the same cases, the whole where new ones are looked for. */
export const usualRuns = process.env.FC_SEED === undefined ? 500 : 1000;
