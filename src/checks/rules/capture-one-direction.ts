import { matching } from '../../base/list.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { ruleText } from './rule-texts.ts';

/** Only one direction of the traffic with the backend was captured (design §6). */
export const captureOneDirection: CaptureRule = {
  id: 'capture/one-direction',
  severity: 'warning',
  judge: ({ connections, ports, evidence: { sight } }) => {
    const blind = sight.view === 'responses' ? sight.responsesOnly : sight.requestsOnly;
    if (blind.size === 0) return [];
    const shown = matching(connections, ({ connection }) => blind.has(connection));
    const [held, lacking] =
      sight.view === 'responses' ? ['answers', 'requests are'] : ['requests', 'answers are'];
    const whole = `The capture holds only one direction of the traffic with the backend: the ${held}. The ${lacking} not in it.`;
    const part = `Of ${blind.size} of ${connections.length} connections to the backend the capture holds only one direction: the requests. The answers are not in it.`;
    return [
      captureFinding(captureOneDirection, {
        message: sight.view === 'both' ? part : whole,
        frames: shown.slice(0, MAX_FINDING_FRAMES).map(({ firstFrame }) => firstFrame),
        count: blind.size,
        consequence: `Nothing is said here of the ${sight.view === 'responses' ? 'requests' : 'answers'}, nor of anything that depends on them.`,
        remedy: remedyOf(ports),
      }),
    ];
  },
};

/** What to do, with the REST port in the command where it is known. */
function remedyOf([port]: readonly number[]): string {
  const { fix } = ruleText(captureOneDirection.id);
  return port === undefined ? fix : fix.replace('<port>', String(port));
}
