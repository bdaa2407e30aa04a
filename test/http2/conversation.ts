import {
  type ClientHttp2Session,
  type ClientSessionOptions,
  connect,
  createServer,
  type ServerHttp2Stream,
  type ServerOptions,
} from 'node:http2';
import { Duplex } from 'node:stream';
import type { Exchange, HttpOptions, Protocol } from '../../src/http/index.ts';
import { ClearConnection } from '../../src/http2/index.ts';
import type { Arrival, Direction } from '../../src/stream/index.ts';

/** Bytes as they were sent, in the order in which they were. */
export interface Sent {
  readonly direction: Direction;
  readonly bytes: Buffer;
  /** Bytes of the other direction that its sender had received; left out: all that were delivered before. */
  readonly acknowledged?: number;
}

/** One end of a pipe in memory. */
class End extends Duplex {
  other: End | null = null;
  readonly #sent: (bytes: Buffer) => void;

  constructor(sent: (bytes: Buffer) => void) {
    super();
    this.#sent = sent;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#sent(Buffer.from(chunk));
    this.other?.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.other?.push(null);
    done();
  }
}

export interface Roles {
  readonly server?: ServerOptions;
  readonly client?: ClientSessionOptions;
  readonly serve: (stream: ServerHttp2Stream, headers: Readonly<Record<string, unknown>>) => void;
  readonly ask: (session: ClientHttp2Session) => Promise<void>;
}

/** Has Node's own client and server talk over a pipe in memory; gives what went over it. */
export async function talk({ server: serverOptions, client, serve, ask }: Roles): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const record =
    (direction: Direction) =>
    (bytes: Buffer): void => {
      sent.push({ direction, bytes });
    };
  const here = new End(record(0));
  const there = new End(record(1));
  here.other = there;
  there.other = here;
  const server = createServer(serverOptions ?? {});
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    serve(stream, headers);
  });
  server.on('sessionError', () => {});
  server.emit('connection', there);
  const session = connect('http://backend.test:8080', { ...client, createConnection: () => here });
  session.on('error', () => {});
  await ask(session);
  await new Promise<void>((resolve) => {
    session.close(resolve);
    setTimeout(() => session.destroy(), 200).unref();
  });
  await new Promise((resolve) => setImmediate(resolve));
  return sent;
}

/** What one request of a client gives. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Sends a request and waits for its response. */
export function request(
  session: ClientHttp2Session,
  headers: Record<string, string | number | readonly string[]>,
  body: Buffer | string | null = null,
): Promise<Answered> {
  return new Promise((resolve) => {
    const stream = session.request(headers as Record<string, string>, { endStream: body === null });
    let head: Record<string, unknown> = {};
    const chunks: Buffer[] = [];
    stream.on('response', (answer) => {
      head = answer;
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', () => {});
    stream.on('close', () =>
      resolve({ status: Number(head[':status'] ?? 0), headers: head, body: Buffer.concat(chunks) }),
    );
    if (body !== null) stream.end(body);
  });
}

/** A piece that is delivered, or lost. */
export interface Piece extends Sent {
  readonly isLost?: boolean;
}

/** Where a delivery begins and what it gave. */
export interface Delivered {
  readonly exchanges: readonly Exchange[];
  readonly protocols: readonly Protocol[];
  readonly connection: ClearConnection;
}

/** Delivers pieces as a capture would: each is a frame, a second after the one before. */
export function deliver(
  pieces: readonly Piece[],
  {
    midway = false,
    end = 'fin',
    options = { hash: false },
    gapCause = 'lost',
  }: {
    readonly midway?: boolean;
    readonly end?: 'fin' | 'reset' | 'capture' | null;
    readonly options?: HttpOptions & { readonly protocol?: string };
    readonly gapCause?: 'lost' | 'cut';
  } = {},
): Delivered {
  const exchanges: Exchange[] = [];
  const protocols: Protocol[] = [];
  const connection = new ClearConnection(
    {
      onExchange: (exchange) => exchanges.push(exchange),
      onProtocol: (protocol) => protocols.push(protocol),
    },
    options,
  );
  const offsets: [number, number] = [0, 0];
  const started = [!midway, !midway];
  let frame = 0;
  let acknowledged: number | undefined;
  const at = (direction: Direction): Arrival => ({
    frame,
    seconds: 1000 + frame,
    nanoseconds: 0,
    offset: offsets[direction],
    acknowledged: acknowledged ?? offsets[direction === 0 ? 1 : 0],
  });
  for (const { direction, bytes, isLost, acknowledged: received } of pieces) {
    frame += 1;
    acknowledged = received;
    if (!started[direction]) {
      started[direction] = true;
      connection.gap(direction, 0, 'lost', at(direction));
    }
    if (isLost === true) connection.gap(direction, bytes.length, gapCause, at(direction));
    else connection.data(direction, Buffer.from(bytes), 0, bytes.length, at(direction));
    offsets[direction] += bytes.length;
  }
  acknowledged = undefined;
  if (end !== null) for (const direction of [0, 1] as const) connection.end(direction, end, at(direction));
  return { exchanges, protocols, connection };
}

/** Joins what was sent in one direction without a word of the other between. */
export function joined(sent: readonly Sent[]): readonly Sent[] {
  const runs: { direction: Direction; bytes: Buffer }[] = [];
  for (const { direction, bytes } of sent) {
    const last = runs.at(-1);
    if (last?.direction === direction) last.bytes = Buffer.concat([last.bytes, bytes]);
    else runs.push({ direction, bytes });
  }
  return runs;
}

/** Cuts what was sent into segments of the given lengths, over and over. */
export function cut(sent: readonly Sent[], lengths: readonly number[]): readonly Sent[] {
  let index = 0;
  const sentBytes: [number, number] = [0, 0];
  return joined(sent).flatMap(({ direction, bytes }) => {
    const pieces: Sent[] = [];
    const acknowledged = sentBytes[direction === 0 ? 1 : 0];
    for (let start = 0; start < bytes.length; ) {
      const length = lengths[index % lengths.length] ?? 1;
      index += 1;
      pieces.push({ direction, bytes: bytes.subarray(start, start + length), acknowledged });
      start += length;
    }
    sentBytes[direction] += bytes.length;
    return pieces;
  });
}
