import { MAX_FOLLOWED_CONNECTIONS } from '../../base/limits.ts';
import { matching } from '../../base/list.ts';
import type { ConnectionSummary } from '../../stream/index.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';

/** More connections were open at one time than are followed: a bound of hookscope, not a loss of the capture. */
export const captureBoundReached: CaptureRule = {
  id: 'capture/bound-reached',
  severity: 'warning',
  judge: (_, { anomalousConnections }) => {
    const givenUp = matching(anomalousConnections, isGivenUp);
    const [first] = givenUp;
    if (first === undefined) return [];
    const word = givenUp.length === 1 ? '1 connection was' : `${givenUp.length} connections were`;
    return [
      captureFinding(captureBoundReached, {
        message: `${word} not followed to the end, because more than ${MAX_FOLLOWED_CONNECTIONS} were open at once.`,
        evidence: 'The bound is MAX_FOLLOWED_CONNECTIONS; those idle for longest were set aside.',
        frames: givenUp.slice(0, MAX_FINDING_FRAMES).map(({ lastFrame }) => lastFrame),
        stream: first.connection,
        count: givenUp.length,
      }),
    ];
  },
};

/** True where a connection was set aside while an answer, or the rest of a message, was waited for. */
export function isGivenUp({ anomalies }: Pick<ConnectionSummary, 'anomalies'>): boolean {
  return anomalies?.gaps.some(({ cause }) => cause === 'dropped') ?? false;
}
