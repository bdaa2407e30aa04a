import type { SecureContextOptions } from 'node:tls';
import { call, connect, disconnected, established, type Hook } from './hooks.ts';
import type { AnswerTo } from './node-backend.ts';
import { postHooks, postOverHttp2 } from './node-client.ts';
import type { Recording } from './recording.ts';
import type { Stage } from './stage.ts';

/** The event has to come within 10 s. */
const WINDOW_MS = 10_000;

/** Hooks with faults: a member that is absent, an event that never comes, a call that is refused. */
const FAULTY_HOOKS: readonly Hook[] = [
  connect(1),
  without(established(1), 'appKey'),
  call(1),
  disconnected(1),
  // The event that must follow `connect` never does.
  connect(2),
  call(2),
  { ...connect(3), after: WINDOW_MS + 1000 },
  established(3),
];

const refusingOneCall: AnswerTo = (path, body) =>
  path === '/EchoApp/call' && body.includes('198.51.100.2:')
    ? { status: 403, body: JSON.stringify({ error: 'this caller may not call' }) }
    : { status: 200, body };

function without({ method, body }: Hook, name: string): Hook {
  return { method, body: Object.fromEntries(Object.entries(body).filter(([key]) => key !== name)) };
}

function pair(name: string, about: string, tls: SecureContextOptions | null): Recording {
  return {
    name,
    about,
    isPlain: tls === null,
    play: (stage: Stage) => {
      if (tls === null) {
        return stage.withBackend({ tls, answer: refusingOneCall }, () => postHooks(FAULTY_HOOKS, null));
      }
      const { key, cert } = stage.identity('ecdsa');
      return stage.withBackend({ tls: { ...tls, key, cert }, answer: refusingOneCall }, () =>
        postHooks(FAULTY_HOOKS, tls),
      );
    },
  };
}

/** The same hooks with the same faults, over each transport. */
export const PAIR_RECORDINGS: readonly Recording[] = [
  pair('faults-plain', 'Hooks with faults, without TLS.', null),
  pair('faults-tls13', 'The same hooks with the same faults over TLS 1.3.', { minVersion: 'TLSv1.3' }),
  pair('faults-tls12', 'The same hooks with the same faults over TLS 1.2.', {
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
  }),
  {
    name: 'faults-http2',
    about: 'The same hooks with the same faults over HTTP/2 and TLS 1.3.',
    play: (stage) => {
      const { key, cert } = stage.identity('ecdsa');
      return stage.withBackend({ tls: { key, cert }, http2: true, answer: refusingOneCall }, () =>
        postOverHttp2(FAULTY_HOOKS, {}),
      );
    },
  },
];
