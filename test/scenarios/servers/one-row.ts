/** What becomes of one row of a server's table, for hooks played by hand. */

import type { ServerProfile } from './server.ts';
import { type ServerCue, stagedServer } from './stage.ts';

export interface RowOutcome {
  /** The verdicts on the row, each with its cause: `met`, `missing`, `inconclusive: capture-ended`. */
  readonly verdicts: readonly string[];
  /** What is told to be missing. */
  readonly missing: readonly (string | null)[];
}

/** Plays hooks and looks at one row. */
export async function outcomeOfRow(
  profile: ServerProfile,
  row: string,
  cues: readonly ServerCue[],
  staging: { readonly from?: number; readonly to?: number } = {},
): Promise<RowOutcome> {
  const { expectations, findings } = await stagedServer(profile, cues, staging);
  return {
    verdicts: [...expectations]
      .filter(({ expectation }) => expectation.id === row)
      .map(({ verdict, cause }) =>
        cause === null || verdict === 'missing' ? verdict : `${verdict}: ${cause}`,
      ),
    missing: findings.filter(({ rule }) => rule === 'flow/missing-call').map(({ method }) => method),
  };
}
