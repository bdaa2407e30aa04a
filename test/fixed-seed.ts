import fc from 'fast-check';

/** Property tests try the same cases on every run, so that a failure comes from the change under test. `SEED=random` tries others. */
const { SEED } = process.env;
if (SEED !== 'random') fc.configureGlobal({ seed: SEED === undefined ? 1 : Number(SEED) });
