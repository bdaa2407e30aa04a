import { MAX_OTHER_EXCHANGES } from '../base/limits.ts';
import type { OtherExchange } from '../checks/index.ts';
import { type ReadCall, sendsHooks } from '../hooks/index.ts';

/**
 * Whether an exchange is HTTP that nobody takes for a hook: its method is none by which hooks are sent. Any other request
 * to a backend counts as a hook of unknown method.
 */
export function isNoHook({ certainty, call }: ReadCall): boolean {
  if (certainty !== 'other') return false;
  return call.methodSpec !== null || !sendsHooks(call.dialect, call.httpMethod);
}

/**
 * Lists exchanges that are no hooks, in little space. Those that may matter (a hook's path, or a known backend) do not
 * have to share the bound with those of other servers.
 */
export class OtherExchanges {
  readonly #near: OtherExchange[] = [];
  readonly #elsewhere: OtherExchange[] = [];

  /** `isBackend`: its server is known as a backend by now. */
  add({ call }: ReadCall, isBackend: boolean): void {
    const list = isBackend || call.methodSpec !== null ? this.#near : this.#elsewhere;
    if (list.length >= MAX_OTHER_EXCHANGES) return;
    const { dialect, methodSpec, stream, seconds, nanoseconds, client, server, serverPort } = call;
    const { httpMethod, target, requestFrames, response } = call;
    list.push({
      dialect,
      methodSpec,
      stream,
      seconds,
      nanoseconds,
      client,
      server,
      serverPort,
      httpMethod,
      target,
      requestFrames,
      status: response?.status ?? null,
    });
  }

  /** Those that were listed so far. */
  list(): readonly OtherExchange[] {
    return [...this.#near, ...this.#elsewhere];
  }
}
