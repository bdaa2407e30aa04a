import { describe, expect, test } from 'vitest';
import { TlsConnection, type TlsHandshake } from '../../src/tls/index.ts';
import {
  CHANGE_CIPHER_SPEC,
  certificate,
  clientHello,
  data,
  handshake,
  record,
  serverHello,
} from './tls-bytes.ts';

type Turn = readonly [direction: 0 | 1, bytes: Buffer];
const TLS_1_3 = 0x0304;
/** Up to what the server sends encrypted: its certificate among it. */
const BEGUN: readonly Turn[] = [
  [0, handshake(clientHello('backend.example', [TLS_1_3]))],
  [1, handshake(serverHello(TLS_1_3))],
  [1, data(1200)],
  [0, CHANGE_CIPHER_SPEC],
];
/** Lengths of records as JSSE sends them: with 16 bytes of padding. */
const EMPTY_CERTIFICATE = data(41);
const FINISHED = data(85);
const REQUEST = data(256);
const ALERT = data(19);
const TICKET = data(250);

/** What is known after the turns, each a frame, from 1. */
function after(turns: readonly Turn[], followsData: boolean): TlsHandshake {
  let last: TlsHandshake | null = null;
  const connection = new TlsConnection({
    onHandshake: (each) => {
      last = each;
    },
    followsData,
    decryption: null,
  });
  for (const [index, [direction, bytes]] of turns.entries()) {
    const at = { frame: index + 1, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };
    connection.data(direction, bytes, 0, bytes.length, at);
  }
  if (last === null) throw new Error('nothing was told');
  return last;
}

describe.each([true, false])(
  'the end of a handshake in TLS 1.3, where data are followed: %s',
  (followsData) => {
    const told = (...turns: readonly Turn[]) => after([...BEGUN, ...turns], followsData);

    test('a server may turn down what the client sent when the client has sent data already', () => {
      const found = told([0, EMPTY_CERTIFICATE], [0, FINISHED], [0, REQUEST], [1, ALERT]);
      expect(found).toMatchObject({ dataFrame: 0, isClientFinished: true });
      expect(found.alerts).toEqual([{ by: 1, level: null, description: null, after: 'encrypted', frame: 8 }]);
    });
    test('or before', () => {
      const found = told([0, EMPTY_CERTIFICATE], [1, ALERT], [0, FINISHED], [0, REQUEST]);
      expect(found).toMatchObject({ dataFrame: 0 });
      expect(found.alerts.map(({ by, frame }) => [by, frame])).toEqual([[1, 6]]);
    });
    test('what a server says after tickets or an answer is the ordinary end', () => {
      for (const first of [TICKET, data(300)]) {
        const found = told([0, FINISHED], [0, REQUEST], [1, first], [1, ALERT]);
        expect(found.alerts).toEqual([]);
        expect(found.dataFrame).toBe(6);
      }
      expect(told([0, FINISHED], [1, TICKET], [0, REQUEST], [1, ALERT])).toMatchObject({
        alerts: [],
        dataFrame: 7,
      });
    });
    test.each([
      [19, true],
      [35, true],
      [11, true],
      [25, false],
      [41, false],
      [53, false],
    ])('a first record of the client with %i bytes is an alert: %s', (length, isAlert) => {
      const found = told([0, data(length)]);
      expect(found.alerts.map(({ by }) => by)).toEqual(isAlert ? [0] : []);
      expect(found.isClientFinished).toBe(length >= 53);
    });
  },
);

test('before TLS 1.3 the client is done with the first record after its change to encryption', () => {
  const hellos: readonly Turn[] = [
    [0, handshake(clientHello('backend.example'))],
    [1, handshake(serverHello(), certificate())],
    [0, CHANGE_CIPHER_SPEC],
  ];
  expect(after(hellos, false).isClientFinished).toBe(false);
  expect(after([...hellos, [0, record(22, Buffer.alloc(40))]], false).isClientFinished).toBe(true);
});
