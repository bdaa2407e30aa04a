import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { call, connect, established, type Hook, THREE_HOOKS } from './hooks.ts';
import { postByJava } from './java.ts';
import type { Answer, AnswerTo } from './node-backend.ts';
import { postHooks } from './node-client.ts';
import { OpensslEnd, responseText } from './openssl.ts';
import { OPENSSL, type Recording } from './recording.ts';
import type { Stage } from './stage.ts';

const TLS10: SecureContextOptions = {
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1',
  ciphers: 'AES128-SHA:@SECLEVEL=0',
};
const TLS12: SecureContextOptions = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' };
const TLS13: SecureContextOptions = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' };
const CBC: SecureContextOptions = { ...TLS12, ciphers: 'ECDHE-ECDSA-AES128-SHA256' };
/** Text that differs in every place, so that bytes at a wrong place are seen. */
const long = (length: number): string =>
  Array.from({ length: Math.ceil(length / 8) }, (_, index) => String(index).padStart(7, '.').concat(' '))
    .join('')
    .slice(0, length);
const withShortAnswer: AnswerTo = () => ({ status: 200, body: '{}' });
const answering =
  (answer: Partial<Answer>): AnswerTo =>
  (_, body) => ({ status: 200, body, ...answer });

/** Hooks of Node programs, with what the backend answers. */
interface Talk {
  readonly name: string;
  readonly about: string;
  readonly tls: SecureContextOptions;
  readonly hooks?: readonly Hook[];
  readonly answer?: AnswerTo;
  /** How many such talks go on at once. */
  readonly atOnce?: number;
  readonly correction?: string;
}

/** A gap of tshark. */
export const NO_RESPONSE_UNTIL_CLOSE =
  'tshark 4.0.17 shows no response whose length only the end of a TLS connection tells.';

const LARGE_HOOKS = [connect(1), established(1, { sdp: long(100_000) }), call(1)];
const MIDDLE_HOOKS = [connect(1), established(1, { sdp: long(22_000) }), call(1)];

const TALKS: readonly Talk[] = [
  {
    name: 'tls13-large-body',
    about: 'TLS 1.3: a request of 100 kB in seven records, between two small ones.',
    tls: TLS13,
    hooks: LARGE_HOOKS,
    answer: withShortAnswer,
  },
  {
    name: 'tls12-large-body',
    about: 'TLS 1.2 with GCM: a request of 22 kB in two records, between two small ones.',
    tls: { ...TLS12, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' },
    hooks: MIDDLE_HOOKS,
    answer: withShortAnswer,
  },
  {
    name: 'tls12-large-body-cbc',
    about: 'TLS 1.2 with CBC, MAC then encrypt: a request of 22 kB in two records, between two small ones.',
    tls: { ...CBC, secureOptions: OPENSSL.noEncryptThenMac },
    hooks: MIDDLE_HOOKS,
    answer: withShortAnswer,
  },
  {
    name: 'tls10-large-body-cbc',
    about: 'TLS 1.0: a request of 22 kB in two records, between two small ones.',
    tls: TLS10,
    hooks: MIDDLE_HOOKS,
    answer: withShortAnswer,
  },
  {
    name: 'tls13-until-close',
    about:
      'TLS 1.3: the end of the connection tells the length of the response; the server says close_notify.',
    tls: TLS13,
    hooks: [connect(1)],
    answer: answering({ ending: 'until-close' }),
    correction: NO_RESPONSE_UNTIL_CLOSE,
  },
  {
    name: 'tls13-broken-off',
    about:
      'TLS 1.3: the end of the connection tells the length of the response; the server ends it without close_notify.',
    tls: TLS13,
    hooks: [connect(1)],
    answer: answering({ ending: 'broken-off' }),
    correction: NO_RESPONSE_UNTIL_CLOSE,
  },
  {
    name: 'tls12-until-close',
    about:
      'TLS 1.2: the end of the connection tells the length of the response; the server says close_notify.',
    tls: TLS12,
    hooks: [connect(1)],
    answer: answering({ ending: 'until-close' }),
    correction: NO_RESPONSE_UNTIL_CLOSE,
  },
  {
    name: 'tls12-broken-off',
    about:
      'TLS 1.2: the end of the connection tells the length of the response; the server ends it without close_notify.',
    tls: TLS12,
    hooks: [connect(1)],
    answer: answering({ ending: 'broken-off' }),
    correction: NO_RESPONSE_UNTIL_CLOSE,
  },
  {
    name: 'tls13-three-at-once',
    about: 'TLS 1.3: three connections at once, with two hooks each.',
    tls: TLS13,
    atOnce: 3,
  },
  {
    name: 'tls12-three-at-once',
    about: 'TLS 1.2: three connections at once, with two hooks each.',
    tls: TLS12,
    atOnce: 3,
  },
];

function playTalk(stage: Stage, { tls, hooks, answer, atOnce }: Talk): Promise<void> {
  const { key, cert } = stage.identity((tls.ciphers ?? '').startsWith('AES') ? 'rsa' : 'ecdsa');
  return stage.withBackend(
    { tls: { ...tls, key, cert }, ...(answer === undefined ? {} : { answer }) },
    () => {
      const several = Array.from({ length: atOnce ?? 1 }, (_, index) =>
        atOnce === undefined ? (hooks ?? THREE_HOOKS) : [connect(index + 1), established(index + 1)],
      );
      return Promise.all(several.map((one) => postHooks(one, tls)));
    },
  );
}

/** A server of OpenSSL whose records and handshake messages are cut or padded as `words` say; a Node client. */
async function cutUp(stage: Stage, tls: SecureContextOptions, words: readonly string[]): Promise<void> {
  const { keyPath, certPath } = stage.identity('rsa');
  const log = join(stage.folder, 'cut.keys');
  writeFileSync(log, '');
  const own = ['-key', keyPath, '-cert', certPath, '-keylogfile', log];
  const server = await OpensslEnd.server([...own, ...words]);
  const answers = (async () => {
    for (const { method, body } of THREE_HOOKS) {
      const [request, response] = [JSON.stringify(body), JSON.stringify({ ...body, padding: long(1500) })];
      await server.until(request);
      await server.type(responseText(response));
      stage.served({ connection: { stream: 0 }, uri: `/EchoApp/${method}`, request, status: 200, response });
    }
  })();
  await Promise.all([postHooks(THREE_HOOKS, tls), answers]);
  await server.end();
  stage.secretsOf(log);
}

/** Hooks of a JVM. The oldest versions are forbidden unless the list of forbidden things is short. */
const ALLOWING_OLD = ['jdk.tls.disabledAlgorithms=SSLv3', 'jdk.certpath.disabledAlgorithms='];

export const SHAPE_RECORDINGS: readonly Recording[] = [
  ...TALKS.map((talk) => ({
    name: talk.name,
    about: talk.about,
    ...(talk.correction === undefined ? {} : { correction: talk.correction }),
    play: (stage: Stage) => playTalk(stage, talk),
  })),
  {
    name: 'tls12-small-records',
    about: 'TLS 1.2: no record of the server has more than 512 bytes, so that its certificate is in several.',
    play: (stage) => cutUp(stage, TLS12, ['-tls1_2', '-max_send_frag', '512']),
  },
  {
    name: 'tls13-small-records',
    about: 'TLS 1.3: no record of the server has more than 512 bytes, so that its certificate is in several.',
    play: (stage) => cutUp(stage, TLS13, ['-tls1_3', '-max_send_frag', '512']),
  },
  {
    name: 'tls13-padded-records',
    about: 'TLS 1.3: the records of the server are padded to multiples of 700 bytes (RFC 8446 §5.4).',
    play: (stage) => cutUp(stage, TLS13, ['-tls1_3', '-record_padding', '700']),
  },
  {
    name: 'java-tls13',
    about:
      'TLS 1.3: HttpsURLConnection of Java 17 posts three hooks, each on a connection of its own, two of them resumed.',
    play: (stage) => byJava(stage, TLS13, { api: 'connection', closes: true }),
  },
  {
    name: 'java-tls10',
    about:
      'TLS 1.0: HttpsURLConnection of Java 17, which sends the first byte of a message in a record of its own.',
    play: (stage) =>
      byJava(stage, TLS10, {
        api: 'connection',
        security: ALLOWING_OLD,
        properties: { 'https.protocols': 'TLSv1' },
      }),
  },
  {
    name: 'java-key-update',
    about: 'TLS 1.3: Java 17 renews its keys after every 1,024 bytes, and asks the server to do the same.',
    play: (stage) =>
      byJava(
        stage,
        { ...TLS13, ciphers: 'TLS_AES_128_GCM_SHA256' },
        { api: 'connection', security: ['jdk.tls.keyLimits=AES/GCM/NoPadding KeyUpdate 2^10'] },
        [...THREE_HOOKS, established(1, { sdp: long(3000) }), call(2), established(2)],
      ),
  },
];

function byJava(
  stage: Stage,
  tls: SecureContextOptions,
  options: Parameters<typeof postByJava>[2],
  hooks: readonly Hook[] = THREE_HOOKS,
): Promise<void> {
  const { key, cert } = stage.identity('rsa');
  return stage.withBackend({ tls: { ...tls, key, cert } }, () => postByJava(hooks, stage.folder, options));
}
