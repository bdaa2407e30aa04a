import { MAX_KEPT_EXCHANGE_BYTES, MAX_UNSETTLED_CALLS } from '../base/limits.ts';
import { type ReadCall, withProblem } from '../hooks/index.ts';
import type { LateProblem } from '../http/index.ts';

/** Unsettled calls of a server, the last ones, that may be the one about which something came to light. */
const LOOKED_BACK = 64;
const NONE: readonly ReadCall[] = [];

/** Calls that wait to be known as hooks, by server: as many as there is room for. */
export class UnsettledCalls {
  readonly #byServer = new Map<string, ReadCall[]>();
  #count = 0;
  #bytes = 0;

  /** Keeps a call until its server is known as a backend; beyond the bounds it is let go. */
  postpone(read: ReadCall): void {
    const size = sizeOf(read);
    if (this.#count >= MAX_UNSETTLED_CALLS || this.#bytes + size > MAX_KEPT_EXCHANGE_BYTES) return;
    this.#count += 1;
    this.#bytes += size;
    const { server } = read.call;
    const waiting = this.#byServer.get(server);
    if (waiting === undefined) this.#byServer.set(server, [read]);
    else waiting.push(read);
  }

  /** Takes out the calls of a server, in the order in which they came. */
  take(server: string): readonly ReadCall[] {
    const waiting = this.#byServer.get(server) ?? NONE;
    this.#byServer.delete(server);
    this.#count -= waiting.length;
    for (const read of waiting) this.#bytes -= sizeOf(read);
    return waiting;
  }

  /** Adds what came to light about a call of a server. False where it is none of those that came last. */
  late(server: string, stream: number, { problem, requestFrame }: LateProblem): boolean {
    const waiting = this.#byServer.get(server);
    if (waiting === undefined) return false;
    for (let at = waiting.length - 1; at >= Math.max(0, waiting.length - LOOKED_BACK); at--) {
      const read = waiting[at];
      if (read.call.stream !== stream || read.call.requestFrames[0] !== requestFrame) continue;
      waiting[at] = withProblem(read, problem);
      return true;
    }
    return false;
  }

  /** All of them, server after server. */
  list(): readonly ReadCall[] {
    return [...this.#byServer.values()].flat();
  }
}

function sizeOf({ exchange }: ReadCall): number {
  return exchange.request?.body.bytes.length ?? 0;
}
