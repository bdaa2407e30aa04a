import {
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { MAX_REPLAY_ANSWER_BYTES } from '../../base/limits.ts';
import { systemCode, systemReason } from '../../base/system-error.ts';
import type { Received, ReplayRequest } from '../../replay/index.ts';

/** Seconds for an exchange where nobody says how long. */
const USUAL_TIMEOUT_SECONDS = 15;

export interface SenderOptions {
  /** Seconds for a whole exchange. null: as long as the call server waits, or the usual time. */
  readonly timeoutSeconds: number | null;
  /** Takes any certificate of the server. */
  readonly insecure: boolean;
}

/** Sends requests to one address, and nowhere else: redirections are not followed, and no proxy is asked. */
export class HttpSender {
  readonly #to: URL;
  readonly #options: SenderOptions;
  readonly #agent: HttpAgent;

  constructor(to: URL, options: SenderOptions) {
    this.#to = to;
    this.#options = options;
    const isTls = to.protocol === 'https:';
    this.#agent = isTls
      ? new HttpsAgent({ keepAlive: true, rejectUnauthorized: !options.insecure })
      : new HttpAgent({ keepAlive: true });
  }

  /** Settles with what came of it. */
  async send(request: ReplayRequest): Promise<Received> {
    let attempt: Received | 'stale';
    try {
      attempt = await this.#attempt(request, this.#agent);
    } catch (error) {
      // What Node refuses to send, such as a method with signs that no method has.
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
    // A kept connection that the server closed meanwhile tells nothing of the request: it goes on a new one.
    return attempt === 'stale' ? await this.#newConnection(request) : attempt;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #newConnection(request: ReplayRequest): Promise<Received> {
    const attempt = await this.#attempt(request, false);
    return attempt === 'stale' ? { kind: 'failed', reason: 'the connection was closed' } : attempt;
  }

  #attempt(request: ReplayRequest, agent: HttpAgent | false): Promise<Received | 'stale'> {
    const { insecure } = this.#options;
    const timeoutSeconds = this.#options.timeoutSeconds ?? request.timeoutSeconds ?? USUAL_TIMEOUT_SECONDS;
    const began = performance.now();
    return new Promise((settle) => {
      const options: RequestOptions & { readonly rejectUnauthorized: boolean } = {
        protocol: this.#to.protocol,
        // IPv6 addresses stand in brackets in a URL.
        hostname: this.#to.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: this.#to.port === '' ? (this.#to.protocol === 'https:' ? 443 : 80) : Number(this.#to.port),
        method: request.method,
        path: request.target,
        headers: [...request.headers, 'Host', this.#to.host, 'Content-Length', String(request.body.length)],
        agent,
        rejectUnauthorized: !insecure,
      };
      const outgoing = (this.#to.protocol === 'https:' ? requestHttps : requestHttp)(options);
      let answered: IncomingMessage | null = null;
      const timer = setTimeout(() => {
        settle({ kind: 'timeout', seconds: timeoutSeconds });
        outgoing.destroy();
      }, timeoutSeconds * 1000);
      const end = (received: Received | 'stale'): void => {
        clearTimeout(timer);
        settle(received);
      };
      outgoing.on('error', (error) => {
        if (answered !== null) return;
        const code = systemCode(error);
        if (outgoing.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE')) end('stale');
        else end(code === 'ECONNREFUSED' ? { kind: 'refused' } : { kind: 'failed', reason: reasonOf(error) });
      });
      // 101: the backend wants to speak something else, which no call server does.
      outgoing.on('upgrade', (response, socket) => {
        socket.destroy();
        end(answerOf(response, [], true, began));
      });
      outgoing.on('response', (response) => {
        answered = response;
        const parts: Buffer[] = [];
        let bytes = 0;
        response.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes <= MAX_REPLAY_ANSWER_BYTES) parts.push(part);
          else response.destroy();
        });
        response.on('error', () => {});
        response.on('close', () => end(answerOf(response, parts, response.complete, began)));
      });
      outgoing.end(request.body);
    });
  }
}

function answerOf(
  response: IncomingMessage,
  parts: readonly Buffer[],
  complete: boolean,
  began: number,
): Received {
  return {
    kind: 'answer',
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    headers: response.rawHeaders,
    body: Buffer.concat(parts),
    complete,
    seconds: (performance.now() - began) / 1000,
  };
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['ECONNRESET', 'the connection was reset'],
  ['EPIPE', 'the connection was closed'],
  ['ENOTFOUND', 'there is no host of that name'],
  ['EAI_AGAIN', 'the name of the host could not be looked up'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['ENETUNREACH', 'the network cannot be reached'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed; --insecure takes it'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is self-signed; --insecure takes it'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate cannot be verified; --insecure takes it'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host; --insecure takes it'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired; --insecure takes it'],
  ['EPROTO', 'it does not speak TLS'],
]);

function reasonOf(error: Error): string {
  const code = systemCode(error) ?? '';
  if (code.startsWith('HPE_')) return 'its answer is no HTTP';
  return WORDS.get(code) ?? systemReason(error);
}
