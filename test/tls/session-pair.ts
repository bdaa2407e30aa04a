import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import { EC_CERTIFICATE, EC_KEY, RSA_CERTIFICATE, RSA_KEY } from './test-certificates.ts';

/** What one side of a session sent over the wire, in the order in which it was sent. */
export interface WirePiece {
  /** 0: the client's. */
  readonly direction: 0 | 1;
  readonly bytes: Buffer;
}

export interface RecordedSession {
  readonly wire: readonly WirePiece[];
  /** Lines of a key log. */
  readonly keys: string;
  /** What the programs wrote. */
  readonly sent: readonly [Buffer, Buffer];
  readonly session: Buffer | null;
  readonly version: string;
  readonly suite: string;
}

export interface SessionOptions {
  readonly ciphers?: string;
  readonly version?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly client?: tls.ConnectionOptions;
  readonly server?: tls.TlsOptions;
  /** Texts that client and server write in turn. */
  readonly turns?: readonly Buffer[];
  readonly onServer?: (socket: tls.TLSSocket) => void;
}

/** Two ends of a wire in memory, which notes what goes over it. */
function wirePair(wire: WirePiece[]): readonly [Duplex, Duplex] {
  const ends: Duplex[] = [];
  const end = (direction: 0 | 1): Duplex =>
    new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        wire.push({ direction, bytes: Buffer.from(chunk) });
        ends[1 - direction].push(chunk);
        setImmediate(done);
      },
      final(done) {
        ends[1 - direction].push(null);
        done();
      },
    });
  ends.push(end(0), end(1));
  return [ends[0], ends[1]];
}

/** The server of all sessions with these options: it knows its tickets. */
export function serverOf(options: SessionOptions): tls.Server {
  return tls.createServer({
    key: [RSA_KEY, EC_KEY],
    cert: [RSA_CERTIFICATE, EC_CERTIFICATE],
    minVersion: options.version ?? 'TLSv1',
    maxVersion: options.version ?? 'TLSv1.3',
    ciphers: options.ciphers ?? tls.DEFAULT_CIPHERS,
    dhparam: 'auto',
    ...options.server,
  });
}

/** Runs a session of node:tls against itself, in memory. */
export function recordedSession(
  options: SessionOptions,
  server = serverOf(options),
): Promise<RecordedSession> {
  const wire: WirePiece[] = [];
  const [clientEnd, serverEnd] = wirePair(wire);
  const turns = options.turns ?? [Buffer.from('ping'), Buffer.from('pong')];
  const sent: [Buffer, Buffer] = [joined(turns, 0), joined(turns, 1)];
  let keys = '';
  return new Promise((resolve, reject) => {
    let session: Buffer | null = null;
    let received = 0;
    const onServerSocket = (socket: tls.TLSSocket): void => {
      options.onServer?.(socket);
      let got = 0;
      let next = 0;
      socket.on('error', reject);
      socket.on('data', (data) => {
        got += data.length;
        while (next < turns.length && got >= joined(turns.slice(0, next + 1), 0).length) {
          if (next + 1 < turns.length) socket.write(turns[next + 1]);
          next += 2;
        }
      });
      socket.on('end', () => socket.end());
    };
    server.removeAllListeners('secureConnection');
    server.on('secureConnection', onServerSocket);
    server.once('tlsClientError', reject);
    const client = tls.connect({
      socket: clientEnd,
      servername: 'backend.example',
      rejectUnauthorized: false,
      minVersion: options.version ?? 'TLSv1',
      maxVersion: options.version ?? 'TLSv1.3',
      ciphers: options.ciphers ?? tls.DEFAULT_CIPHERS,
      ...options.client,
    });
    client.on('keylog', (line) => {
      keys += line.toString('latin1');
    });
    client.on('session', (ticket) => {
      session = ticket;
    });
    client.on('error', reject);
    let turn = 0;
    const write = (): void => {
      if (turn < turns.length) client.write(turns[turn]);
      turn += 2;
      if (turn >= turns.length && received >= sent[1].length) client.end();
    };
    let version = '';
    let suite = '';
    client.on('secureConnect', () => {
      version = client.getProtocol() ?? '';
      suite = client.getCipher().standardName;
      write();
    });
    client.on('data', (data) => {
      received += data.length;
      if (turn < turns.length && received >= joined(turns.slice(0, turn), 1).length) write();
      else if (turn >= turns.length && received >= sent[1].length) client.end();
    });
    client.on('close', () => {
      resolve({
        wire,
        keys,
        sent,
        session,
        version,
        suite,
      });
    });
    server.emit('connection', serverEnd);
  });
}

/** What one side writes of turns that alternate, the client first. */
function joined(turns: readonly Buffer[], side: 0 | 1): Buffer {
  return Buffer.concat(turns.filter((_turn, index) => index % 2 === side));
}
