import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { suiteName } from '../../src/tls/index.ts';
import { cut, play, randomOf, type Segment } from './played.ts';
import { recordedSession } from './session-pair.ts';
import { clientHello, data, handshake, serverHello } from './tls-bytes.ts';

const client = (bytes: Buffer): Segment => ({ direction: 0, bytes });
const server = (bytes: Buffer): Segment => ({ direction: 1, bytes });
const WITHOUT_KEYS = { isDecrypted: false, followsData: true } as const;
const hello = (): Segment => client(handshake(clientHello('backend.example')));

describe('what is answered to a ClientHello in clear', () => {
  test.each([1, 3, 100])('HTTP, in pieces of %i bytes', (most) => {
    const answer = `HTTP/1.1 400 Bad Request\r\n\r\n${'x'.repeat(100)}`;
    const pieces = cut([{ direction: 1, bytes: Buffer.from(answer) }], most, () => most - 1);
    const { handshake: told, connection } = play([hello(), ...pieces], '', WITHOUT_KEYS);
    expect(connection.state).toBe('tls');
    expect(told).toMatchObject({
      clearAnswer: { isHttp: true, excerpt: answer.slice(0, 80), frame: 2 },
      serverHelloFrame: 0,
    });
  });
  test('something else', () => {
    const { handshake: told } = play(
      [hello(), server(Buffer.from('220 mail.example ESMTP\r\n'))],
      '',
      WITHOUT_KEYS,
    );
    expect(told?.clearAnswer).toEqual({ isHttp: false, excerpt: '220 mail.example ESMTP\r\n', frame: 2 });
  });
  test('what comes behind records, or behind a gap, is none', () => {
    const alert = server(Buffer.of(21, 3, 3, 0, 2, 2, 40));
    const text = server(Buffer.from('HTTP/1.1 200 OK\r\n'));
    expect(play([hello(), alert, text], '', WITHOUT_KEYS).handshake?.clearAnswer).toBeNull();
    const gap: Segment = { ...alert, isLost: true };
    expect(play([hello(), gap, text], '', WITHOUT_KEYS).handshake?.clearAnswer).toBeNull();
    expect(play([text, hello()], '', WITHOUT_KEYS).handshake?.clearAnswer ?? null).toBeNull();
  });
});

describe('requests and answers by their sizes alone', () => {
  const turns = [900, 300, 1200, 40_000, 170, 50].map((length) => Buffer.alloc(length, 1));
  test.each([
    ['TLSv1.2', 'ECDHE-RSA-AES128-GCM-SHA256'],
    ['TLSv1.2', 'ECDHE-RSA-CHACHA20-POLY1305'],
    ['TLSv1.2', 'NULL-SHA:@SECLEVEL=0'],
    ['TLSv1.3', 'TLS_AES_128_CCM_8_SHA256'],
    ['TLSv1.3', 'TLS_AES_256_GCM_SHA384'],
  ] as const)('%s %s', async (version, ciphers) => {
    const session = await recordedSession({ version, ciphers, turns });
    for (const most of [100_000, 700]) {
      const { handshake: told } = play(cut(session.wire, most, randomOf(2)), '', WITHOUT_KEYS);
      expect(told?.rounds).toMatchObject({
        requests: 3,
        answered: 3,
        requestBytes: session.sent[0].length,
        responseBytes: session.sent[1].length,
        isComplete: true,
      });
      expect(told?.dataFrame).toBeGreaterThan(0);
      expect(told?.decryption).toEqual({ kind: 'unasked' });
    }
  });
  test('chained blocks: nearly so', async () => {
    const session = await recordedSession({ version: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256', turns });
    const rounds = play(session.wire, '', WITHOUT_KEYS).handshake?.rounds;
    expect(Math.abs((rounds?.responseBytes ?? 0) - session.sent[1].length)).toBeLessThan(60);
  });
  test('the time of an answer is that from the end of the request', () => {
    const begun = [client(handshake(clientHello('b'))), server(handshake(serverHello()))];
    const question = data(924);
    const idle = Array<Segment>(4).fill(client(Buffer.alloc(0)));
    const segments = [
      ...begun,
      client(question.subarray(0, 500)),
      client(question.subarray(500)),
      ...idle,
      server(data(324)),
      server(data(324)),
    ];
    const rounds = play(segments, '', WITHOUT_KEYS).handshake?.rounds;
    expect(rounds).toMatchObject({ requests: 1, answered: 1, requestBytes: 900, responseBytes: 600 });
    // Frames come a millisecond after each other.
    expect(rounds?.longestSeconds).toBeCloseTo(0.005, 6);
  });
  describe('of TLS 1.3: what may be tickets', () => {
    const begun = [
      client(handshake(clientHello('b', [0x0304]))),
      server(Buffer.concat([handshake(serverHello(0x0304)), data(1000)])),
      client(data(53)),
    ];
    const question = client(data(1017));
    const roundsOf = (...segments: readonly Segment[]) =>
      play([...begun, ...segments], '', WITHOUT_KEYS).handshake?.rounds ?? null;
    const [ticket, answer] = [data(250), data(317)];
    // A suite of TLS 1.3 adds 17 bytes.
    test.each([
      ['behind them in one frame', [question, server(Buffer.concat([ticket, ticket, answer]))], 300, 0.001],
      ['behind them, later', [question, server(ticket), server(ticket), server(answer)], 300, 0.003],
      ['behind one, later', [question, server(ticket), server(answer)], 300, 0.002],
      ['they came before', [server(ticket), question, server(answer)], 300, 0.001],
      ['none came', [question, server(Buffer.concat([answer, data(617)]))], 900, 0.001],
    ] as const)('the answer is told from them: %s', (_how, segments, responseBytes, longestSeconds) => {
      const told = roundsOf(...segments);
      expect(told).toMatchObject({
        requests: 1,
        requestBytes: 1000,
        answered: 1,
        responseBytes,
        isComplete: true,
      });
      expect(told?.longestSeconds).toBeCloseTo(longestSeconds, 6);
    });
    test('a question that only they follow is not answered; of one record it cannot be told', () => {
      expect(roundsOf(question, server(Buffer.concat([ticket, ticket])))).toMatchObject({
        answered: 0,
        responseBytes: 0,
        isComplete: true,
      });
      expect(roundsOf(question, server(ticket))).toMatchObject({ answered: 0, isComplete: false });
      expect(roundsOf(question, server(ticket), question)).toMatchObject({
        requests: 2,
        answered: 1,
        isComplete: true,
      });
      expect(roundsOf(server(ticket))).toBeNull();
    });
  });
  test('lost bytes make them incomplete', async () => {
    const session = await recordedSession({ version: 'TLSv1.2', turns });
    const segments = cut(session.wire, 700, randomOf(2)).map(
      (segment, index): Segment => ({ ...segment, isLost: index === 12 }),
    );
    expect(play(segments, '', WITHOUT_KEYS).handshake?.rounds?.isComplete).toBe(false);
  });
  test('without them a connection is unwanted once data flow', async () => {
    const session = await recordedSession({ version: 'TLSv1.3', turns });
    const { interests, handshake: told } = play(session.wire, '', { isDecrypted: false });
    expect(interests.slice(-2)).toEqual(['unwanted', 'unwanted']);
    expect(told?.rounds).toBeNull();
  });
});

test('suites have names', () => {
  expect([0x1301, 0xc02f, 0x002f, 0x9999].map(suiteName)).toEqual([
    'TLS_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_RSA_WITH_AES_128_CBC_SHA',
    'cipher suite 0x9999',
  ]);
});
