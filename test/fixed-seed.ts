import fc from 'fast-check';

/** Property tests try the same cases on every run: a failure is of the change at hand. `SEED=random` looks for new ones. */
const { SEED } = process.env;
if (SEED !== 'random') fc.configureGlobal({ seed: SEED === undefined ? 1 : Number(SEED) });
