import type { HookCall } from '../../hooks/index.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { ruleText } from './rule-texts.ts';

/** A part of the hooks goes to a backend that the capture does not show (design §6). */
export const capturePartialView: CaptureRule = {
  id: 'capture/partial-view',
  severity: 'warning',
  judge: (_facts, { unmet }) => {
    const partial = unmet.filter(({ cause }) => cause === 'partial-view');
    const [first] = partial;
    if (first === undefined) return [];
    const lacking = { forward: new Set<string | null>(), predecessor: new Set<string | null>() };
    for (const { expectation, trigger } of partial) lacking[expectation.direction].add(trigger.sessionId);
    const triggers: readonly HookCall[] = partial.map(({ trigger }) => trigger);
    return [
      captureFinding(capturePartialView, {
        message: `The capture shows only a part of the hooks: ${lacking.forward.size} sessions lack what should have followed, and ${lacking.predecessor.size} lack what should have come before. The rest must have gone to another backend.`,
        frames: triggers.slice(0, MAX_FINDING_FRAMES).map(({ requestFrames }) => requestFrames[0]),
        count: partial.length,
        consequence:
          'No call is reported as missing, because it may be among those that the capture does not show.',
        remedy: ruleText(capturePartialView.id).fix,
      }),
    ];
  },
};
