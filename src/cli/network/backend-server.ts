import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { BackendAnswer, ReceivedRequest } from '../../backend/index.ts';
import { endpointText } from '../../base/endpoint.ts';
import {
  MAX_BACKEND_BODY_BYTES,
  MAX_BACKEND_CONNECTIONS,
  MAX_BACKEND_HEAD_BYTES,
} from '../../base/limits.ts';

/** Milliseconds for the head of a request, for a whole one, and between two on one connection. */
const HEAD_MS = 10_000;
const REQUEST_MS = 30_000;
const IDLE_MS = 30_000;
/** A request line without a target, as some call servers write it: Node's parser does not take it. */
const NO_TARGET = /^([A-Z]+) +(HTTP\/1\.[01]\r?\n)/;
const STAND_IN = '/';

/** Answers requests. */
export interface RequestHandler {
  /** Settles with the answer, when it is to be sent. */
  readonly answer: (received: ReceivedRequest) => Promise<BackendAnswer>;
  /** Is told what was no request that could be read. */
  readonly refused: (client: string, reason: string) => void;
}

/** An HTTP server that takes whatever comes, within bounds. It listens once `listen` was called. */
export function backendServer({ answer, refused }: RequestHandler): Server {
  const withoutTarget = new WeakSet<Socket>();
  const server = createServer(
    {
      maxHeaderSize: MAX_BACKEND_HEAD_BYTES,
      headersTimeout: HEAD_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: IDLE_MS,
    },
    (request, response) => {
      request.on('error', () => {});
      response.on('error', () => {});
      void bodyOf(request).then(async (body) => {
        const { socket } = request;
        if (body === null) {
          refused(clientOf(socket), `a body of more than ${MAX_BACKEND_BODY_BYTES} bytes`);
          response.writeHead(413, { Connection: 'close', 'Content-Length': 0 }).end(() => socket.destroy());
          return;
        }
        const received = receivedOf(request, body, withoutTarget.delete(socket));
        send(response, await answer(received));
      });
    },
  );
  server.maxConnections = MAX_BACKEND_CONNECTIONS;
  server.on('clientError', (error: Error & { readonly code?: string }, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    refused(clientOf(socket), REASONS.get(error.code ?? '') ?? 'no HTTP that can be read');
    socket.end(
      `HTTP/1.1 ${STATUSES.get(error.code ?? '') ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`,
    );
  });
  putTargetsIn(server, withoutTarget);
  return server;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', `a head of more than ${MAX_BACKEND_HEAD_BYTES} bytes`],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'a request that was not complete in time'],
]);
const STATUSES: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

/** Looks at the first bytes of each connection, and gives its request line a target where it has none. */
function putTargetsIn(server: Server, withoutTarget: WeakSet<Socket>): void {
  const takeConnection = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {});
    socket.setTimeout(HEAD_MS, () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      const head = first.toString('latin1');
      const completed = head.replace(NO_TARGET, `$1 ${STAND_IN} $2`);
      if (completed !== head) withoutTarget.add(socket);
      socket.unshift(completed === head ? first : Buffer.from(completed, 'latin1'));
      for (const take of takeConnection) take.call(server, socket);
      socket.resume();
    });
  });
}

/** The whole body; null where it is too long. Never settles where the client went away. */
function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((settle) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes <= MAX_BACKEND_BODY_BYTES) parts.push(part);
      else {
        request.pause();
        settle(null);
      }
    });
    request.on('end', () => settle(Buffer.concat(parts, bytes)));
  });
}

function receivedOf(request: IncomingMessage, body: Buffer, hasNoTarget: boolean): ReceivedRequest {
  const { socket } = request;
  const now = Date.now();
  return {
    method: request.method ?? '',
    target: hasNoTarget ? '' : (request.url ?? ''),
    version: request.httpVersion,
    headers: request.rawHeaders,
    body,
    client: clientOf(socket),
    server: endpointText({ address: socket.localAddress ?? '', port: socket.localPort ?? 0 }),
    serverPort: socket.localPort ?? 0,
    time: { seconds: Math.floor(now / 1000), nanoseconds: (now % 1000) * 1e6 },
  };
}

function clientOf(socket: Socket): string {
  return endpointText({ address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 });
}

function send(response: ServerResponse, { status, headers, body }: BackendAnswer): void {
  if (response.destroyed) return;
  // A 204 has no length (RFC 9110 §8.6).
  const length = status === 204 ? [] : ['Content-Length', String(body.length)];
  response.writeHead(status, [...headers, ...length]).end(body);
}
