import { appendTo } from '../../base/multimap.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf, MAX_FINDING_FRAMES } from '../rule.ts';

/** A call was accepted and came again with the same body: a duplicate, and no retry (design §4). */
export const flowRepeated: CaptureRule = {
  id: 'flow/repeated',
  severity: 'warning',
  judge: ({ evidence }) => {
    const byMethod = new Map<string, Duplicate[]>();
    for (const [again, first] of evidence.duplicates) {
      appendTo(byMethod, `${again.method}\n${again.server}`, { first, again });
    }
    return [...byMethod.values()].flatMap(tell);
  },
};

/** Two calls that say the same, the first of which was accepted. */
interface Duplicate {
  readonly first: HookCall;
  readonly again: HookCall;
}

function tell(duplicates: readonly Duplicate[]): readonly Finding[] {
  const [one] = duplicates;
  if (one === undefined) return [];
  const { first, again } = one;
  const frames = duplicates.flatMap((each) => [each.first.requestFrames[0], each.again.requestFrames[0]]);
  const status = again.status === null ? '' : ` ${again.status}`;
  const more = duplicates.length === 1 ? '' : ` ${duplicates.length} calls of the method came twice.`;
  return [
    findingOf(flowRepeated, again, {
      message: `${again.method}${status} was sent again (frame ${again.requestFrames[0]}) with the same body, although the first (frame ${first.requestFrames[0]}) was accepted.${more}`,
      frames: frames.slice(0, MAX_FINDING_FRAMES),
      count: duplicates.length,
      consequence: 'A backend that counts or acts on each POST does so twice.',
    }),
  ];
}
