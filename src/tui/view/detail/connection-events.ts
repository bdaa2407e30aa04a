import { type Instant, laterBy } from '../../../base/time.ts';
import type { HookCall } from '../../../hooks/index.ts';
import { count } from '../../../report/layout/index.ts';
import type { ConnectionSummary, Direction, GapCause } from '../../../stream/index.ts';
import type { Look } from '../../layout/line.ts';
import { callText, httpText } from '../row-text.ts';
import type { Viewer } from '../viewer.ts';

/** An event on a connection that one of its frames shows. */
export interface ConnectionEvent {
  readonly frame: number;
  /** null where the time was not kept. */
  readonly time: Instant | null;
  /** Who sent the frame; null where that is not known. */
  readonly from: 'call server' | 'backend' | null;
  readonly text: string;
  readonly look: Look;
  /** True for a frame of the call that is shown. */
  readonly isOwn: boolean;
}

/** The calls of one connection in the order of requests, and which of them is shown. */
export interface CallsOfConnection {
  readonly calls: readonly HookCall[];
  readonly own: HookCall | null;
}

/** For a connection without a call. */
export const NO_CALLS: CallsOfConnection = { calls: [], own: null };

export const MOST_GAPS = 8;
/** Number of calls that are shown before and after the one in question. */
const NEIGHBOURS = 1;

/**
 * The events of a connection in the order of frames: its beginning, its TCP anomalies, its end, and the calls around
 * one of its calls.
 */
export function connectionEvents(
  connection: ConnectionSummary,
  calls: CallsOfConnection,
  viewer: Viewer,
): readonly ConnectionEvent[] {
  const moments = [
    ...openingEvents(connection),
    ...anomalyEvents(connection),
    ...neighbourhood(calls).flatMap((call) => eventsOfCall(call, call === calls.own, viewer)),
    ...closingEvents(connection),
  ];
  return moments.sort((one, other) => one.frame - other.frame);
}

/** The calls that are shown: the own one and those around it. */
function neighbourhood({ calls, own }: CallsOfConnection): readonly HookCall[] {
  const at = own === null ? -1 : calls.indexOf(own);
  return at < 0 ? [] : calls.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1);
}

function openingEvents(connection: ConnectionSummary): readonly ConnectionEvent[] {
  const { handshake, synCount, synAckFrame } = connection;
  const first = { frame: connection.firstFrame, time: firstTimeOf(connection), isOwn: false } as const;
  if (handshake === 'unseen') {
    return [{ ...first, from: null, look: 'dim', text: 'first frame: it was open when the capture began' }];
  }
  const repeated = synCount > 1 ? `, sent ${count(synCount, 'time')}` : '';
  const asked: ConnectionEvent = {
    ...first,
    from: 'call server',
    look: handshake === 'unanswered' ? 'error' : 'plain',
    text: `SYN${repeated}${handshake === 'unanswered' ? ', never answered' : ''}`,
  };
  if (synAckFrame === 0) return [asked];
  return [
    asked,
    { frame: synAckFrame, time: null, from: 'backend', text: 'SYN, ACK', look: 'plain', isOwn: false },
  ];
}

function eventsOfCall(call: HookCall, isOwn: boolean, viewer: Viewer): readonly ConnectionEvent[] {
  const look = isOwn ? 'plain' : 'dim';
  const [first, last] = call.requestFrames;
  const asked: ConnectionEvent = {
    frame: first,
    time: call,
    from: 'call server',
    text: callText(call, viewer),
    look,
    isOwn,
  };
  const moments = [asked];
  if (last !== first) moments.push({ ...asked, frame: last, time: null, text: 'the request is whole' });
  const { response } = call;
  if (response === null) return moments;
  const [begun, whole] = response.frames;
  const text = `${httpText(call)} ${viewer.safe(response.reason)}`.trimEnd();
  // The begin of the response is known where the request is one frame, because the latency counts from the request's
  // last byte.
  const begunAt = begun === whole ? response : last === first ? laterBy(call, response.latencySeconds) : null;
  const answered: ConnectionEvent = { frame: begun, time: begunAt, from: 'backend', text, look, isOwn };
  moments.push(answered);
  if (begun !== whole)
    moments.push({ ...answered, frame: whole, time: response, text: 'the answer is whole' });
  return moments;
}

/** The TCP anomalies: the first of each kind in each direction, and the first gaps. */
function anomalyEvents({ anomalies, client }: ConnectionSummary): readonly ConnectionEvent[] {
  if (anomalies === null) return [];
  const tell = (
    frame: number,
    side: Direction,
    text: string,
    time: Instant | null = null,
  ): ConnectionEvent => ({
    frame,
    time,
    from: senderOf(client, side),
    text,
    look: 'warning',
    isOwn: false,
  });
  const ofHalves = anomalies.halves.flatMap((half, index): readonly ConnectionEvent[] => {
    const side = index === 0 ? 0 : 1;
    const { retransmissions, firstRetransmissionFrame, zeroWindows, firstZeroWindowFrame } = half;
    const again = `first of ${count(retransmissions, 'segment')} sent again`;
    const full = `zero window, first of ${count(zeroWindows, 'time')}: it takes no more bytes`;
    return [
      ...(retransmissions > 0 ? [tell(firstRetransmissionFrame, side, again)] : []),
      ...(zeroWindows > 0 ? [tell(firstZeroWindowFrame, side, full)] : []),
    ];
  });
  const gaps = anomalies.gaps.slice(0, MOST_GAPS).map((gap): ConnectionEvent => {
    const size = gap.length === 0 ? 'some bytes' : count(gap.length, 'byte');
    return tell(gap.frame, gap.direction, `${size} before it are absent: ${GAP_CAUSES[gap.cause]}`, gap);
  });
  return [...ofHalves, ...gaps];
}

const GAP_CAUSES: Readonly<Record<GapCause, string>> = {
  lost: 'the capture lost them',
  cut: 'the snap length cut them',
  dropped: 'more than is kept',
};

function closingEvents(connection: ConnectionSummary): readonly ConnectionEvent[] {
  const { client, finFrame, closedBy, resetFrame, resetBy, lastFrame, handshake } = connection;
  const lastTime = { seconds: connection.lastSeconds, nanoseconds: connection.lastNanoseconds };
  const timeAt = (frame: number): Instant | null => (frame === lastFrame ? lastTime : null);
  const moments: ConnectionEvent[] = [];
  if (finFrame > 0) {
    const from = closedBy === null ? null : senderOf(client, closedBy);
    moments.push({ frame: finFrame, time: timeAt(finFrame), from, text: 'FIN: it sends no more', ...CALM });
  }
  if (resetFrame > 0) {
    const from = resetBy === null ? null : senderOf(client, resetBy);
    const text = handshake === 'refused' ? 'RST: refused' : 'RST: broken off';
    moments.push({ frame: resetFrame, time: timeAt(resetFrame), from, text, look: 'error', isOwn: false });
  }
  const { ignoredResets, ignoredResetFrame } = connection;
  if (ignoredResets > 0) {
    const text = `first of ${count(ignoredResets, 'RST')} that do not count: another number was due, or the connection went on`;
    const time = timeAt(ignoredResetFrame);
    moments.push({ frame: ignoredResetFrame, time, from: null, text, look: 'warning', isOwn: false });
  }
  if (
    lastFrame !== resetFrame &&
    lastFrame !== ignoredResetFrame &&
    lastFrame !== finFrame &&
    lastFrame !== connection.firstFrame
  ) {
    moments.push({
      frame: lastFrame,
      time: lastTime,
      from: null,
      text: 'last frame',
      look: 'dim',
      isOwn: false,
    });
  }
  return moments;
}

const CALM = { look: 'plain', isOwn: false } as const;

function senderOf(client: Direction | null, side: Direction): ConnectionEvent['from'] {
  if (client === null) return null;
  return side === client ? 'call server' : 'backend';
}

function firstTimeOf({ firstSeconds, firstNanoseconds }: ConnectionSummary): Instant {
  return { seconds: firstSeconds, nanoseconds: firstNanoseconds };
}
