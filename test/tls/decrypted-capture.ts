import { Buffer } from 'node:buffer';
import { captureInput, END, FRAME, openCapture } from '../../src/capture/index.ts';
import { type ConnectionConsumer, FrameDispatch } from '../../src/stream/index.ts';
import {
  TlsConnection,
  type TlsHandshake,
  type TlsSecrets,
  WaitingConnections,
} from '../../src/tls/index.ts';

/** What a reader of the content was given. */
export class PlainRecord implements ConnectionConsumer {
  readonly pieces: {
    direction: 0 | 1;
    bytes: Buffer;
    frame: number;
    offset: number;
    acknowledged: number;
  }[] = [];
  readonly gaps: { direction: 0 | 1; length: number; cause: string; frame: number; offset: number }[] = [];
  readonly ends: { direction: 0 | 1; cause: string; offset: number }[] = [];
  readonly protocol: string | null;

  constructor(protocol: string | null = null) {
    this.protocol = protocol;
  }

  data: ConnectionConsumer['data'] = (direction, bytes, start, end, { frame, offset, acknowledged }) => {
    this.pieces.push({
      direction,
      bytes: Buffer.from(bytes.subarray(start, end)),
      frame,
      offset,
      acknowledged,
    });
    return 'wanted';
  };

  gap: ConnectionConsumer['gap'] = (direction, length, cause, { frame, offset }) => {
    this.gaps.push({ direction, length, cause, frame, offset });
    return 'wanted';
  };

  end: ConnectionConsumer['end'] = (direction, cause, { offset }) => {
    this.ends.push({ direction, cause, offset });
  };

  /** All bytes of a direction. */
  text(direction: 0 | 1): Buffer {
    return Buffer.concat(
      this.pieces.filter((piece) => piece.direction === direction).map(({ bytes }) => bytes),
    );
  }
}

export interface DecryptedConnection {
  /** Of direction 0 and 1. */
  readonly ports: readonly [number, number];
  handshake: TlsHandshake | null;
  plain: PlainRecord | null;
}

/** Reads a capture with the secrets at hand, and gives what each of its connections held. */
export async function decryptedCapture(
  path: string,
  secrets: TlsSecrets,
): Promise<Map<number, DecryptedConnection>> {
  const opened = await openCapture([captureInput(path)]);
  if (!opened.ok) throw new Error(opened.error.message);
  const connections = new Map<number, DecryptedConnection>();
  const waiting = new WaitingConnections(false);
  const dispatch = new FrameDispatch({
    ports: null,
    wakes: () => false,
    open: (connection) => {
      const [first, second] = dispatch.tracker.endpoints(connection);
      const found: DecryptedConnection = { ports: [first.port, second.port], handshake: null, plain: null };
      connections.set(connection, found);
      return new TlsConnection({
        onHandshake: (handshake) => {
          found.handshake = handshake;
        },
        followsData: true,
        decryption: {
          secrets,
          waiting,
          openPlain: (protocol) => {
            found.plain = new PlainRecord(protocol);
            return found.plain;
          },
        },
      });
    },
  });
  for (;;) {
    const step = opened.capture.next();
    if (step === FRAME) dispatch.take(opened.capture.frame);
    else if (step === END || !(await opened.capture.fill())) break;
  }
  dispatch.tracker.finish();
  opened.capture.close();
  return connections;
}
