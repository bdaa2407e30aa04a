import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { BACKEND, PORT } from './network.ts';
import type { Served } from './served.ts';

/** What the backend does with a hook. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** `close`: with `Connection: close`. `until-close`: of a length that only the end of the connection tells. `broken-off`: the same, without close_notify. */
  readonly ending?: 'close' | 'until-close' | 'broken-off';
}

export type AnswerTo = (path: string, body: string) => Answer | Promise<Answer>;

export const repeatsBody: AnswerTo = (_, body) => ({ status: 200, body });

export interface BackendOptions {
  readonly tls: TlsOptions;
  readonly answer?: AnswerTo;
  /** HTTP/2 is offered by ALPN, beside HTTP/1.1. */
  readonly http2?: boolean;
  /** Sessions are kept by their id. Without it the server gives tickets, where `tls` does not forbid them. */
  readonly keepsSessions?: boolean;
}

const KEEP_ALIVE_MS = 60_000;

type Server = https.Server | http2.Http2SecureServer | http.Server;

/** What a backend tells of itself. */
export interface BackendNotes {
  /** A line of its key log. */
  readonly secret: (line: string) => void;
  /** A request that it answered. */
  readonly served: (exchange: Served) => void;
}

/** A backend that listens at 192.0.2.80:443. */
export async function startBackend(
  options: BackendOptions | { readonly tls: null; readonly answer?: AnswerTo },
  notes: BackendNotes,
): Promise<{ readonly stop: () => Promise<void> }> {
  const take = listener(options.answer ?? repeatsBody, notes);
  const server = serverOf(options, take);
  // Longer than any recording: who closes first must not depend on the transport.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = KEEP_ALIVE_MS;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  server.on('keylog', (line: Buffer) => notes.secret(line.toString('latin1')));
  server.listen(PORT, BACKEND);
  await once(server, 'listening');
  if ((server.address() as AddressInfo).port !== PORT) throw new Error('another port');
  return {
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function serverOf(options: BackendOptions | { readonly tls: null }, take: http.RequestListener): Server {
  if (options.tls === null) return http.createServer(take);
  if (options.http2 === true) {
    return http2.createSecureServer(
      { ...options.tls, allowHTTP1: true },
      take as unknown as Parameters<typeof http2.createSecureServer>[1],
    );
  }
  const server = https.createServer(options.tls, take);
  if (options.keepsSessions === true) {
    const kept = new Map<string, Buffer>();
    server.on('newSession', (id: Buffer, data: Buffer, done: () => void) => {
      kept.set(id.toString('hex'), data);
      done();
    });
    server.on('resumeSession', (id: Buffer, done: (error: null, data: Buffer | null) => void) => {
      done(null, kept.get(id.toString('hex')) ?? null);
    });
  }
  return server;
}

function listener(answer: AnswerTo, notes: BackendNotes): http.RequestListener {
  return (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', async () => {
      const [uri, asked] = [request.url ?? '', Buffer.concat(pieces).toString()];
      const { status, body, ending } = await answer(uri, asked);
      notes.served({
        connection: { port: request.socket.remotePort ?? 0 },
        uri,
        request: asked,
        status,
        response: body,
      });
      response.statusCode = status;
      response.setHeader('Content-Type', 'application/json');
      if (ending === 'until-close' || ending === 'broken-off') {
        response.removeHeader('Transfer-Encoding');
        response.setHeader('Connection', 'close');
        response.useChunkedEncodingByDefault = false;
      } else {
        response.setHeader('Content-Length', Buffer.byteLength(body));
        if (ending === 'close') response.setHeader('Connection', 'close');
      }
      if (ending !== 'broken-off') return response.end(body);
      response.write(body, () => setTimeout(() => (request.socket as TLSSocket).destroy(), 20));
      return response;
    });
  };
}
