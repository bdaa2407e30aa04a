import type { HookCall } from '../../hooks/index.ts';
import type { BrokenOff } from '../../http/index.ts';
import { type BrokenMessage, brokenMessageOf } from '../broken-off.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import type { Finding } from '../finding.ts';
import { outcomeOf } from '../refusal/refusal-outcome.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { counted } from '../wording.ts';
import { answerNone } from './answer-none.ts';

/** A request or an answer was not sent to its end. */
export const httpBrokenOff: CaptureRule = {
  id: 'http/broken-off',
  severity: 'error',
  judge: (facts, statistics) =>
    statistics.rareCalls.flatMap((call) => {
      const message = brokenMessageOf(call, facts);
      return message === null ? [] : [tell(call, message, facts, statistics)];
    }),
};

function tell(
  call: HookCall,
  message: BrokenMessage,
  facts: CaptureFacts,
  statistics: CaptureStatistics,
): Finding {
  const { side, broken, frame } = message;
  const { dialect, method } = call;
  const subject = side === 'request' ? `The request of ${method}` : `The answer to ${method}`;
  return findingOf(httpBrokenOff, call, {
    message: `${subject} broke off: ${howFar(broken)}, then ${ending(message, call)}.`,
    frames: [call.requestFrames[0], ...(frame > 0 ? [frame] : [])],
    consequence: outcomeOf(call, facts, statistics).consequence,
    // An answer that is not there in whole is to the call server like none.
    remedy: side === 'response' ? remedyFor(dialect, answerNone.id, 'usual', { method }) : null,
  });
}

/** How much of the message was sent before it broke off. */
function howFar({ within, framing, announced, sent }: BrokenOff): string {
  if (within === 'head') return 'its head was not finished';
  if (framing === 'sized') {
    return `Content-Length announced ${counted(announced, 'byte')}, ${sent} ${sent === 1 ? 'was' : 'were'} sent`;
  }
  if (framing === 'chunked') return 'the last chunk of its chunked body was never sent';
  if (framing === 'end-stream') return 'its last frame (END_STREAM) was never sent';
  return 'its body goes on until the connection is closed in order';
}

function ending({ by, broken, frame, side }: BrokenMessage, { streamEnd, dialect }: HookCall): string {
  if (streamEnd !== null && (broken.cause === 'stream-reset' || broken.cause === 'goaway')) {
    const who = by === 'backend' ? 'the backend' : dialect.server;
    const what =
      broken.cause === 'goaway'
        ? 'ended the HTTP/2 connection (GOAWAY'
        : 'reset the HTTP/2 stream (RST_STREAM';
    return `${who} ${what}, ${streamEnd.error}${frame > 0 ? `, frame ${frame}` : ''})`;
  }
  const flag = broken.cause === 'fin' ? 'FIN' : 'RST';
  const place = frame > 0 ? ` (${flag}, frame ${frame})` : ` (${flag})`;
  const what = broken.cause === 'fin' ? 'closed' : 'reset';
  if (by === null) return `the connection was ${what}${place}`;
  const who = by === 'backend' ? 'the backend' : dialect.server;
  // Who sends may go on to receive after a FIN.
  return side === 'request' && broken.cause === 'fin'
    ? `${who} closed its side of the connection${place}`
    : `${who} ${what} the connection${place}`;
}
