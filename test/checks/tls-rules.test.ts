import { describe, expect, test } from 'vitest';
import { tlsCertificate } from '../../src/checks/rules/tls-certificate.ts';
import { tlsEncrypted } from '../../src/checks/rules/tls-encrypted.ts';
import { tlsHandshakeFailed } from '../../src/checks/rules/tls-handshake-failed.ts';
import { tlsNotDecrypted } from '../../src/checks/rules/tls-not-decrypted.ts';
import { tlsWrongProtocol } from '../../src/checks/rules/tls-wrong-protocol.ts';
import { parseDialect } from '../../src/dialects/index.ts';
import type { OtherRequests } from '../../src/hooks/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import type { TlsAlert, TlsDecryption, TlsHandshake } from '../../src/tls/index.ts';
import { call, gap, judged, START, soundSide, theFinding, troubleOf } from './call-builder.ts';
import { alertOf, certificate, rounds, sighting, tlsFacts } from './tls-sighting.ts';

const OTHER_REQUEST: OtherRequests = {
  server: '127.0.0.1:80',
  port: 80,
  method: 'GET',
  path: '/',
  contentType: null,
  status: 301,
  software: null,
  names: null,
  body: 'empty',
  unsupported: null,
  count: 1,
  connection: 9,
  frames: [1],
};
const RULES = [tlsHandshakeFailed, tlsCertificate, tlsWrongProtocol, tlsEncrypted, tlsNotDecrypted];
/** What all rules say of one connection. */
const told = (handshake: Partial<TlsHandshake>, connection: Partial<ConnectionSummary> = {}) =>
  RULES.flatMap((rule) => judged(rule, tlsFacts([sighting(handshake, connection)])));
const failed = (handshake: Partial<TlsHandshake>, connection: Partial<ConnectionSummary> = {}) =>
  theFinding(tlsHandshakeFailed, tlsFacts([sighting(handshake, connection)]));
/** A FIN of a side. */
const closed = (closedBy: 0 | 1, finFrame = 9): Partial<ConnectionSummary> => ({ closedBy, finFrame });
const NO_SERVER = { serverHelloFrame: 0, version: 0x0304 } as const;

describe('tls/handshake-failed', () => {
  test('names side, alert and server, and where it stands', () => {
    const finding = failed({ alerts: [alertOf(0, 48)] });
    expect(finding).toMatchObject({
      severity: 'error',
      frames: [8],
      stream: 0,
      server: '127.0.0.1:9091',
      count: 1,
    });
    expect(finding.message).toMatch(
      /127\.0\.0\.1:9091 \(server name backend\.example\).*the client 127\.0\.0\.1 .*"unknown CA" right after the server's certificate.*does not know the issuer/,
    );
    expect(finding.remedy).toContain('keytool -importcert');
    expect(finding.remedy).toContain('openssl s_client -connect 127.0.0.1:9091 -servername backend.example');
  });
  test.each<[TlsAlert, RegExp, Partial<TlsHandshake>]>([
    [alertOf(0, 46), /does not accept the certificate of the server/, {}],
    [alertOf(0, 44), /revoked/, {}],
    [
      alertOf(0, 70, { after: 'hello' }),
      /does not accept the version that the server chose \(TLS 1\.2\)/,
      {},
    ],
    [alertOf(1, 40, { after: 'hello' }), /no cipher suite in common/, NO_SERVER],
    [alertOf(1, 70, { after: 'hello' }), /up to 1\.3, .*only older ones/, NO_SERVER],
    [
      alertOf(1, 70, { after: 'hello' }),
      /up to 1\.2, .*demands a newer one/,
      { ...NO_SERVER, version: 0x0303 },
    ],
    [alertOf(1, 112, { after: 'hello' }), /no certificate for the name/, NO_SERVER],
    [alertOf(1, 120, { after: 'hello' }), /ALPN/, NO_SERVER],
    [alertOf(1, 80, { after: 'hello' }), /an error within that side/, NO_SERVER],
    [alertOf(1, 51), /could not be verified/, {}],
    [alertOf(1, 116), /demands a certificate of the client, and 127\.0\.0\.1 sent none/, {}],
    [alertOf(1, 40), /it demands one/, { asksClientCertificate: true, hasClientCertificate: false }],
    [alertOf(1, 48), /does not accept the certificate of 127\.0\.0\.1/, { asksClientCertificate: true }],
    [alertOf(0, null), /encrypted.*mostly means.*does not accept the certificate/, { version: 0x0304 }],
    [alertOf(1, null), /encrypted.*mostly means.*demands a certificate of the client/, { version: 0x0304 }],
  ])('%o', (alert, words, handshake) => {
    expect(failed({ ...handshake, alerts: [alert] }).message).toMatch(words);
  });
  test('an alert of the server after its own request for a certificate is no lack of suites', () => {
    const alerts = [alertOf(1, 40)];
    const { message } = failed({ alerts, asksClientCertificate: true, hasClientCertificate: true });
    expect(message).not.toContain('demands');
  });
  test('an encrypted alert says nothing of a certificate where the session is resumed', () => {
    const { message } = failed({ version: 0x0304, isResumed: true, alerts: [alertOf(0, null)] });
    expect(message).not.toContain('certificate');
  });
  test('the server ends the connection after the hello, however the client answers to that', () => {
    for (const alerts of [[], [alertOf(0, 40, { after: 'nothing', frame: 10 })]]) {
      expect(failed({ ...NO_SERVER, alerts }, closed(1)).message).toContain(
        "the server closed the connection right after the client's hello",
      );
    }
    expect(failed(NO_SERVER, { resetBy: 1, resetFrame: 5 }).message).toContain(
      'the server reset the connection',
    );
  });
  test('the server sends nothing', () => {
    const alerts = [alertOf(0, 90, { level: 1, after: 'nothing' })];
    const slow = { lastSeconds: START + 3, ...closed(0) };
    for (const given of [{ ...NO_SERVER, alerts }, NO_SERVER]) {
      expect(failed(given, slow).message).toContain('until the client gave up after 3.0 s');
    }
    // A client that goes at once has not waited.
    expect(told(NO_SERVER, closed(0))).toEqual([]);
  });
  test('silence that the capture may have lost is none', () => {
    const slow = { lastSeconds: START + 3, ...closed(0) };
    const losses: readonly Partial<ConnectionSummary>[] = [
      { anomalies: troubleOf(gap({ direction: 1 })) },
      { sides: [soundSide(), soundSide({ isAcknowledgedUnseen: true })] },
      { sides: [soundSide(), soundSide({ isHeard: false })] },
    ];
    for (const loss of losses) {
      expect(told(NO_SERVER, { ...slow, ...loss })).toEqual([]);
      expect(told(NO_SERVER, { ...closed(1), ...loss })).toEqual([]);
    }
  });
  test('a client that goes after the certificate without an alert is a warning, one that had finished is nothing', () => {
    expect(failed({}, closed(0))).toMatchObject({ severity: 'warning' });
    expect(told({ isClientFinished: true }, closed(0))).toEqual([]);
    expect(failed({}, closed(1))).toMatchObject({ severity: 'error' });
  });
  test('an ordinary end is no failure', () => {
    // Encrypted before TLS 1.3: it comes after the handshake. In TLS 1.3: an idle connection is closed by its server.
    expect(told({ isClientFinished: true, alerts: [alertOf(1, null)] }, closed(1))).toEqual([]);
    const idle = { lastSeconds: START + 5, ...closed(1) };
    expect(told({ version: 0x0304, isClientFinished: true, alerts: [alertOf(1, null)] }, idle)).toEqual([]);
    // The client went first, and the server only says goodbye.
    const answer = [alertOf(1, null, { frame: 10 })];
    expect(told({ version: 0x0304, isClientFinished: true, alerts: answer }, closed(0))).toEqual([]);
    // Nothing is known yet.
    expect(told({})).toEqual([]);
    expect(told({ clientHelloFrame: 0, serverHelloFrame: 0, version: null }, closed(1))).toEqual([]);
  });
  test('those of one kind are one finding; a later connection that carries data makes it a warning', () => {
    const alerts = [alertOf(0, 48)];
    const twice = [1, 2].map((connection) =>
      sighting({ alerts: [alertOf(0, 48, { frame: connection * 10 })] }, { connection }),
    );
    const finding = theFinding(tlsHandshakeFailed, tlsFacts(twice));
    expect(finding).toMatchObject({ count: 2, frames: [10, 20], lastFrame: 20, severity: 'error' });
    expect(finding.message).toContain('2 connections');
    const later = sighting({ dataFrame: 30 }, { connection: 3 });
    const recovered = theFinding(tlsHandshakeFailed, tlsFacts([...twice, later]));
    expect(recovered).toMatchObject({ severity: 'warning', consequence: null });
    expect(recovered.message).toContain('frame 30');
    const earlier = sighting({ dataFrame: 3 }, { connection: 0 });
    expect(theFinding(tlsHandshakeFailed, tlsFacts([earlier, sighting({ alerts })])).severity).toBe('error');
    const other = sighting({ dataFrame: 30, serverName: 'other.example' }, { connection: 3 });
    expect(theFinding(tlsHandshakeFailed, tlsFacts([...twice, other])).severity).toBe('error');
  });
  test('TLS that has nothing to do with hooks is not accused', () => {
    const facts = tlsFacts([
      sighting({ alerts: [alertOf(0, 48)], certificates: [certificate({ notAfter: 0 })] }, {}, false),
      sighting({ dataFrame: 9 }, {}, false),
      sighting({ dataFrame: 9, decryption: { kind: 'no-secret' } }, {}, false),
    ]);
    for (const rule of RULES) expect(judged(rule, facts)).toEqual([]);
  });
  test('a name that a shell would read stays out of commands', () => {
    const { remedy } = failed({ serverName: 'a;reboot', alerts: [alertOf(0, 48)] });
    expect(remedy).not.toContain('reboot');
  });
});

describe('tls/certificate', () => {
  const chain = (
    changes: Parameters<typeof certificate>[0],
    ...others: Parameters<typeof certificate>[0][]
  ) => ({
    certificates: [changes, ...others].map(certificate),
    certificateFrame: 6,
  });
  const EXPIRED = { notAfter: START - 60 };
  const SELF_SIGNED = { isSelfSigned: true, issuer: 'CN=backend.example' };
  test.each<[string, Partial<TlsHandshake>, number, RegExp]>([
    ['expired', chain(EXPIRED), 45, /expired on 2020-09-13 12:25:40 UTC/],
    ['not yet valid', chain({ notBefore: START + 60 }), 42, /valid only from 2020-09-13 12:27:40 UTC/],
    [
      'of another name',
      chain({ names: ['a.example', 'b.example'] }),
      46,
      /holds for a\.example and b\.example, not for backend/,
    ],
    ['self-signed', chain(SELF_SIGNED), 46, /self-signed/],
    [
      'of an issuer that is absent',
      chain({}, { subject: 'CN=Else' }),
      48,
      /issuer \(CN=Example Root\) was not sent/,
    ],
    ['with a weak key', chain({ key: 'RSA 1024', keyBits: 1024 }), 43, /RSA 1024.*shorter than 2048/],
    ['with a weak signature', chain({ signatureHash: 'sha1' }), 42, /signed with SHA1/],
  ])('%s explains why the client did not go on', (_, handshake, description, words) => {
    const findings = told({ ...handshake, alerts: [alertOf(0, description)] });
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['tls/handshake-failed', 'error'],
      ['tls/certificate', 'error'],
    ]);
    const [failure, fault] = findings;
    expect(fault.message).toMatch(words);
    expect(fault.frames).toEqual([6, 8]);
    expect(failure.causedBy).toEqual({ rule: 'tls/certificate', frames: [6, 8] });
    // What to do is said once.
    expect(failure.remedy).toBeNull();
    expect(fault.remedy).not.toBeNull();
  });
  test('a fault that the alert is not about explains nothing', () => {
    const [failure, fault] = told({ ...chain(EXPIRED), alerts: [alertOf(0, 48)] });
    expect(failure).toMatchObject({ rule: 'tls/handshake-failed', causedBy: null });
    expect(fault).toMatchObject({ rule: 'tls/certificate', severity: 'warning' });
    expect(told({ ...chain(SELF_SIGNED), alerts: [alertOf(1, 40)] }).map(({ rule }) => rule)).toEqual([
      'tls/handshake-failed',
    ]);
  });
  test('without a fault the issuer is named, and that the certificate came alone', () => {
    const alone = failed({ ...chain({}), alerts: [alertOf(0, 46)] });
    expect(alone.causedBy).toBeNull();
    expect(alone.message).toMatch(/no fault of its own.*CN=Example Root.*came alone/);
    const whole = failed({ ...chain({}, { subject: 'CN=Example Root' }), alerts: [alertOf(0, 46)] });
    expect(whole.message).not.toContain('alone');
  });
  test('an expired one is not claimed where the date is still to come', () => {
    const { message } = failed({ ...chain({}), alerts: [alertOf(0, 45)] });
    expect(message).toMatch(/valid until 2021.*look at the clock/);
  });
  test('where data flow it is a warning or a note, and a self-signed one is nothing to tell', () => {
    const severities = (handshake: Partial<TlsHandshake>) =>
      judged(tlsCertificate, tlsFacts([sighting({ ...handshake, dataFrame: 12 })])).map(
        ({ severity }) => severity,
      );
    expect(severities(chain(EXPIRED))).toEqual(['warning']);
    expect(severities(chain({ names: ['a.example'] }))).toEqual(['note']);
    expect(severities(chain({ signatureHash: 'md5' }))).toEqual(['note']);
    expect(severities(chain(SELF_SIGNED))).toEqual([]);
    expect(severities(chain({}))).toEqual([]);
    const { message } = theFinding(
      tlsCertificate,
      tlsFacts([sighting({ ...chain(EXPIRED), dataFrame: 12 })]),
    );
    expect(message).toContain('did not object');
  });
  test('a client that looks at the name only after the handshake goes without a word', () => {
    const findings = told({ ...chain({ names: ['a.example'] }), isClientFinished: true }, closed(0));
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['tls/certificate', 'error']]);
    expect(findings[0].message).toContain('without sending anything');
  });
});

describe('tls/wrong-protocol', () => {
  test('an HTTP answer in clear, of which the first line is shown', () => {
    const clearAnswer = { isHttp: true, excerpt: 'HTTP/1.1 400 Bad Request\r\nSecret: x', frame: 6 };
    const findings = told(
      { ...NO_SERVER, clearAnswer, alerts: [alertOf(0, 10, { frame: 9 })] },
      closed(1, 8),
    );
    expect(findings.map(({ rule, severity, frames }) => [rule, severity, frames])).toEqual([
      ['tls/wrong-protocol', 'error', [6]],
    ]);
    expect(findings[0].message).toMatch(/"HTTP\/1\.1 400 Bad Request"\. The port speaks plain HTTP/);
    expect(findings[0].message).not.toContain('Secret');
    expect(findings[0].remedy).toContain('http://');
  });
  test('something else in clear is not called HTTP', () => {
    const clearAnswer = { isHttp: false, excerpt: '220 mail.example ESMTP', frame: 6 };
    const [finding] = told({ ...NO_SERVER, clearAnswer });
    expect(finding.message).toMatch(/speaks no TLS/);
    expect(finding.message).not.toContain('plain HTTP');
  });
});

describe('tls/encrypted', () => {
  const session = (connection: number, changes: Partial<TlsHandshake> = {}) =>
    sighting(
      { version: 0x0304, suite: 0x1302, dataFrame: connection * 10, rounds: rounds(), ...changes },
      { connection },
    );
  const hooks = { calls: [call('connect')] };
  test('one note a server and name: who, what, how much and how fast', () => {
    const facts = tlsFacts([
      session(1),
      session(2, { protocol: 'http/1.1' }),
      session(3, { serverName: 'b.example' }),
    ]);
    const [first, second, ...rest] = judged(tlsEncrypted, { ...hooks, ...facts });
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ severity: 'note', count: 2, frames: [10, 20] });
    expect(first.message).toMatch(
      /backend\.example.*2 connections of 127\.0\.0\.1, TLS 1\.3, .*, http\/1\.1 \(tcp\.stream 1, 2\)/,
    );
    expect(first.message).toMatch(
      /4 requests of about 900 bytes, answered within 12 ms with about 450 bytes each; judged by sizes and times only/,
    );
    expect(first.remedy).toContain('-javaagent:');
    expect(first.remedy).toContain('--tls-keys');
    expect(second.message).toContain('b.example');
  });
  test('what is not known is not said', () => {
    const message = (changes: Partial<TlsHandshake>) =>
      theFinding(tlsEncrypted, { ...hooks, ...tlsFacts([session(1, changes)]) }).message;
    expect(message({ rounds: null })).not.toContain('request');
    expect(message({ rounds: rounds({ isComplete: false }) })).toContain('at least 2 requests');
    expect(message({ rounds: rounds({ answered: 1 }) })).toContain('1 of them answered');
    expect(message({ rounds: rounds({ answered: 0 }) })).toContain('none of them answered');
    expect(message({ protocol: 'h2' })).not.toContain('request');
  });
  test('a backend that names itself in plain HTTP is told its own way', () => {
    const other = (server: string, software: string) => ({ ...OTHER_REQUEST, server, software });
    const remedy = (...otherRequests: readonly OtherRequests[]) => {
      const { network } = tlsFacts([session(1)]);
      return theFinding(tlsEncrypted, { ...hooks, network: { ...network, otherRequests } }).remedy;
    };
    expect(remedy()).toContain('--tls-keylog');
    expect(remedy(other('127.0.0.1:80', 'nginx/1.24.0'))).toContain('it is nginx');
    expect(remedy(other('127.0.0.1:80', 'Apache-Coyote/1.1'))).toContain('JVM options, -javaagent');
    expect(remedy(other('127.0.0.1:80', 'Apache/2.4.57 (Debian)'))).toContain('it is Apache httpd');
    expect(remedy(other('127.0.0.1:80', 'BaseHTTP/0.6 Python/3.11.2'))).toContain('it is Python');
    expect(remedy(other('127.0.0.1:80', 'unheard-of'))).toContain('--tls-keylog');
    expect(remedy(other('127.0.0.2:80', 'nginx'))).toContain('--tls-keylog');
  });
  test('how keys are had is said once', () => {
    const noHooks = theFinding(tlsEncrypted, tlsFacts([session(1)]));
    expect(noHooks.remedy).toBeNull();
    const withKeys = tlsFacts([session(1, { decryption: { kind: 'no-secret' } })], 4);
    expect(theFinding(tlsEncrypted, { ...hooks, ...withKeys }).remedy).toBeNull();
  });
  test('silent on what was decrypted', () => {
    expect(judged(tlsEncrypted, tlsFacts([session(1, { decryption: { kind: 'decrypted' } })], 4))).toEqual(
      [],
    );
  });
});

describe('tls/not-decrypted', () => {
  const with4Secrets = (...decryptions: readonly TlsDecryption[]) =>
    tlsFacts(
      decryptions.map((decryption, connection) => sighting({ dataFrame: 9, decryption }, { connection })),
      4,
    );
  test.each<[TlsDecryption, RegExp]>([
    [{ kind: 'no-secret' }, /secret is not among/],
    [{ kind: 'no-handshake' }, /handshake/],
    [{ kind: 'unknown-suite', suite: 0xc0ac }, /0xc0ac|CCM/i],
    [{ kind: 'failed', frame: 17 }, /frame 17/],
    [{ kind: 'too-late' }, /held back/],
  ])('%o', (decryption, words) => {
    const finding = theFinding(tlsNotDecrypted, with4Secrets(decryption, decryption));
    expect(finding).toMatchObject({ severity: 'warning', count: 2 });
    expect(finding.message).toMatch(words);
    expect(finding.remedy).not.toBeNull();
  });
  test('reasons are told apart; without keys, and of what was read, nothing is told', () => {
    const kinds = with4Secrets(
      { kind: 'no-secret' },
      { kind: 'too-late' },
      { kind: 'decrypted' },
      { kind: 'unasked' },
    );
    expect(judged(tlsNotDecrypted, kinds)).toHaveLength(2);
    expect(
      judged(tlsNotDecrypted, tlsFacts([sighting({ dataFrame: 9, decryption: { kind: 'no-secret' } })])),
    ).toEqual([]);
  });
  test('a handshake that failed has no keys to be found', () => {
    const broken = sighting({ alerts: [alertOf(0, 48)], decryption: { kind: 'no-secret' } });
    expect(judged(tlsNotDecrypted, tlsFacts([broken], 4))).toEqual([]);
  });
});

test('sound TLS is no error and no warning', () => {
  const findings = told(
    { dataFrame: 12, certificates: [certificate()], certificateFrame: 6, rounds: rounds() },
    closed(0),
  );
  expect(findings.map(({ severity }) => severity)).toEqual(['note']);
});

describe("a user's dialect", () => {
  test('says itself how its system logs keys and comes to trust a certificate', () => {
    const parsed = parseDialect({
      name: 'gate',
      methods: { open: { role: 'ask', description: 'A door.' } },
      remedies: {
        'log-tls-keys': { where: 'server-setting', description: 'Tick it.', commands: ['keys=on'] },
        'trust-certificate': { where: 'shell', description: 'Upload it.', commands: ['gate trust <host>'] },
      },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { dialect } = parsed;
    const flowing = tlsFacts([sighting({ dataFrame: 9 })]);
    const { remedy } = theFinding(tlsEncrypted, { dialect, calls: [call('connect')], ...flowing });
    expect(remedy).toMatch(/^Tick it\.\n {2}keys=on\nOr have the backend/);
    const untrusted = tlsFacts([sighting({ alerts: [alertOf(0, 48)] })]);
    expect(theFinding(tlsHandshakeFailed, { dialect, ...untrusted }).remedy).toBe(
      'Upload it.\n  gate trust backend.example',
    );
    const neutral = parseDialect({
      name: 'gate',
      methods: { open: { role: 'ask', description: 'A door.' } },
    });
    if (!neutral.ok) throw new Error('not read');
    const general = theFinding(tlsHandshakeFailed, { dialect: neutral.dialect, ...untrusted }).remedy;
    expect(general).toMatch(/trust store[\s\S]*openssl s_client/);
    expect(general).not.toContain('keytool');
  });
});
