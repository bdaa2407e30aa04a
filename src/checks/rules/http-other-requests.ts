import { MAX_OTHER_EXCHANGES } from '../../base/limits.ts';
import type { OtherExchange } from '../other-exchange.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { clipped } from '../wording.ts';

/** Different requests that the finding names. */
const NAMED_REQUESTS = 6;
const PATH_CHARACTERS = 60;

/** Requests to backends that are no hooks. */
export const httpOtherRequests: CaptureRule = {
  id: 'http/other-requests',
  severity: 'note',
  judge: ({ otherExchanges, calls }) => {
    const [first] = otherExchanges;
    // Where there is no hook at all, capture/no-rest-traffic says what there is instead.
    if (first === undefined || calls.length === 0) return [];
    const count = otherExchanges.length;
    const isBounded = count >= MAX_OTHER_EXCHANGES;
    const words =
      count === 1 ? '1 request to the backend is no hook' : `${count} requests to the backend are no hooks`;
    return [
      captureFinding(httpOtherRequests, {
        message: `${isBounded ? 'At least ' : ''}${words}: ${named(otherExchanges)}.`,
        time: { seconds: first.seconds, nanoseconds: first.nanoseconds },
        stream: first.stream,
        frames: otherExchanges.slice(0, MAX_FINDING_FRAMES).map(({ requestFrames }) => requestFrames[0]),
        count,
      }),
    ];
  },
};

/** Methods and paths with their counts, the most frequent first. */
function named(exchanges: readonly OtherExchange[]): string {
  const counts = new Map<string, number>();
  for (const { httpMethod, target } of exchanges) {
    // A query may hold tokens, and tells nothing of what was asked for.
    const [path = ''] = target.split(/[?#]/, 1);
    const name = `${clipped(httpMethod, PATH_CHARACTERS)} ${clipped(path, PATH_CHARACTERS)}`.trimEnd();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sorted = [...counts].sort((one, other) => other[1] - one[1]);
  const shown = sorted
    .slice(0, NAMED_REQUESTS)
    .map(([name, times]) => (times === 1 ? name : `${name} (${times} times)`));
  const more = sorted.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
