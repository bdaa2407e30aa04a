import type { CaptureRule } from '../rule.ts';
import { answerNone } from './answer-none.ts';
import { answerSlow } from './answer-slow.ts';
import { answerStatus } from './answer-status.ts';
import { captureCutFrames } from './capture-cut-frames.ts';
import { captureCorruptRecord, captureTruncated } from './capture-damage.ts';
import { captureForgottenCalls } from './capture-forgotten-calls.ts';
import { captureLostPackets } from './capture-lost-packets.ts';
import { captureNoRestTraffic } from './capture-no-rest-traffic.ts';
import { flowAfterEnd } from './flow-after-end.ts';
import { flowInconclusive } from './flow-inconclusive.ts';
import { flowMissingCall } from './flow-missing-call.ts';
import { flowNotSeen } from './flow-not-seen.ts';
import { flowRepeated } from './flow-repeated.ts';
import { flowUnderWay } from './flow-under-way.ts';
import { transportRefused, transportUnanswered } from './transport-connections.ts';
import { transportRetransmissions, transportZeroWindow } from './transport-health.ts';
import { transportReset } from './transport-reset.ts';

/** All rules that look at the whole capture, the most telling areas first. */
export const captureRules: readonly CaptureRule[] = [
  flowMissingCall,
  flowInconclusive,
  flowNotSeen,
  flowAfterEnd,
  flowRepeated,
  flowUnderWay,
  answerStatus,
  answerNone,
  answerSlow,
  transportRefused,
  transportUnanswered,
  transportReset,
  transportZeroWindow,
  transportRetransmissions,
  captureCorruptRecord,
  captureTruncated,
  captureNoRestTraffic,
  captureLostPackets,
  captureCutFrames,
  captureForgottenCalls,
];
