import type { Dialect } from '../dialects/index.ts';
import type { RequestMessage } from '../http/index.ts';
import { byTarget } from './by-target.ts';
import { byWord } from './by-word.ts';
import { methodOfPath } from './hook-path.ts';
import { heldMarks } from './marks.ts';
import { membersOf, type Payload } from './payload.ts';
import { type Certainty, type Found, PATH_SIGN } from './recognised.ts';
import { lastSegment } from './target-path.ts';

/** Which hook a request is. */
export interface Recognised extends Omit<Found, 'sign'> {
  readonly dialect: Dialect;
  /** Bits of the signs that showed it: see `signWords`. */
  readonly signs: number;
}

/**
 * Decides which dialect's hook a request is, if any (design §3): by a path that the dialect lists, by the last path segment together
 * with a context parameter in the payload, or by a word or members of its own. Where several dialects know it, their marks decide.
 * `payloadOf`: the payload as a dialect reads it.
 */
export function recognise(
  dialects: readonly Dialect[],
  request: RequestMessage,
  payloadOf: (dialect: Dialect) => Payload,
  serverPort: number,
): Recognised {
  let best: Recognised | null = null;
  let bestWeight = Number.NEGATIVE_INFINITY;
  for (const dialect of dialects) {
    const payload = payloadOf(dialect);
    const found = foundBy(dialect, request, payload, serverPort);
    if (found === null) continue;
    const { certainty, row, name, sign = 0 } = found;
    const marks = heldMarks(dialect, request, membersOf(payload));
    const weight = CERTAINTY_WEIGHT[certainty] + marks.weight;
    if (weight > bestWeight) {
      best = { certainty, dialect, row, name, signs: marks.bits | sign };
      bestWeight = weight;
    }
  }
  // A dialect that cannot be told does not matter for what is no hook of any.
  const [fallback] = dialects;
  return (
    best ?? { certainty: 'other', dialect: fallback, row: null, name: lastSegment(request.target), signs: 0 }
  );
}

/** Any difference in certainty outweighs all marks. */
const CERTAINTY_WEIGHT: Readonly<Record<Certainty, number>> = { certain: 2e6, likely: 1e6, other: 0 };

function foundBy(
  dialect: Dialect,
  request: RequestMessage,
  payload: Payload,
  serverPort: number,
): Found | null {
  const row = methodOfPath(dialect, request);
  if (row !== null) return { certainty: 'certain', row, name: row.name, sign: PATH_SIGN };
  const { recognition } = dialect;
  return recognition.by === 'target'
    ? byTarget(dialect, recognition, request, payload, serverPort)
    : byWord(dialect, recognition, request, payload, serverPort);
}
