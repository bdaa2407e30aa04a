import { MAX_KEPT_EXCHANGE_BYTES } from '../base/limits.ts';
import { type HookCall, hasPayloadOf } from '../hooks/index.ts';
import type { Exchange, RequestMessage } from '../http/index.ts';

/** Bytes that an exchange costs besides its bodies: header fields and objects, by measurement. */
const EXCHANGE_OVERHEAD = 3000;

/** About how many bytes it costs to keep an exchange with so many bytes of bodies. */
export function costOf(bodyBytes: number): number {
  return bodyBytes + EXCHANGE_OVERHEAD;
}

/** Bytes of the bodies of an exchange. */
export function bodyBytesOf({ request, response }: Exchange): number {
  return (request?.body.bytes.length ?? 0) + (response?.body.bytes.length ?? 0);
}

/** Calls whose exchanges are read again, and those that were found. */
export class SoughtCalls {
  readonly #found = new Map<number, Exchange>();
  readonly #sought = new Map<string, HookCall>();
  #room = MAX_KEPT_EXCHANGE_BYTES;

  /** `kept`: exchanges that are at hand, which cost nothing. */
  constructor(calls: readonly HookCall[], kept: ReadonlyMap<number, Exchange>) {
    for (const call of calls) {
      const known = kept.get(call.id);
      if (known !== undefined) this.#found.set(call.id, known);
      else this.#sought.set(placeKey(call.requestFrames[0], call.seconds, call.nanoseconds), call);
    }
  }

  /** By the ids of the calls. */
  get found(): ReadonlyMap<number, Exchange> {
    return this.#found;
  }

  /** Those that are still sought, in the order of their frames. */
  get left(): readonly HookCall[] {
    return [...this.#sought.values()].sort((one, other) => one.requestFrames[0] - other.requestFrames[0]);
  }

  /** All were found, or there is no room for more. */
  get isOver(): boolean {
    return this.#sought.size === 0 || this.#room < 0;
  }

  /**
   * Takes an exchange that was read. It is that of a call where it is the same in all that is known of the call. `isWhole`: the
   * capture was read from its beginning.
   */
  take(exchange: Exchange, isWhole: boolean): void {
    const { request } = exchange;
    if (request === null) return;
    const key = placeKey(request.firstFrame, request.firstSeconds, request.firstNanoseconds);
    const call = this.#sought.get(key);
    if (call === undefined || !isOf(call, exchange, request, isWhole)) return;
    this.#sought.delete(key);
    this.#room -= costOf(bodyBytesOf(exchange));
    if (this.#room >= 0) this.#found.set(call.id, exchange);
  }
}

/** With the time of the request: where another file has the name by now, its exchanges are not taken for those sought. */
function placeKey(frame: number, seconds: number, nanoseconds: number): string {
  return `${frame} ${seconds} ${nanoseconds}`;
}

/** Whether an exchange that was read again is that of a call: the same in all that is known of it. */
export function isOf(
  call: HookCall,
  { response, problems }: Exchange,
  request: RequestMessage,
  isWhole: boolean,
): boolean {
  return (
    request.target === call.target &&
    (response === null) === (call.response === null) &&
    response?.lastFrame === call.response?.frames[1] &&
    // Problems name stream offsets: those are right only where the connection was read from its beginning.
    problems.length === call.problems.length &&
    (problems.length === 0 || isWhole) &&
    hasPayloadOf(call, request)
  );
}
