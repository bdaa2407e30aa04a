import { Buffer } from 'node:buffer';
import { getCiphers } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cut, play, randomOf } from './played.ts';
import { recordedSession, type SessionOptions, serverOf } from './session-pair.ts';

/** Suites of TLS 1.2 by the names of OpenSSL, of each kind that is read and node:tls can be made to speak. */
const SUITES_OF_TLS_1_2 = [
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'DHE-RSA-AES128-CCM',
  'DHE-RSA-AES256-CCM8',
  'AES128-CCM8',
  'ECDHE-ECDSA-AES256-CCM',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES128-SHA',
  'AES256-SHA',
  'AES128-SHA256',
  'DHE-RSA-CAMELLIA128-SHA256',
  'CAMELLIA256-SHA',
  'ECDHE-ARIA128-GCM-SHA256',
  'ARIA256-GCM-SHA384',
  'NULL-SHA256',
  'ECDHE-RSA-NULL-SHA',
  'NULL-MD5',
];
const TURNS = [
  Buffer.from('POST /hook HTTP/1.1\r\n\r\n'),
  Buffer.alloc(40_000, 'answer '),
  Buffer.alloc(17_000, 'question '),
  Buffer.from('done'),
];

/** A session is decrypted to what the programs wrote, however it is cut into segments. */
async function expectDecrypted(
  options: SessionOptions,
  pieces: readonly number[] = [100_000, 1460, 3],
): Promise<void> {
  const session = await recordedSession({ turns: TURNS, ...options });
  for (const most of pieces) {
    const { plain, handshake } = play(cut(session.wire, most, randomOf(most)), session.keys);
    expect(handshake?.decryption).toEqual({ kind: 'decrypted' });
    expect(plain?.gaps).toEqual([]);
    for (const direction of [0, 1] as const) {
      expect(plain?.text(direction).equals(session.sent[direction])).toBe(true);
      expect(plain?.ends.find((end) => end.direction === direction)).toEqual({
        direction,
        cause: 'fin',
        offset: session.sent[direction].length,
      });
    }
    expect(offsetsHold(plain?.pieces ?? [])).toBe(true);
  }
}

/** Each piece begins where the one before it in its direction ended, and frames do not go back. */
function offsetsHold(
  pieces: readonly { direction: 0 | 1; bytes: Buffer; offset: number; frame: number }[],
): boolean {
  const ends = [0, 0];
  let frame = 0;
  for (const piece of pieces) {
    if (piece.offset !== ends[piece.direction]) return false;
    ends[piece.direction] += piece.bytes.length;
    frame = Math.max(frame, piece.frame);
  }
  return frame > 0;
}

describe('sessions of node:tls are decrypted', () => {
  test.each(SUITES_OF_TLS_1_2)('TLS 1.2, %s', async (suite) => {
    await expectDecrypted({ version: 'TLSv1.2', ciphers: `${suite}:@SECLEVEL=0` });
  });
  test.each(['TLSv1', 'TLSv1.1'] as const)('%s', async (version) => {
    for (const suite of ['AES128-SHA', 'ECDHE-RSA-AES256-SHA', 'CAMELLIA128-SHA', 'NULL-SHA']) {
      await expectDecrypted({ version, ciphers: `${suite}:@SECLEVEL=0` });
    }
  });
  test.each([
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_CCM_SHA256',
    'TLS_AES_128_CCM_8_SHA256',
  ])('TLS 1.3, %s', async (suite) => {
    await expectDecrypted({ version: 'TLSv1.3', ciphers: suite });
  });
  test('the machine has the ciphers that suites name', () => {
    expect(getCiphers()).toEqual(
      expect.arrayContaining(['aria-256-cbc', 'camellia-256-cbc', 'des-ede3-cbc']),
    );
  });
  test('TLS 1.3 with a second ClientHello', async () => {
    await expectDecrypted({
      version: 'TLSv1.3',
      server: { ecdhCurve: 'P-384' },
      client: { ecdhCurve: 'X25519:P-384' },
    });
  });
  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    '%s resumed, with ALPN and a client certificate',
    async (version) => {
      const server = serverOf({ version, server: { ALPNProtocols: ['h2', 'http/1.1'] } });
      const first = await recordedSession({ version, client: { ALPNProtocols: ['http/1.1'] } }, server);
      const { session } = first;
      expect(session).not.toBeNull();
      const second = await recordedSession(
        { version, client: { ALPNProtocols: ['h2'], ...(session === null ? {} : { session }) } },
        server,
      );
      const firstTold = play(cut(first.wire, 1000, randomOf(1)), first.keys);
      const secondTold = play(cut(second.wire, 1000, randomOf(1)), second.keys);
      expect([firstTold.handshake, secondTold.handshake]).toMatchObject([
        {
          isResumed: false,
          protocol: 'http/1.1',
          asksClientCertificate: false,
          certificates: [{ commonName: 'backend.example' }],
        },
        { isResumed: true, protocol: 'h2', offeredProtocols: ['h2'], certificates: [] },
      ]);
      expect(secondTold.plain?.protocol).toBe('h2');
      expect(secondTold.plain?.text(0).toString()).toBe('ping');
    },
  );
});
