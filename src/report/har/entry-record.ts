import { hostOf } from '../../base/endpoint.ts';
import type { IsoTimeFormatter } from '../../base/time.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { requestRecord, responseRecord } from './message-records.ts';
import { authorityOf } from './url.ts';

export interface HarContext {
  readonly masker: Masker;
  /** Writes times with the digits of the finest capture. */
  readonly isoTimes: IsoTimeFormatter;
  /** The page of each session, by session id. */
  readonly pages: ReadonlyMap<string | null, string>;
}

/** A hook call as an entry of the log. What HAR has no member for is in members that begin with an underscore. */
export function entryRecord(call: HookCall, { masker, isoTimes, pages }: HarContext): object {
  const timings = timingsOf(call);
  return {
    pageref: pages.get(call.sessionId),
    startedDateTime: isoTimes.format(call),
    time: rounded(timings.send + timings.wait + timings.receive),
    request: requestRecord(call, masker),
    response: responseRecord(call, masker),
    cache: {},
    timings: {
      send: rounded(timings.send),
      wait: rounded(timings.wait),
      receive: rounded(timings.receive),
    },
    serverIPAddress: serverAddress(call.server),
    connection: String(call.stream),
    ...(call.exchange === null && { comment: 'Headers and bodies of this call were not kept.' }),
    _index: call.index,
    _method: masker.text(call.method),
    _status: masker.id(call.status),
    _frames: { request: call.requestFrames, answer: call.response?.frames ?? null },
    _end: call.end,
  };
}

/** The address of an end point that is written as `address:port`, without brackets. */
function serverAddress(endpoint: string): string {
  return hostOf(authorityOf(endpoint)).replace(/^\[|\]$/g, '');
}

/** The timings in milliseconds. None is below 0, even where the capture is out of order. */
function timingsOf(call: HookCall): {
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
} {
  const request = call.exchange?.request ?? null;
  const response = call.exchange?.response ?? null;
  const send =
    request === null
      ? 0
      : between(request.firstSeconds, request.firstNanoseconds, request.lastSeconds, request.lastNanoseconds);
  const receive =
    response === null
      ? 0
      : between(
          response.firstSeconds,
          response.firstNanoseconds,
          response.lastSeconds,
          response.lastNanoseconds,
        );
  const wait =
    call.response === null
      ? (call.endSeconds - timeOf(call)) * 1000 - send
      : call.response.latencySeconds * 1000;
  return { send: Math.max(0, send), wait: Math.max(0, wait), receive: Math.max(0, receive) };
}

function between(
  seconds: number,
  nanoseconds: number,
  laterSeconds: number,
  laterNanoseconds: number,
): number {
  return (laterSeconds - seconds) * 1000 + (laterNanoseconds - nanoseconds) / 1e6;
}

/** Rounds to the microsecond. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
