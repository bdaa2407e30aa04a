import type { MessageSide } from '../http/index.ts';
import type { Ending, Http2Stream } from './stream.ts';

/** A server that will answer no stream above this one (RFC 9113 §6.8). */
export interface GoAway {
  readonly lastStream: number;
  readonly ending: Ending;
}

/** Seconds after a request from which a FIN or RST of its sender says that it waits no longer. */
const HALF_CLOSE_SECONDS = 0.5;
const NO_ERROR = 'NO_ERROR';

/** How a connection ends: the ends of its sides, and what GOAWAY says of them before. */
export class ConnectionEnds {
  request: Ending | null = null;
  response: Ending | null = null;
  #goaway: GoAway | null = null;
  /** The last GOAWAY that tells of an error, of either side. */
  #fault: Ending | null = null;

  note(side: MessageSide, ending: Ending): void {
    if (side === 'request') this.request = ending;
    else this.response = ending;
  }

  noteGoAway(goaway: GoAway): void {
    const { ending, lastStream } = goaway;
    if (ending.streamEnd?.error !== NO_ERROR) this.#fault = ending;
    if (ending.streamEnd?.by !== 'response') return;
    // A later one may name a lower stream, never a higher one (RFC 9113 §6.8).
    if (this.#goaway === null || this.#goaway.lastStream > lastStream) this.#goaway = goaway;
  }

  /** The GOAWAY by which the server leaves a stream out; null where none does. */
  leavingOut({ id }: Http2Stream): Ending | null {
    return this.#goaway !== null && id > this.#goaway.lastStream ? this.#goaway.ending : null;
  }

  /** What ended the wait for a response, where nothing of its stream did: the side that gave up first. */
  endOfWait(stream: Http2Stream): Ending | null {
    const first = this.#firstEnd(stream);
    const fault = this.#fault;
    const isClosed = first?.kind === 'fin' || first?.kind === 'reset';
    if (!isClosed || fault === null || fault.streamEnd === null || fault.seconds > first.seconds)
      return first;
    // Its stream is none that GOAWAY leaves out: the request may have been processed.
    return { ...fault, streamEnd: { ...fault.streamEnd, isUnprocessed: false } };
  }

  #firstEnd({ request: asked }: Http2Stream): Ending | null {
    const { request, response } = this;
    if (request === null || response === null) return response ?? request;
    if (request.kind === 'capture' || request.kind === 'abandoned') return response;
    if (response.kind === 'capture') return request;
    const last = asked?.placement;
    const sent = last === undefined ? 0 : last.lastSeconds + last.lastNanoseconds / 1e9;
    const gaveUp = request.seconds - sent >= HALF_CLOSE_SECONDS && request.seconds < response.seconds;
    return gaveUp ? request : response;
  }
}
