import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SecureContextOptions } from 'node:tls';
import { call, connect, established, THREE_HOOKS } from './hooks.ts';
import { postByJava } from './java.ts';
import { BACKEND, PORT, SERVER_NAME } from './network.ts';
import { postOverHttp2 } from './node-client.ts';
import type { Recording } from './recording.ts';
import type { Stage } from './stage.ts';

const TLS12: SecureContextOptions = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' };
const SIX_HOOKS = [1, 2, 3].flatMap((number) => [
  connect(number),
  established(number, { sdp: 'v=0 '.repeat(300) }),
]);

function withHttp2(stage: Stage, tls: SecureContextOptions, act: () => Promise<unknown>): Promise<void> {
  const { key, cert } = stage.identity('ecdsa');
  return stage.withBackend({ tls: { ...tls, key, cert }, http2: true }, act);
}

/** curl posts two hooks to one address, on one connection. */
async function postByCurl(): Promise<void> {
  const address = `https://${SERVER_NAME}/EchoApp/`;
  const one = ({ method, body }: (typeof THREE_HOOKS)[number]): readonly string[] => [
    ...['-H', 'Content-Type: application/json;charset=UTF-8', '-d', JSON.stringify(body)],
    address + method,
  ];
  const words = THREE_HOOKS.flatMap((hook, index) => [
    ...(index === 0 ? [] : ['--next']),
    ...['-sk', '--http2', '--resolve', `${SERVER_NAME}:${PORT}:${BACKEND}`],
    ...one(hook),
  ]);
  const [status] = await once(spawn('curl', words, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
  if (status !== 0) throw new Error(`curl ended with status ${status}`);
}

export const HTTP2_RECORDINGS: readonly Recording[] = [
  {
    name: 'http2-in-turn',
    about: 'HTTP/2 over TLS 1.3: a Node client posts three hooks, one after the other.',
    play: (stage) => withHttp2(stage, {}, () => postOverHttp2(THREE_HOOKS, {})),
  },
  {
    name: 'http2-at-once',
    about: 'HTTP/2 over TLS 1.3: a Node client posts six hooks at once on one connection.',
    play: (stage) => withHttp2(stage, {}, () => postOverHttp2(SIX_HOOKS, {}, true)),
  },
  {
    name: 'http2-tls12',
    about: 'HTTP/2 over TLS 1.2: a Node client posts three hooks, one after the other.',
    play: (stage) => withHttp2(stage, TLS12, () => postOverHttp2(THREE_HOOKS, {})),
  },
  {
    name: 'http2-large-body',
    about: 'HTTP/2 over TLS 1.3: a request of 20 kB in several DATA frames, and its response.',
    play: (stage) =>
      withHttp2(stage, {}, () =>
        postOverHttp2([connect(1), established(1, { sdp: '0123456789'.repeat(2000) }), call(1)], {}),
      ),
  },
  {
    name: 'http2-curl',
    about: 'HTTP/2 over TLS 1.3: curl posts three hooks on one connection.',
    play: (stage) => withHttp2(stage, {}, postByCurl),
  },
  {
    name: 'http2-java',
    about: 'HTTP/2 over TLS 1.3: java.net.http of Java 17 posts three hooks.',
    play: (stage) => withHttp2(stage, {}, () => postByJava(THREE_HOOKS, stage.folder, { api: 'client' })),
  },
];
