import { describe, expect, test } from 'vitest';
import {
  alertName,
  isAboutCertificate,
  NO_HANDSHAKE,
  TlsConnection,
  type TlsHandshake,
  tlsVersionName,
} from '../../src/tls/index.ts';
import { hex } from '../packet/packet-bytes.ts';
import {
  alert,
  CHANGE_CIPHER_SPEC,
  certificate,
  clientHello,
  data,
  handshake,
  record,
  serverHello,
} from './tls-bytes.ts';

const TLS_1_3 = 0x0304;
type Turn = readonly [direction: 0 | 1, bytes: Buffer];

/** What a connection tells, whose bytes come in pieces of `piece` bytes; each turn is a frame, from 1. */
function told(
  turns: readonly Turn[],
  piece = 10_000,
): { readonly handshake: TlsHandshake | null; readonly state: string } {
  let last: TlsHandshake | null = null;
  const connection = new TlsConnection({
    onHandshake: (each) => {
      last = each;
    },
    followsData: false,
    decryption: null,
  });
  for (const [index, [direction, bytes]] of turns.entries()) {
    for (let start = 0; start < bytes.length; start += piece) {
      const at = { frame: index + 1, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };
      connection.data(direction, bytes, start, Math.min(bytes.length, start + piece), at);
    }
  }
  return { handshake: last, state: connection.state };
}

const HELLOS: readonly Turn[] = [
  [0, handshake(clientHello('backend.example'))],
  [1, handshake(serverHello(), certificate())],
];

describe('a TLS connection', () => {
  test.each([10_000, 7, 1])('names the server, the version, and who broke it off (pieces of %i)', (piece) => {
    const { handshake: found, state } = told([...HELLOS, [0, alert(46)]], piece);
    expect(state).toBe('tls');
    expect(found).toEqual({
      ...NO_HANDSHAKE,
      client: 0,
      serverName: 'backend.example',
      version: 0x0303,
      clientHelloFrame: 1,
      serverHelloFrame: 2,
      alerts: [{ by: 0, level: 2, description: 46, after: 'certificate', frame: 3 }],
      suite: 0x1301,
      isResumed: false,
      certificateFrame: 2,
    });
  });
  test('a handshake message may lie across records', () => {
    const hello = clientHello('a.example', [0x0a0a, TLS_1_3, 0x0303]);
    const found = told([
      [1, Buffer.concat([record(22, hello.subarray(0, 20)), record(22, hello.subarray(20))])],
    ]);
    expect(found.handshake).toMatchObject({ client: 1, serverName: 'a.example', version: TLS_1_3 });
  });
  test('an alert right after the hello', () => {
    const found = told([
      [0, handshake(clientHello(null))],
      [1, alert(40)],
    ]).handshake;
    expect(found).toMatchObject({ serverName: null, alerts: [{ by: 1, after: 'hello', description: 40 }] });
  });
  test('data after a whole handshake; a warning or close notify is no failure', () => {
    const finished: readonly Turn[] = [
      [
        0,
        Buffer.concat([handshake(Buffer.of(16, 0, 0, 0)), CHANGE_CIPHER_SPEC, record(22, Buffer.alloc(40))]),
      ],
      [1, Buffer.concat([CHANGE_CIPHER_SPEC, record(22, Buffer.alloc(40))])],
    ];
    expect(
      told([...HELLOS, ...finished, [0, data(300)], [0, record(21, Buffer.alloc(26))]]).handshake,
    ).toMatchObject({
      dataFrame: 5,
      alerts: [],
    });
    expect(told([...HELLOS, [0, alert(0, 1)]]).handshake?.alerts).toEqual([]);
    // Encrypted, and before any data.
    expect(told([...HELLOS, ...finished, [1, record(21, Buffer.alloc(26))]]).handshake?.alerts).toMatchObject(
      [{ by: 1, description: null }],
    );
  });
  describe('of version 1.3', () => {
    const begun: readonly Turn[] = [
      [0, handshake(clientHello('b', [TLS_1_3]))],
      [1, Buffer.concat([handshake(serverHello(TLS_1_3)), CHANGE_CIPHER_SPEC, data(1000)])],
    ];
    test('an encrypted alert in place of Finished breaks it off', () => {
      expect(told([...begun, [0, Buffer.concat([CHANGE_CIPHER_SPEC, data(19)])]]).handshake).toMatchObject({
        version: TLS_1_3,
        dataFrame: 0,
        alerts: [{ by: 0, description: null, after: 'encrypted', frame: 3 }],
      });
    });
    test('an alert in clear is read', () => {
      expect(told([...begun, [0, alert(48)]]).handshake?.alerts).toMatchObject([
        { by: 0, description: 48, after: 'encrypted' },
      ]);
    });
    test('data flow after Finished', () => {
      expect(told([...begun, [0, data(53)]]).handshake).toMatchObject({ dataFrame: 0, alerts: [] });
      expect(told([...begun, [0, data(53)], [0, data(400)]]).handshake).toMatchObject({
        dataFrame: 4,
        alerts: [],
      });
      // What ends it after data is no failure of the handshake.
      expect(told([...begun, [0, data(53)], [0, data(400)], [0, data(19)]]).handshake?.alerts).toEqual([]);
    });
  });
  test.each([10_000, 7, 1])('a hello in the form of SSL 2.0 (pieces of %i)', (piece) => {
    const old = hex(
      '8032 01 0303 0009 0000 0020 000004 010080 0000ff 4575c2fa383b34ff9c5aa53c27a31188a5cbd9976dd1cbee23124aba078bc2f1',
    );
    const { handshake: found, state } = told(
      [
        [0, old],
        [1, handshake(serverHello())],
        [0, alert(40)],
      ],
      piece,
    );
    expect(state).toBe('tls');
    expect(found).toMatchObject({
      client: 0,
      clientHelloFrame: 1,
      serverHelloFrame: 2,
      version: 0x0303,
      alerts: [{ by: 0, description: 40, after: 'hello' }],
    });
    // Lengths that do not fit, another message, another version.
    for (const [place, value] of [
      [6, 10],
      [2, 4],
      [3, 2],
    ]) {
      const broken = Buffer.from(old);
      broken[place] = value;
      expect(told([[0, broken]], piece).state).toBe('other');
    }
    expect(told([[0, Buffer.from([0xff, 0xd8, 0xff])]], piece).state).toBe('other');
  });
  test('what is no TLS is left alone', () => {
    expect(told([[0, Buffer.from('POST / HTTP/1.1\r\n')]])).toEqual({ handshake: null, state: 'other' });
    expect(told([[0, Buffer.from([0x16, 0x09, 1, 0, 5, 1, 2, 3])]]).state).toBe('other');
    expect(told([[0, Buffer.from([0x16, 3, 1, 0xff, 0xff, 1])]]).state).toBe('other');
  });
  test('broken hellos are passed over', () => {
    for (let length = 0; length < 60; length += 1) {
      const body = clientHello('x.example').subarray(4, 4 + length);
      const found = told([[0, handshake(Buffer.concat([Buffer.of(1, 0, 0, length), body]))]]);
      expect(found.state).toBe('tls');
    }
  });
});

test('names', () => {
  expect([0x0300, 0x0301, 0x0303, 0x0304, 0x7f1c].map(tlsVersionName)).toEqual([
    'SSL 3.0',
    'TLS 1.0',
    'TLS 1.2',
    'TLS 1.3',
    'TLS version 0x7f1c',
  ]);
  expect([alertName(48), alertName(200)]).toEqual(['unknown CA', 'alert 200']);
  const about = (description: number | null) =>
    isAboutCertificate({ by: 0, level: 2, description, after: 'certificate', frame: 1 });
  expect([about(46), about(40), about(null)]).toEqual([true, false, false]);
});
