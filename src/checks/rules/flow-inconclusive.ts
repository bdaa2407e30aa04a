import { remedyText } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { nameOf } from '../verdicts/decide.ts';
import { INCONCLUSIVE_CALL } from './rule-ids.ts';

/** The capture cannot tell whether an expected call came (design §4, verdict `inconclusive`). */
export const flowInconclusive: CaptureRule = {
  id: INCONCLUSIVE_CALL,
  severity: 'note',
  title: 'The capture cannot tell whether an expected call was made',
  means:
    'No call met an expectation, but the capture does not prove that none was made: it ended or began too close, lost packets of a conversation with the backend, or holds a call that cannot be told to belong to the session or dialog.',
  matters: 'It is neither a fault nor a proof that all is well.',
  fix: 'Capture again: start before the client connects, let the capture run on for a minute after the trouble, and take whole frames: tcpdump -i any -s 0 -w log.pcap',
  judge: (scene) =>
    scene.expectations
      .filter((expected) => expected.verdict === 'inconclusive')
      .map((expected) => {
        const { trigger, expectation } = expected;
        const relation = expectation.direction === 'predecessor' ? 'before' : 'after';
        return findingOf(flowInconclusive, trigger, {
          method: expected.method,
          message: `Whether ${expectation.expect.map(nameOf).join(' or ')} came ${relation} ${trigger.method} (frame ${trigger.requestFrames[0]}) cannot be told: ${expected.reason}.`,
          remedy: remedyText(trigger.dialect, ['capture-whole']),
        });
      }),
};
