import { FLAGS, fileHeader, hook, record, tcp } from '../bombs/packets.ts';

const SECOND = 1e6;
const CALL_SERVER = 0x0a00_0005;
const PROXY = 0x0a00_0008;
const BACKEND = 0x0a00_0009;
const OK = 'HTTP/1.1 200 OK';
const BAD_GATEWAY = 'HTTP/1.1 502 Bad Gateway';

/** A record with its time in microseconds; of two at one time the one that stands first. */
interface Timed {
  readonly time: number;
  readonly packet: Buffer;
}

/** A connection with one exchange. `start`: status line of its response; null: the server resets the connection. */
function exchange(
  [from, fromPort, to, toPort]: readonly [number, number, number, number],
  [begins, ends]: readonly [number, number],
  body: string,
  start: string | null,
  method: string,
): readonly Timed[] {
  const client = { from, to, fromPort, toPort };
  const server = { from: to, to: from, fromPort: toPort, toPort: fromPort };
  // Each connection has sequence numbers of its own.
  const first = fromPort * 1000;
  const request = hook(body, [], method);
  const response = Buffer.from(`${start}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`);
  const sent = first + 1 + request.length;
  const last =
    start === null
      ? tcp({ ...server, flags: FLAGS.rst | FLAGS.ack, sequence: first + 2, acknowledgement: sent })
      : tcp({ ...server, sequence: first + 2, acknowledgement: sent, payload: response });
  return [
    { time: begins - 3000, packet: tcp({ ...client, flags: FLAGS.syn, sequence: first }) },
    {
      time: begins - 2000,
      packet: tcp({
        ...server,
        flags: FLAGS.syn | FLAGS.ack,
        sequence: first + 1,
        acknowledgement: first + 1,
      }),
    },
    { time: begins - 1000, packet: tcp({ ...client, sequence: first + 1, acknowledgement: first + 2 }) },
    {
      time: begins,
      packet: tcp({ ...client, sequence: first + 1, acknowledgement: first + 2, payload: request }),
    },
    { time: ends, packet: last },
  ];
}

function bodyOf(session: number, more: object = {}): string {
  return JSON.stringify({
    nodeId: 'n',
    appKey: 'a',
    sessionId: `/192.0.2.7:${session}/192.0.2.1:8443`,
    ...more,
  });
}

/** Eight exchanges, of which three are calls: `connect`, tried twice through a proxy, and two statuses, through the proxy as well. */
function session(number: number, at: number): readonly Timed[] {
  const connect = bodyOf(number);
  const status = bodyOf(number, { status: 'ESTABLISHED' });
  const over = bodyOf(number, { status: 'DISCONNECTED' });
  const port = 40_000 + number * 10;
  const outer = (offset: number) => [CALL_SERVER, port + offset, PROXY, 80] as const;
  const inner = (offset: number) => [PROXY, port + 5 + offset, BACKEND, 9091] as const;
  const span = (from: number, to: number) => [at + from * SECOND, at + to * SECOND] as const;
  return [
    ...exchange(outer(0), span(0, 0.5), connect, BAD_GATEWAY, 'connect'),
    ...exchange(inner(0), span(0.1, 0.4), connect, null, 'connect'),
    ...exchange(outer(1), span(1, 1.5), connect, OK, 'connect'),
    ...exchange(inner(1), span(1.1, 1.4), connect, OK, 'connect'),
    ...exchange(outer(2), span(2, 2.5), status, OK, 'ConnectionStatusEvent'),
    ...exchange(inner(2), span(2.1, 2.4), status, OK, 'ConnectionStatusEvent'),
    ...exchange(outer(3), span(3, 3.5), over, OK, 'ConnectionStatusEvent'),
    ...exchange(inner(3), span(3.1, 3.4), over, OK, 'ConnectionStatusEvent'),
  ];
}

function written(timed: readonly Timed[], clock: (time: number) => number = (time) => time): Buffer {
  const ordered = timed.toSorted((one, other) => one.time - other.time);
  return Buffer.concat([fileHeader(), ...ordered.map(({ time, packet }) => record(clock(time), packet))]);
}

/** So many sessions, one begun each ten seconds; see {@link session}. */
export function foldedCapture(sessions: number): Buffer {
  return written(
    Array.from({ length: sessions }, (_, number) => session(number, (100 + number * 10) * SECOND)).flat(),
  );
}

/** The same, and after the second session the clock is set back by a minute. */
export function steppedCapture(sessions: number): Buffer {
  const all = Array.from({ length: sessions }, (_, number) =>
    session(number, (100 + number * 10) * SECOND),
  ).flat();
  return written(all, (time) => (time < 118 * SECOND ? time : time - 60 * SECOND));
}
