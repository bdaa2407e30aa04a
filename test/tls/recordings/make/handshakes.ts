import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { call, connect, established, requestText, THREE_HOOKS } from './hooks.ts';
import { type Connections, postHooks } from './node-client.ts';
import { OpensslEnd, responseText } from './openssl.ts';
import { OPENSSL, type Recording } from './recording.ts';
import type { Stage } from './stage.ts';

const TLS12: SecureContextOptions = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' };
const TLS13: SecureContextOptions = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' };
const HELLO_RETRY = { server: { ecdhCurve: 'P-384' }, client: { ecdhCurve: 'X25519:P-384' } } as const;

/** Handshakes between Node programs that differ from the plainest one. */
interface Variant {
  readonly name: string;
  readonly about: string;
  readonly both: SecureContextOptions;
  readonly server?: SecureContextOptions & {
    readonly requestCert?: boolean;
    readonly rejectUnauthorized?: boolean;
  };
  readonly client?: SecureContextOptions;
  readonly connections?: Connections;
  readonly keepsSessions?: boolean;
  /** The client shows a certificate. */
  readonly hasClientCertificate?: boolean;
}

const VARIANTS: readonly Variant[] = [
  {
    name: 'tls12-resumed-by-id',
    about: 'TLS 1.2: three connections, two of them resumed by session id (RFC 5246 §7.3).',
    both: { ...TLS12, secureOptions: OPENSSL.noTicket },
    connections: 'each',
    keepsSessions: true,
  },
  {
    name: 'tls12-resumed-by-ticket',
    about: 'TLS 1.2: three connections, two of them resumed by ticket (RFC 5077).',
    both: TLS12,
    connections: 'each',
  },
  {
    name: 'tls12-resumed-cbc',
    about: 'TLS 1.2 with CBC and encrypt-then-MAC: three connections, two of them resumed by ticket.',
    both: { ...TLS12, ciphers: 'ECDHE-ECDSA-AES128-SHA256' },
    connections: 'each',
  },
  {
    name: 'tls13-resumed',
    about: 'TLS 1.3: three connections, two of them resumed by PSK (RFC 8446 §2.2).',
    both: TLS13,
    connections: 'each',
  },
  {
    name: 'tls13-hello-retry',
    about: 'TLS 1.3: a HelloRetryRequest, because the server takes P-384 only.',
    both: TLS13,
    ...HELLO_RETRY,
  },
  {
    name: 'tls13-hello-retry-resumed',
    about: 'TLS 1.3: three connections with a HelloRetryRequest each, two of them resumed.',
    both: TLS13,
    ...HELLO_RETRY,
    connections: 'each',
  },
  {
    name: 'tls12-client-certificate',
    about: 'TLS 1.2: the server asks for a certificate, and the client shows one.',
    both: TLS12,
    server: { requestCert: true, rejectUnauthorized: false },
    hasClientCertificate: true,
  },
  {
    name: 'tls13-client-certificate',
    about: 'TLS 1.3: the server asks for a certificate, and the client shows one.',
    both: TLS13,
    server: { requestCert: true, rejectUnauthorized: false },
    hasClientCertificate: true,
  },
];

async function playVariant(stage: Stage, variant: Variant): Promise<void> {
  const { key, cert } = stage.identity('ecdsa');
  const own = stage.identity('ecdsa', 'call-server.example');
  const shown = variant.hasClientCertificate === true ? { key: own.key, cert: own.cert } : {};
  const server = { ...variant.both, ...variant.server, key, cert };
  await stage.withBackend({ tls: server, keepsSessions: variant.keepsSessions === true }, () =>
    postHooks(THREE_HOOKS, { ...variant.both, ...variant.client, ...shown }, variant.connections),
  );
}

/** A client that hooks and commands of s_client are typed into; a Node backend answers. */
async function typed(
  stage: Stage,
  server: SecureContextOptions,
  words: readonly string[],
  acts: readonly string[],
): Promise<void> {
  const { key, cert } = stage.identity('ecdsa');
  await stage.withBackend({ tls: { key, cert, ...server } }, async () => {
    const client = OpensslEnd.client(words);
    for (const act of acts) {
      await client.type(act);
      if (act.startsWith('POST')) await client.until('HTTP/1.1 200 OK');
    }
    await client.end();
  });
}

const [FIRST, SECOND, THIRD] = [connect(1), established(1), call(1)].map((hook) => requestText(hook)) as [
  string,
  string,
  string,
];

/** 0-RTT: the first connection gets a ticket, the second sends its first hook before the handshake is complete. */
async function earlyData(stage: Stage, isAccepted: boolean): Promise<void> {
  const { keyPath, certPath } = stage.identity('ecdsa');
  const [session, early, log] = ['session', 'early', 'early.keys'].map((name) =>
    join(stage.folder, name),
  ) as [string, string, string];
  writeFileSync(early, SECOND);
  writeFileSync(log, '');
  const own = ['-key', keyPath, '-cert', certPath, '-tls1_3', '-keylogfile', log];
  const accepting = isAccepted ? ['-early_data', '-max_early_data', '16384'] : [];
  // A server that takes no early data still gives tickets that allow it, where it is told so.
  const server = await OpensslEnd.server([
    ...own,
    ...accepting,
    ...(isAccepted ? [] : ['-max_early_data', '16384']),
  ]);
  const first = OpensslEnd.client(['-tls1_3', '-sess_out', session]);
  await first.type(FIRST);
  await server.until(bodyOf(FIRST));
  await server.type(responseText(bodyOf(FIRST)));
  await first.until('200 OK');
  await first.end();
  const second = OpensslEnd.client([
    ...['-tls1_3', '-sess_in', session, '-early_data', early],
    // A server that takes no early data does not log their secret.
    ...(isAccepted ? [] : ['-keylogfile', log]),
  ]);
  if (isAccepted) {
    await server.until(bodyOf(SECOND));
    await server.type(responseText(bodyOf(SECOND)));
    await second.until('200 OK');
  } else {
    await second.until('Early data was rejected');
  }
  await second.type(THIRD);
  await server.until(bodyOf(THIRD));
  await server.type(responseText(bodyOf(THIRD)));
  await second.until('200 OK');
  await second.end();
  await server.end();
  repeated(stage, 0, FIRST);
  repeated(stage, 1, ...(isAccepted ? [SECOND] : []), THIRD);
  stage.secretsOf(log);
}

/** Notes that a server that is typed into answered a request by repeating it. */
function repeated(stage: Stage, stream: number, ...requests: readonly string[]): void {
  for (const request of requests) {
    const [, uri = ''] = request.split(' ');
    const body = bodyOf(request);
    stage.served({ connection: { stream }, uri, request: body, status: 200, response: body });
  }
}

function bodyOf(request: string): string {
  return request.slice(request.indexOf('\r\n\r\n') + 4);
}

/** The server asks for a certificate after the handshake (RFC 8446 §4.6.2), and renews its keys. */
async function askedLater(stage: Stage): Promise<void> {
  const { keyPath, certPath } = stage.identity('ecdsa');
  const own = stage.identity('ecdsa', 'call-server.example');
  const log = join(stage.folder, 'later.keys');
  writeFileSync(log, '');
  const server = await OpensslEnd.server([
    ...['-key', keyPath, '-cert', certPath, '-tls1_3', '-keylogfile', log, '-verify', '1'],
    '-naccept',
    '1',
  ]);
  const client = OpensslEnd.client(['-tls1_3', '-enable_pha', '-key', own.keyPath, '-cert', own.certPath]);
  for (const [request, command] of [
    [FIRST, 'c\n'],
    [SECOND, 'K\n'],
    [THIRD, ''],
  ] as const) {
    await client.type(request);
    await server.until(bodyOf(request));
    await server.type(responseText(bodyOf(request)));
    await client.until('200 OK');
    if (command !== '') await server.type(command);
  }
  await client.end();
  await server.end();
  repeated(stage, 0, FIRST, SECOND, THIRD);
  stage.secretsOf(log);
}

export const HANDSHAKE_RECORDINGS: readonly Recording[] = [
  ...VARIANTS.map((variant) => ({
    name: variant.name,
    about: variant.about,
    play: (stage: Stage) => playVariant(stage, variant),
  })),
  {
    name: 'tls12-renegotiation',
    about: 'TLS 1.2: the client negotiates anew between hooks, within the encrypted connection (RFC 5746).',
    play: (stage) =>
      typed(
        stage,
        { ...TLS12, secureOptions: OPENSSL.allowClientRenegotiation },
        ['-tls1_2'],
        [FIRST, 'R\n', SECOND, 'R\n', THIRD],
      ),
  },
  {
    name: 'tls12-renegotiation-cbc',
    about: 'TLS 1.2 with CBC and encrypt-then-MAC: the client negotiates anew between hooks.',
    play: (stage) =>
      typed(
        stage,
        { ...TLS12, ciphers: 'ECDHE-ECDSA-AES128-SHA256', secureOptions: OPENSSL.allowClientRenegotiation },
        ['-tls1_2'],
        [FIRST, 'R\n', SECOND, THIRD],
      ),
  },
  {
    name: 'tls13-key-update',
    about:
      'TLS 1.3: the client renews its keys three times, twice asking the server to do the same (RFC 8446 §4.6.3).',
    play: (stage) => typed(stage, TLS13, ['-tls1_3'], [FIRST, 'k\n', SECOND, 'K\n', THIRD, 'K\n', SECOND]),
  },
  {
    name: 'tls13-early-data',
    about:
      'TLS 1.3: two connections; the second sends its first hook as early data (0-RTT), which the server takes.',
    play: (stage) => earlyData(stage, true),
  },
  {
    name: 'tls13-early-data-rejected',
    about:
      'TLS 1.3: two connections; the second sends a hook as early data, which the server does not take, and then another hook.',
    correction:
      'tshark shows the request that was sent as early data. The server threw it away (RFC 8446 §4.2.10), so that the backend never had it.',
    play: (stage) => earlyData(stage, false),
  },
  {
    name: 'tls13-certificate-later',
    about: 'TLS 1.3: the server asks for a certificate after the handshake, and renews its keys.',
    correction:
      'tshark 4.0.17 cannot decrypt what the client sends after its second Finished. That one changes no keys (RFC 8446 §4.6.2).',
    play: askedLater,
  },
];
