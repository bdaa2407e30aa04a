import type { Endpoint } from '../base/endpoint.ts';
import { type ConnectionTable, MARK } from './connection-table.ts';
import type { Direction } from './events.ts';
import type { TcpAnomalies } from './tcp-anomalies.ts';

/**
 * How a connection began. `complete`: SYN and SYN-ACK seen; `refused`: a SYN answered by RST; `unanswered`:
 * SYNs and nothing from the other side; `unseen`: it was open when the capture began.
 */
export type Handshake = 'complete' | 'refused' | 'unanswered' | 'unseen';

/** The story of one connection. Frames are numbered from 1, 0 where there was none; times are seconds and nanoseconds since 1970. */
export interface ConnectionSummary {
  readonly connection: number;
  /** The end points: the sender of the first frame, then the other. */
  readonly endpoints: readonly [Endpoint, Endpoint];
  /** Which of them opened the connection, where the handshake tells; null where it was not seen. */
  readonly client: Direction | null;
  readonly handshake: Handshake;
  /** SYNs without ACK: more than one means that the client had to repeat it. */
  readonly synCount: number;
  readonly synAckFrame: number;
  readonly resetFrame: number;
  readonly resetBy: Direction | null;
  readonly finFrame: number;
  readonly closedBy: Direction | null;
  readonly firstFrame: number;
  readonly firstSeconds: number;
  readonly firstNanoseconds: number;
  readonly lastFrame: number;
  readonly lastSeconds: number;
  readonly lastNanoseconds: number;
  /** Of followed connections only; null where the connection was not followed or nothing went wrong. */
  readonly anomalies: TcpAnomalies | null;
}

/** What stories are read from. */
export interface ConnectionSummarySource {
  readonly table: ConnectionTable;
  /** What went wrong with a connection so far. */
  readonly anomaliesOf: (stream: number) => TcpAnomalies | null;
}

/**
 * The story of a connection as its row has it when it is read: of a million connections there may be as many stories, so
 * that one is no more than the number of a row. It tells what is known at present, not when it was made.
 */
export class RowSummary implements ConnectionSummary {
  readonly connection: number;
  readonly #source: ConnectionSummarySource;

  constructor(source: ConnectionSummarySource, stream: number) {
    this.#source = source;
    this.connection = stream;
  }

  get endpoints(): readonly [Endpoint, Endpoint] {
    return this.#source.table.endpointsOf(this.connection);
  }

  get client(): Direction | null {
    return clientOf(this.#marks);
  }

  get handshake(): Handshake {
    return handshakeOf(this.#marks);
  }

  get synCount(): number {
    return this.#source.table.synCounts[this.connection];
  }

  get synAckFrame(): number {
    return this.#source.table.synAckFrames[this.connection];
  }

  get resetFrame(): number {
    return this.#source.table.resetFrames[this.connection];
  }

  get resetBy(): Direction | null {
    if (this.resetFrame === 0) return null;
    return (this.#marks & MARK.resetFromSecond) !== 0 ? 1 : 0;
  }

  get finFrame(): number {
    return this.#source.table.finFrames[this.connection];
  }

  get closedBy(): Direction | null {
    if (this.finFrame === 0) return null;
    return (this.#marks & MARK.finFromSecond) !== 0 ? 1 : 0;
  }

  get firstFrame(): number {
    return this.#source.table.firstFrames[this.connection];
  }

  get firstSeconds(): number {
    return this.#source.table.firstSeconds[this.connection];
  }

  get firstNanoseconds(): number {
    return this.#source.table.firstNanoseconds[this.connection];
  }

  get lastFrame(): number {
    return this.#source.table.lastFrames[this.connection];
  }

  get lastSeconds(): number {
    return this.#source.table.lastSeconds[this.connection];
  }

  get lastNanoseconds(): number {
    return this.#source.table.lastNanoseconds[this.connection];
  }

  get anomalies(): TcpAnomalies | null {
    return this.#source.anomaliesOf(this.connection);
  }

  get #marks(): number {
    return this.#source.table.marks[this.connection];
  }
}

/** The end point that was connected to: by the handshake, else the one with the lower port. */
export function serverOf({ client, endpoints }: Pick<ConnectionSummary, 'client' | 'endpoints'>): Endpoint {
  const [first, second] = endpoints;
  if (client !== null) return client === 0 ? second : first;
  return first.port < second.port ? first : second;
}

/** A story with other names for its end points; what else it tells is what is known now. */
export function renamed(
  story: ConnectionSummary,
  endpoints: readonly [Endpoint, Endpoint],
): ConnectionSummary {
  return {
    connection: story.connection,
    endpoints,
    client: story.client,
    handshake: story.handshake,
    synCount: story.synCount,
    synAckFrame: story.synAckFrame,
    resetFrame: story.resetFrame,
    resetBy: story.resetBy,
    finFrame: story.finFrame,
    closedBy: story.closedBy,
    firstFrame: story.firstFrame,
    firstSeconds: story.firstSeconds,
    firstNanoseconds: story.firstNanoseconds,
    lastFrame: story.lastFrame,
    lastSeconds: story.lastSeconds,
    lastNanoseconds: story.lastNanoseconds,
    anomalies: story.anomalies,
  };
}

function has(marks: number, mark: number, direction: Direction): boolean {
  return (marks & (mark << direction)) !== 0;
}

function clientOf(marks: number): Direction | null {
  for (const direction of [0, 1] as const) {
    const other = direction === 0 ? 1 : 0;
    if (has(marks, MARK.synAck, other)) return direction;
    if (has(marks, MARK.syn, direction) && !has(marks, MARK.synAck, direction)) return direction;
  }
  return null;
}

function handshakeOf(marks: number): Handshake {
  const client = clientOf(marks);
  if (client === null) return 'unseen';
  const server = client === 0 ? 1 : 0;
  if (has(marks, MARK.synAck, server)) return 'complete';
  if (has(marks, MARK.reset, server)) return 'refused';
  return has(marks, MARK.answered, server) ? 'complete' : 'unanswered';
}
