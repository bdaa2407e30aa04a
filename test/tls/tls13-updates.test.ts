import { Buffer } from 'node:buffer';
import { createCipheriv, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { play, type Segment } from './played.ts';
import { message, record } from './tls-bytes.ts';

/** A session of TLS 1.3 with AES-128-GCM made by hand: what node:tls cannot be made to do. */
const RANDOM = Buffer.alloc(32, 0x55);
const SECRETS = {
  CLIENT_EARLY_TRAFFIC_SECRET: Buffer.alloc(32, 1),
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: Buffer.alloc(32, 2),
  SERVER_HANDSHAKE_TRAFFIC_SECRET: Buffer.alloc(32, 3),
  CLIENT_TRAFFIC_SECRET_0: Buffer.alloc(32, 4),
  SERVER_TRAFFIC_SECRET_0: Buffer.alloc(32, 5),
};
type SecretName = keyof typeof SECRETS;

function keysOf(names: readonly SecretName[]): string {
  return names.map((name) => `${name} ${RANDOM.toString('hex')} ${SECRETS[name].toString('hex')}\n`).join('');
}

const ALL = Object.keys(SECRETS) as SecretName[];
const WITHOUT_EARLY = ALL.filter((name) => name !== 'CLIENT_EARLY_TRAFFIC_SECRET');

/** HKDF-Expand-Label for at most 32 bytes (RFC 8446 §7.1). */
function expand(secret: Buffer, label: string, length: number): Buffer {
  const info = Buffer.concat([
    Buffer.of(0, length, 6 + label.length),
    Buffer.from(`tls13 ${label}`),
    Buffer.of(0, 1),
  ]);
  return createHmac('sha256', secret).update(info).digest().subarray(0, length);
}

const next = (secret: Buffer): Buffer => expand(secret, 'traffic upd', 32);

/** Seals records under one secret, one after the other; `padding`: zeros behind the content. */
function sealing(secret: Buffer): (type: number, content: Uint8Array | string, padding?: number) => Buffer {
  const key = expand(secret, 'key', 16);
  const iv = expand(secret, 'iv', 12);
  let sequence = 0;
  return (type, content, padding = 0) => {
    const nonce = Buffer.from(iv);
    nonce[11] ^= sequence & 0xff;
    nonce[10] ^= sequence >> 8;
    sequence += 1;
    const text = Buffer.concat([Buffer.from(content), Buffer.of(type), Buffer.alloc(padding)]);
    const length = text.length + 16;
    const head = Buffer.of(23, 3, 3, length >> 8, length & 0xff);
    const cipher = createCipheriv('aes-128-gcm', key, nonce).setAAD(head);
    return Buffer.concat([head, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  };
}

const extension = (type: number, body: readonly number[] = []): Buffer =>
  Buffer.from([type >> 8, type & 0xff, body.length >> 8, body.length & 0xff, ...body]);

function hello(
  isClient: boolean,
  extensions: readonly Buffer[],
  random = isClient ? RANDOM : Buffer.alloc(32, 9),
): Buffer {
  const list = Buffer.concat(extensions);
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    random,
    Buffer.from(isClient ? [0, 0, 2, 0x13, 1, 1, 0] : [0, 0x13, 1, 0]),
    Buffer.from([list.length >> 8, list.length & 0xff]),
    list,
  ]);
  return record(22, message(isClient ? 1 : 2, body));
}

const OFFERS = extension(43, [2, 3, 4]);
const CHOSEN = extension(43, [3, 4]);
const EARLY = extension(42);
const OFFERED_KEY = extension(41, [0, 0]);
const TAKEN_KEY = extension(41, [0, 0]);
const RETRY = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');
const CHANGE = record(20, Buffer.of(1));
const FINISHED = message(20, Buffer.alloc(32, 7));
const KEY_UPDATE = message(24, Buffer.of(0));
const encryptedExtensions = (...extensions: readonly Buffer[]): Buffer => {
  const list = Buffer.concat(extensions);
  return message(8, Buffer.concat([Buffer.of(list.length >> 8, list.length & 0xff), list]));
};
const client = (...bytes: readonly Buffer[]): Segment => ({ direction: 0, bytes: Buffer.concat(bytes) });
const server = (...bytes: readonly Buffer[]): Segment => ({ direction: 1, bytes: Buffer.concat(bytes) });

/** A usual handshake, and what seals data behind it. */
function begun() {
  const seal = [sealing(SECRETS.CLIENT_TRAFFIC_SECRET_0), sealing(SECRETS.SERVER_TRAFFIC_SECRET_0)] as const;
  const ofServer = sealing(SECRETS.SERVER_HANDSHAKE_TRAFFIC_SECRET);
  const ofClient = sealing(SECRETS.CLIENT_HANDSHAKE_TRAFFIC_SECRET);
  const segments = [
    client(hello(true, [OFFERS])),
    server(hello(false, [CHOSEN]), CHANGE, ofServer(22, Buffer.concat([encryptedExtensions(), FINISHED]))),
    client(CHANGE, ofClient(22, FINISHED)),
  ];
  return { segments, seal };
}

const textsOf = ({ plain }: ReturnType<typeof play>): readonly string[] =>
  (plain?.pieces ?? []).map(({ direction, bytes }) => `${direction} ${bytes}`);

describe('TLS 1.3', () => {
  test('padding behind the content is no content', () => {
    const { segments, seal } = begun();
    const played = play(
      [...segments, client(seal[0](23, 'padded\0', 100)), client(seal[0](23, '', 9))],
      keysOf(ALL),
    );
    expect(textsOf(played)).toEqual(['0 padded\0']);
  });
  test('each side updates its keys, more than once', () => {
    const { segments, seal } = begun();
    const second = sealing(next(SECRETS.CLIENT_TRAFFIC_SECRET_0));
    const third = sealing(next(next(SECRETS.CLIENT_TRAFFIC_SECRET_0)));
    const ofServer = sealing(next(SECRETS.SERVER_TRAFFIC_SECRET_0));
    const played = play(
      [
        ...segments,
        client(seal[0](23, 'a'), seal[0](22, KEY_UPDATE), second(23, 'b')),
        server(seal[1](23, 'c'), seal[1](22, KEY_UPDATE), ofServer(23, 'd')),
        client(second(22, KEY_UPDATE), third(23, 'e')),
      ],
      keysOf(ALL),
    );
    expect(textsOf(played)).toEqual(['0 a', '0 b', '1 c', '1 d', '0 e']);
    expect(played.plain?.gaps).toEqual([]);
  });
  test('an update that is lost is found out', () => {
    const { segments, seal } = begun();
    const second = sealing(next(SECRETS.CLIENT_TRAFFIC_SECRET_0));
    const before = client(seal[0](23, 'a'));
    const update = client(seal[0](23, 'b'), seal[0](22, KEY_UPDATE), second(23, 'c'));
    const played = play(
      [...segments, before, { ...update, isLost: true }, client(second(23, 'd'))],
      keysOf(ALL),
    );
    expect(textsOf(played)).toEqual(['0 a', '0 d']);
    expect(played.plain?.gaps).toHaveLength(1);
  });
  test('the flight of the server may be lost behind its hello', () => {
    const { segments, seal } = begun();
    const whole = segments[1].bytes;
    const end = 5 + whole.readUInt16BE(3);
    const played = play(
      [
        segments[0],
        server(whole.subarray(0, end)),
        { ...server(whole.subarray(end)), isLost: true },
        segments[2],
        client(seal[0](23, 'question')),
        server(seal[1](23, 'answer')),
      ],
      keysOf(ALL),
    );
    expect(textsOf(played)).toEqual(['0 question', '1 answer']);
    expect(played.plain?.gaps).toEqual([]);
  });
  test('secrets of data alone are enough for them', () => {
    const { segments, seal } = begun();
    const played = play(
      [...segments, client(seal[0](23, 'question')), server(seal[1](23, 'answer'))],
      keysOf(ALL.slice(3)),
    );
    expect(textsOf(played)).toEqual(['0 question', '1 answer']);
    expect(played.plain?.gaps).toEqual([]);
  });
  test('an encrypted alert is named', () => {
    const { segments, seal } = begun();
    const { handshake } = play([...segments, server(seal[1](21, Buffer.of(2, 116)))], keysOf(ALL));
    expect(handshake).toMatchObject({
      alerts: [{ by: 1, level: 2, description: 116, frame: 4 }],
      dataFrame: 0,
    });
  });

  describe('early data', () => {
    /** `answer`: extensions of the server's EncryptedExtensions. */
    function early(answer: readonly Buffer[], keys: string, splitsBefore = 0) {
      const ofEarly = sealing(SECRETS.CLIENT_EARLY_TRAFFIC_SECRET);
      const ofServer = sealing(SECRETS.SERVER_HANDSHAKE_TRAFFIC_SECRET);
      const ofClient = sealing(SECRETS.CLIENT_HANDSHAKE_TRAFFIC_SECRET);
      const data = sealing(SECRETS.CLIENT_TRAFFIC_SECRET_0);
      const isTaken = answer.length > 0;
      const segments = [
        client(hello(true, [OFFERS, EARLY, OFFERED_KEY]), CHANGE, ofEarly(23, 'early')),
        client(ofEarly(23, ' bird')),
        server(
          hello(false, [CHOSEN, TAKEN_KEY]),
          CHANGE,
          ofServer(22, Buffer.concat([encryptedExtensions(...answer), FINISHED])),
        ),
        client(
          ...(isTaken ? [ofEarly(22, message(5, Buffer.alloc(0)))] : []),
          ofClient(22, FINISHED),
          data(23, '; late'),
        ),
      ];
      return play(segments.slice(splitsBefore), keys);
    }
    test('that the server takes are read', () => {
      const played = early([EARLY], keysOf(ALL));
      expect(textsOf(played)).toEqual(['0 early', '0  bird', '0 ; late']);
      expect(played.plain?.pieces.map(({ frame }) => frame)).toEqual([1, 2, 4]);
    });
    test('that the server does not take are passed over', () => {
      const played = early([], keysOf(ALL));
      expect(textsOf(played)).toEqual(['0 ; late']);
      expect(played.plain?.gaps).toEqual([]);
    });
    test('whose secret is not known are a gap', () => {
      const played = early([EARLY], keysOf(WITHOUT_EARLY));
      expect(textsOf(played)).toEqual(['0 ; late']);
      expect(played.plain?.gaps).toMatchObject([{ length: 10, frame: 1, offset: 0 }]);
    });
    test('are passed over where the server asks for another hello', () => {
      const ofServer = sealing(SECRETS.SERVER_HANDSHAKE_TRAFFIC_SECRET);
      const ofClient = sealing(SECRETS.CLIENT_HANDSHAKE_TRAFFIC_SECRET);
      const played = play(
        [
          client(
            hello(true, [OFFERS, EARLY, OFFERED_KEY]),
            CHANGE,
            sealing(SECRETS.CLIENT_EARLY_TRAFFIC_SECRET)(23, 'early'),
          ),
          server(hello(false, [CHOSEN], RETRY), CHANGE),
          client(hello(true, [OFFERS, OFFERED_KEY])),
          server(hello(false, [CHOSEN]), ofServer(22, Buffer.concat([encryptedExtensions(), FINISHED]))),
          client(ofClient(22, FINISHED), sealing(SECRETS.CLIENT_TRAFFIC_SECRET_0)(23, 'late')),
        ],
        keysOf(ALL),
      );
      expect(textsOf(played)).toEqual(['0 late']);
      expect(played.handshake).toMatchObject({ decryption: { kind: 'decrypted' }, isResumed: false });
    });
  });
});
