import type { Direction } from '../stream/index.ts';
import type { Problem, Protocol, RequestMessage, ResponseMessage } from './exchange.ts';
import type { StartLine } from './head/head-parser.ts';
import type { RequestEntry, ResponseEntry } from './pairing/pairing-entry.ts';

/** What the readers of a connection's two directions tell it, and what they ask about one another. */
export interface ReaderOwner {
  /** The direction's content shows its role. */
  learned(direction: Direction, role: 'request' | 'response'): void;
  /** It is not HTTP that is spoken here. */
  foreign(protocol: Protocol): void;
  /** The direction begins with a line that only a server could take for a request: the other side must tell. */
  doubtful(direction: Direction): void;
  /** The direction's beginning is not in the capture. */
  startedMidway(direction: Direction, offset: number): void;
  /** Messages up to `to` may have been lost; `beginning`: at least one lost its start line. */
  lost(direction: Direction, to: number, beginning: boolean): void;
  requestBegun(line: StartLine, offset: number, acknowledged: number, upgrade: boolean): RequestEntry;
  /** `endKnown`: its end offset is where it ended, and not only where the capture lost it. */
  requestDone(entry: RequestEntry, message: RequestMessage, endKnown: boolean): void;
  interim(status: number): void;
  answerBegun(offset: number, acknowledged: number): ResponseEntry;
  /** `brokenOff`: it ended with its direction and not by itself. */
  answerDone(
    entry: ResponseEntry,
    message: ResponseMessage,
    problems: readonly Problem[],
    brokenOff: boolean,
  ): void;
  /** Version of the first request that waits; null where none does. */
  waitingVersion(): string | null;
  /** Adds a problem to the last request, where that is still open. */
  blameLastRequest(problem: Problem): boolean;
  /** An answer ended HTTP on the connection. */
  upgraded(protocol: Protocol): void;
}
