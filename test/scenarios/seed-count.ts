import process from 'node:process';

/** How many random scenarios a run tries: `usual`, or what `SCENARIOS` says. The seeds begin at 0, so more of them only add others. */
export function seedCount(usual: number): number {
  const { SCENARIOS } = process.env;
  return SCENARIOS === undefined ? usual : Number(SCENARIOS);
}
