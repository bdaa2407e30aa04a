import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { cut, play, randomOf } from './played.ts';
import { type RecordedSession, recordedSession, type SessionOptions } from './session-pair.ts';
import { EC_CERTIFICATE, EC_KEY } from './test-certificates.ts';

const SSL_OP_NO_EXTENDED_MASTER_SECRET = 1;
const SSL_OP_NO_ENCRYPT_THEN_MAC = 1 << 19;

const without = (secureOptions: number): Pick<SessionOptions, 'server' | 'client'> => ({
  server: { secureOptions },
  client: { secureOptions },
});

function expectRead(session: RecordedSession, keys = session.keys): ReturnType<typeof play> {
  const played = play(cut(session.wire, 400, randomOf(3)), keys);
  expect(played.handshake?.decryption).toEqual({ kind: 'decrypted' });
  for (const side of [0, 1] as const) expect(played.plain?.text(side).equals(session.sent[side])).toBe(true);
  return played;
}

describe('sessions', () => {
  test.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)(
    '%s with the MAC under the encryption',
    async (version) => {
      for (const suite of ['AES128-SHA', 'ECDHE-RSA-AES256-SHA']) {
        const options = { version, ciphers: `${suite}:@SECLEVEL=0`, ...without(SSL_OP_NO_ENCRYPT_THEN_MAC) };
        expectRead(
          await recordedSession({ ...options, turns: [Buffer.alloc(30_000, 1), Buffer.alloc(5000, 2)] }),
        );
      }
    },
  );
  test.each([0, SSL_OP_NO_EXTENDED_MASTER_SECRET])(
    'by the premaster secret alone (options of OpenSSL: %i)',
    async (secureOptions) => {
      for (const version of ['TLSv1', 'TLSv1.2'] as const) {
        const session = await recordedSession({
          version,
          ciphers: 'AES256-SHA:@SECLEVEL=0',
          ...without(secureOptions),
        });
        const [ofPremaster] = /^RSA .*$/m.exec(session.keys) ?? [''];
        expect(ofPremaster).not.toBe('');
        expectRead(session, ofPremaster);
        // The same, by the random of the client.
        const [, random] = /^CLIENT_RANDOM (\S+)/m.exec(session.keys) ?? [];
        expectRead(session, `PMS_CLIENT_RANDOM ${random} ${ofPremaster.split(' ')[2]}`);
      }
    },
  );
  test('a renegotiation brings new keys', async () => {
    let renegotiated = false;
    const session = await recordedSession({
      version: 'TLSv1.2',
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA256',
      turns: ['one', 'two', 'three', 'four', 'five', 'six'].map((text) => Buffer.from(text)),
      onServer: (socket) => {
        socket.once('data', () => {
          socket.renegotiate({ rejectUnauthorized: false, requestCert: false }, (error) => {
            renegotiated = error === null;
          });
        });
      },
    });
    expect(renegotiated).toBe(true);
    expect(new Set(session.keys.match(/^CLIENT_RANDOM \S+/gm)).size).toBe(2);
    expectRead(session);
  });
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s: a client certificate is asked for', async (version) => {
    const server = { requestCert: true, rejectUnauthorized: false };
    const sent = await recordedSession({ version, server, client: { key: EC_KEY, cert: EC_CERTIFICATE } });
    const none = await recordedSession({ version, server });
    expect([expectRead(sent).handshake, expectRead(none).handshake]).toMatchObject([
      { asksClientCertificate: true, hasClientCertificate: true, dataFrame: expect.any(Number) },
      { asksClientCertificate: true, hasClientCertificate: false },
    ]);
  });
  test('a wrong secret fails', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const session = await recordedSession({
        version,
        turns: Array.from({ length: 20 }, () => Buffer.from('x')),
      });
      const keys = session.keys.replace(/[0-9a-f]{8}$/gm, '01234567');
      const { handshake, plain } = play(cut(session.wire, 5000, randomOf(1)), keys);
      expect([handshake?.decryption.kind, plain]).toEqual(['failed', null]);
    }
  });
  test('what is not decrypted says why', async () => {
    const session = await recordedSession({ version: 'TLSv1.3' });
    const segments = session.wire;
    expect(play(segments, '').handshake?.decryption).toEqual({ kind: 'no-secret' });
    expect(play(segments, '', { isDecrypted: false }).handshake?.decryption).toEqual({ kind: 'unasked' });
    expect(play(segments.slice(1), session.keys).handshake?.decryption).toEqual({ kind: 'no-handshake' });
    expect(play(segments.slice(-2), session.keys).handshake?.decryption).toEqual({ kind: 'no-handshake' });
    const withoutHello = segments.map((segment, index) => ({ ...segment, isLost: index === 1 }));
    expect(play(withoutHello, session.keys).handshake?.decryption).toEqual({ kind: 'no-handshake' });
  });
});
