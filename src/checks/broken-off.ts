import type { HookCall } from '../hooks/index.ts';
import type { BrokenOff, MessageSide, ProblemKind } from '../http/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import { type CaptureFacts, connectionOf } from './capture-facts.ts';

/** Of a message with one of these the capture lacks bytes: nobody can be blamed for what is not there. */
const LOSSES: ReadonlySet<ProblemKind> = new Set(['lost-bytes', 'cut-bytes', 'started-before-capture']);
/** How a sender leaves a message unfinished. */
const CAUSES: ReadonlySet<BrokenOff['cause']> = new Set(['fin', 'reset', 'stream-reset', 'goaway']);
/** Seconds. A backend that answers so long after the last byte of a request had waited for more of it. */
const WAITED_SECONDS = 1;
/** The backend says itself that it waited for the rest of the request in vain (RFC 9110 §15.5.9). */
const REQUEST_TIMEOUT = 408;

/** A message that its sender did not complete. `by`: who ended the connection; null where that is not known. */
export interface BrokenMessage {
  readonly side: MessageSide;
  readonly broken: BrokenOff;
  readonly by: 'call-server' | 'backend' | null;
  /** Number of the frame with the FIN or RST, or with the frame of HTTP/2; 0 where it is not known. */
  readonly frame: number;
}

/** The first message of a call that broke off, and that is worth telling; null where none is. */
export function brokenMessageOf(call: HookCall, facts: CaptureFacts): BrokenMessage | null {
  if (call.problems.length === 0) return null;
  return brokenSide(call, facts, 'request') ?? brokenSide(call, facts, 'response');
}

function brokenSide(call: HookCall, facts: CaptureFacts, side: MessageSide): BrokenMessage | null {
  const own = call.problems.filter((problem) => problem.side === side);
  const broken = own.find(({ brokenOff }) => brokenOff !== undefined)?.brokenOff;
  if (broken === undefined || own.some(({ kind }) => LOSSES.has(kind))) return null;
  if (!CAUSES.has(broken.cause)) return null;
  // Who ends the stream of the other side's message broke nothing off itself: the end of the call tells that.
  if (isOfStream(broken) && (side === 'request') !== (call.streamEnd?.by === 'request')) {
    if (side === 'request' || call.streamEnd === null) return null;
  }
  if (side === 'request' && hadAnswer(call, broken)) return null;
  const connection = connectionOf(facts, call.stream);
  // Who closes a connection in order after a reset did not take the reset for its end: it was not the peer's.
  if (broken.cause === 'reset' && connection !== null && connection.finFrame > connection.resetFrame)
    return null;
  const by = endedBy(call, side, broken, connection);
  // A call server that ends the connection in the middle of an answer gave up waiting: transport/reset tells that.
  if (side === 'response' && by === 'call-server' && !isOfStream(broken)) return null;
  return { side, broken, by, frame: frameOf(call, side, broken, connection) };
}

function isOfStream({ cause }: BrokenOff): boolean {
  return cause === 'stream-reset' || cause === 'goaway';
}

/** Whether the call server had a reason to send no more: the backend had answered before it had the whole request. */
function hadAnswer({ response }: HookCall, { sent }: BrokenOff): boolean {
  if (response === null || response.status === REQUEST_TIMEOUT) return false;
  return response.latencySeconds < WAITED_SECONDS || sent === 0;
}

function endedBy(
  call: HookCall,
  side: MessageSide,
  { cause }: BrokenOff,
  connection: ConnectionSummary | null,
): BrokenMessage['by'] {
  if (cause === 'stream-reset' || cause === 'goaway') {
    return call.streamEnd?.by === 'request' ? 'call-server' : 'backend';
  }
  if (cause === 'fin') return side === 'request' ? 'call-server' : 'backend';
  if (connection === null || connection.resetBy === null) return null;
  return connection.resetBy === clientSide(connection, call.client) ? 'call-server' : 'backend';
}

function frameOf(
  call: HookCall,
  side: MessageSide,
  { cause }: BrokenOff,
  connection: ConnectionSummary | null,
): number {
  if (side === 'response' || cause === 'stream-reset' || cause === 'goaway')
    return Math.max(0, call.endFrame);
  if (connection === null) return 0;
  if (cause === 'reset') return connection.resetFrame;
  return connection.closedBy === clientSide(connection, call.client) ? connection.finFrame : 0;
}

/** Which of the two ends of a connection is the client. `client`: its `address:port`. */
export function clientSide({ endpoints }: Pick<ConnectionSummary, 'endpoints'>, client: string): 0 | 1 {
  return client.endsWith(`:${endpoints[0].port}`) ? 0 : 1;
}
