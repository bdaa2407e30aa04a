import type { CaptureRule } from '../rule.ts';
import { answerNone } from './answer-none.ts';
import { answerSlow } from './answer-slow.ts';
import { captureBoundReached } from './capture-bound-reached.ts';
import { captureClock } from './capture-clock.ts';
import { captureCorruptRecord } from './capture-corrupt-record.ts';
import { captureCutFrames } from './capture-cut-frames.ts';
import { captureFileReplaced } from './capture-file-replaced.ts';
import { captureForgottenCalls } from './capture-forgotten-calls.ts';
import { captureLegs } from './capture-legs.ts';
import { captureLostPackets } from './capture-lost-packets.ts';
import { captureNoRestTraffic } from './capture-no-rest-traffic.ts';
import { captureOneDirection } from './capture-one-direction.ts';
import { capturePartialView } from './capture-partial-view.ts';
import { captureTruncated } from './capture-truncated.ts';
import { captureUnreadLinkType } from './capture-unread-link-type.ts';
import { flowAfterEnd } from './flow-after-end.ts';
import { flowCounterGap } from './flow-counter-gap.ts';
import { flowInconclusive } from './flow-inconclusive.ts';
import { flowLateCall } from './flow-late-call.ts';
import { flowMissingBeat } from './flow-missing-beat.ts';
import { flowMissingCall } from './flow-missing-call.ts';
import { flowNeverEstablished } from './flow-never-established.ts';
import { flowNotSeen } from './flow-not-seen.ts';
import { flowRepeated } from './flow-repeated.ts';
import { flowRetried } from './flow-retried.ts';
import { flowUnderWay } from './flow-under-way.ts';
import { httpBrokenOff } from './http-broken-off.ts';
import { httpOtherRequests } from './http-other-requests.ts';
import { tlsCertificate } from './tls-certificate.ts';
import { tlsEncrypted } from './tls-encrypted.ts';
import { tlsHandshakeFailed } from './tls-handshake-failed.ts';
import { tlsNotDecrypted } from './tls-not-decrypted.ts';
import { tlsWrongProtocol } from './tls-wrong-protocol.ts';
import { transportRefused } from './transport-refused.ts';
import { transportReset } from './transport-reset.ts';
import { transportRetransmissions } from './transport-retransmissions.ts';
import { transportSlowConnect } from './transport-slow-connect.ts';
import { transportUnanswered } from './transport-unanswered.ts';
import { transportZeroWindow } from './transport-zero-window.ts';

/** All rules that look at the whole capture, in the order in which the documentation has them. */
export const captureRules: readonly CaptureRule[] = [
  flowMissingCall,
  flowLateCall,
  flowInconclusive,
  flowNotSeen,
  flowCounterGap,
  flowMissingBeat,
  flowAfterEnd,
  flowNeverEstablished,
  flowRetried,
  flowRepeated,
  flowUnderWay,
  answerNone,
  answerSlow,
  httpBrokenOff,
  httpOtherRequests,
  transportRefused,
  transportUnanswered,
  transportReset,
  transportSlowConnect,
  transportZeroWindow,
  transportRetransmissions,
  tlsHandshakeFailed,
  tlsCertificate,
  tlsWrongProtocol,
  tlsEncrypted,
  tlsNotDecrypted,
  captureCorruptRecord,
  captureTruncated,
  captureFileReplaced,
  captureNoRestTraffic,
  captureOneDirection,
  capturePartialView,
  captureClock,
  captureLegs,
  captureUnreadLinkType,
  captureLostPackets,
  captureCutFrames,
  captureBoundReached,
  captureForgottenCalls,
];
