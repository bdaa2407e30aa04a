import type { Draft } from './finding.ts';

/** Nothing to tell: shared, so that a sound call costs no array. */
export const NO_DRAFTS: readonly Draft[] = [];
