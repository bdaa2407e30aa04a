import { hostOf } from '../../base/endpoint.ts';
import type { IsoTimeFormatter } from '../../base/time.ts';
import { type HookCall, type LegKind, timeOf } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { requestRecord, responseRecord } from './message-records.ts';
import { authorityOf } from './url.ts';

/** Which call an exchange belongs to, by position, and what it is of it: `call` where it stands for the call itself. */
export interface EntryPlace {
  readonly index: number;
  readonly part: 'call' | 'attempt' | LegKind;
}

export interface HarContext {
  readonly masker: Masker;
  /** Writes times with the digits of the finest capture. */
  readonly isoTimes: IsoTimeFormatter;
  /** The page of the session of each call, by its position. */
  readonly pages: readonly string[];
  /** Servers, as `address:port`, that speak TLS. */
  readonly tlsServers: ReadonlySet<string>;
  /** Headers and bodies that are at hand, by the id of the call. */
  readonly exchanges: ReadonlyMap<number, Exchange>;
}

/**
 * An exchange of a hook call as an entry of the log; `index` is the position of the call, `part` what the exchange is of it.
 * What HAR has no member for is in members that begin with an underscore.
 */
export function entryRecord(call: HookCall, { index, part }: EntryPlace, context: HarContext): object {
  const { masker, isoTimes, pages, tlsServers } = context;
  const exchange = context.exchanges.get(call.id);
  const timings = timingsOf(call, exchange);
  return {
    pageref: pages[index],
    startedDateTime: isoTimes.format(call),
    time: rounded(timings.send + timings.wait + timings.receive),
    request: requestRecord(call, tlsServers.has(call.server) ? 'https' : 'http', exchange, masker),
    response: responseRecord(call, exchange, masker),
    cache: {},
    timings: {
      send: rounded(timings.send),
      wait: rounded(timings.wait),
      receive: rounded(timings.receive),
    },
    serverIPAddress: serverAddress(call.server),
    connection: String(call.stream),
    ...(exchange === undefined && { comment: 'Headers and bodies of this call were not kept.' }),
    _index: index,
    ...(part !== 'call' && { _part: part }),
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
function timingsOf(
  call: HookCall,
  exchange: Exchange | undefined,
): {
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
} {
  const request = exchange?.request ?? null;
  const response = exchange?.response ?? null;
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
