import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { redact } from '../../src/filter/redact.ts';
import { Masker } from '../../src/privacy/index.ts';
import { analysisOptions } from '../engine/options.ts';

/**
 * Real handshakes that fail, of a client on the JVM and for contrast of curl and node, recorded by `failing/record.mjs`. Each must be
 * named by its cause, and by nothing else.
 */
const FOLDER = new URL('failing/', import.meta.url);

async function analysed(name: string, ports: readonly number[] = []): Promise<Analysis> {
  const bytes = readFileSync(new URL(`${name}.pcap`, FOLDER));
  const result = await analyse([{ kind: 'bytes', path: `${name}.pcap`, bytes }], analysisOptions({ ports }));
  if (!result.ok) throw new Error(`${name}: not read`);
  return result.analysis;
}

/** Problems that are told as errors or warnings, each with the rules of what it follows from. */
function problemsIn({ problems }: Analysis): readonly string[] {
  return problems
    .filter(({ severity }) => severity !== 'note')
    .map(({ rule, cause }) => (cause === null ? rule : `${rule} of ${problems[cause]?.rule}`))
    .sort();
}

const FAILED = ['capture/no-rest-traffic of tls/handshake-failed', 'tls/handshake-failed'];
const BY_CERTIFICATE = [
  'capture/no-rest-traffic of tls/certificate',
  'tls/certificate',
  'tls/handshake-failed of tls/certificate',
];
/** What the causes are told by. Nothing of what stands for another cause may be said. */
const CAUSES = {
  untrusted: /127\.0\.0\.1 does not know the issuer|its issuer \(.*\) is not known there/,
  'perhaps-untrusted': /At this place it mostly means that \S+ does not accept the certificate/,
  'no-alert': /without an alert\. A client that does not accept the certificate may go/,
  'self-signed': /it is self-signed/,
  expired: /it expired on 2024-01-01/,
  'not-yet-valid': /it is valid only from 2040-01-01/,
  'wrong-name': /it holds for other\.example, not for backend\.example/,
  'older-server': /offers TLS up to 1\.3, .*it probably has only older ones/,
  'newer-server': /offers TLS up to 1\.[12], .*it probably demands a newer one/,
  suite: /no cipher suite in common/,
  'unknown-name': /no certificate for the name asked for/,
  'client-certificate': /demands? (?:one|a certificate of the client)/,
  'plain-http': /"HTTP\/1\.1 400 Bad Request"\. The port speaks plain HTTP/,
  closed: /the server closed the connection right after the client's hello/,
  reset: /the server reset the connection right after the client's hello/,
  silent: /the server sent nothing after the client's hello, until the client gave up after 3\.0 s/,
} as const;
type Cause = keyof typeof CAUSES;

const RECORDED: Readonly<Record<string, readonly [Cause, readonly string[]]>> = {
  'untrusted-tls12': ['untrusted', FAILED],
  'untrusted-tls13': ['perhaps-untrusted', FAILED],
  'self-signed-tls12': ['self-signed', BY_CERTIFICATE],
  'expired-tls12': ['expired', BY_CERTIFICATE],
  'expired-tls13': ['perhaps-untrusted', FAILED],
  'not-yet-valid-tls12': ['not-yet-valid', BY_CERTIFICATE],
  'wrong-name-tls12': ['wrong-name', BY_CERTIFICATE],
  'wrong-name-tls13': ['perhaps-untrusted', FAILED],
  'incomplete-chain-tls12': ['untrusted', FAILED],
  'old-server': ['older-server', FAILED],
  'new-server': ['newer-server', FAILED],
  'old-client': ['newer-server', FAILED],
  'no-common-suite': ['suite', FAILED],
  'unrecognized-name': ['unknown-name', FAILED],
  'client-certificate-tls12': ['client-certificate', FAILED],
  'client-certificate-tls13': ['client-certificate', FAILED],
  'plain-port': ['plain-http', ['capture/no-rest-traffic of tls/wrong-protocol', 'tls/wrong-protocol']],
  'closed-after-hello': ['closed', FAILED],
  'reset-after-hello': ['reset', FAILED],
  'never-answered': ['silent', FAILED],
  'curl-untrusted-tls12': ['untrusted', FAILED],
  'curl-untrusted-tls13': ['untrusted', FAILED],
  'curl-old-client': ['newer-server', FAILED],
  'node-wrong-name-tls12': ['wrong-name', ['capture/no-rest-traffic of tls/certificate', 'tls/certificate']],
  'node-untrusted-tls13': ['no-alert', FAILED],
};

describe('handshakes that fail', () => {
  test.each(Object.entries(RECORDED))('%s', async (name, [cause, problems]) => {
    const analysis = await analysed(name);
    expect(problemsIn(analysis)).toEqual(problems);
    const text = analysis.findings
      .filter(({ rule }) => rule.startsWith('tls/'))
      .map(({ message }) => message)
      .join('\n');
    const told = Object.entries(CAUSES).flatMap(([each, words]) => (words.test(text) ? [each] : []));
    expect(told).toEqual([cause]);
    // The same where the port is given.
    expect(problemsIn(await analysed(name, [9091]))).toEqual(problems);
  });
  test('all recordings are looked at', () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.pcap'));
    const known = [
      ...Object.keys(RECORDED),
      'http-to-tls-java',
      'http-to-tls-node',
      'sound-tls12',
      'sound-tls13',
    ];
    expect(names.sort()).toEqual(known.map((name) => `${name}.pcap`).sort());
  });
  test('what a JVM does not trust comes with the line that imports it', async () => {
    const { findings } = await analysed('untrusted-tls12');
    expect(findings.find(({ rule }) => rule === 'tls/handshake-failed')?.remedy).toMatch(
      /keytool -importcert .*-alias backend\.example/,
    );
  });
});

test.each(['wrong-name-tls12', 'untrusted-tls12', 'plain-port'])(
  'names in %s are redacted where they identify people',
  async (name) => {
    const masker = new Masker({ showSecrets: false, redact: 'personal' });
    const bytes = readFileSync(new URL(`${name}.pcap`, FOLDER));
    const result = await analyse([{ kind: 'bytes', path: 'x.pcap', bytes }], analysisOptions({ masker }));
    if (!result.ok) throw new Error('not read');
    const { findings, problems } = redact(result.analysis, masker);
    expect(findings.length).toBeGreaterThan(1);
    expect(JSON.stringify([findings, problems])).not.toMatch(
      /backend\.example|other\.example|Example-Root|127\.0\.0\.1/,
    );
  },
);

describe('plain HTTP to a port of HTTPS', () => {
  // The two servers close the connection without a byte, so that nothing shows what they speak.
  test.each([
    ['http-to-tls-java', ['transport/reset']],
    ['http-to-tls-node', ['answer/none']],
  ])('%s', async (name, problems) => {
    expect(problemsIn(await analysed(name))).toEqual(problems);
  });
});

describe('sound TLS', () => {
  test.each(['sound-tls12', 'sound-tls13'])('%s is no error and no warning of TLS', async (name) => {
    const analysis = await analysed(name);
    expect(problemsIn(analysis)).toEqual(['capture/no-rest-traffic']);
    const [none, encrypted, ...rest] = analysis.findings;
    expect([none?.rule, encrypted?.rule, rest]).toEqual(['capture/no-rest-traffic', 'tls/encrypted', []]);
    // How keys are had is said once, and first of all by the agent.
    expect(none?.remedy).toMatch(/-javaagent:[\s\S]*--tls-keys/);
    expect(encrypted?.remedy).toBeNull();
  });
});
