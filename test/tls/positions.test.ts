import { Buffer } from 'node:buffer';
import { createCipheriv, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { play, type Segment } from './played.ts';
import { handshake, message } from './tls-bytes.ts';

/** A session of TLS 1.2 with AES-128-GCM made by hand. */
const RANDOM = Buffer.alloc(32, 0x11);
const SERVER_RANDOM = Buffer.alloc(32, 0x22);
const MASTER = Buffer.alloc(48, 0x33);
const KEYS = `CLIENT_RANDOM ${RANDOM.toString('hex')} ${MASTER.toString('hex')}\n`;

const hmac = (...parts: readonly Buffer[]): Buffer =>
  createHmac('sha256', MASTER).update(Buffer.concat(parts)).digest();

/** RFC 5246 §5 and §6.3, written once more. */
function keyBlock(): Buffer {
  const seed = Buffer.concat([Buffer.from('key expansion'), SERVER_RANDOM, RANDOM]);
  const one = hmac(seed);
  const two = hmac(one);
  return Buffer.concat([hmac(one, seed), hmac(two, seed)]);
}

function hello(isClient: boolean): Buffer {
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    isClient ? RANDOM : SERVER_RANDOM,
    Buffer.from(isClient ? [0, 0, 2, 0xc0, 0x2f, 1, 0] : [0, 0xc0, 0x2f, 0]),
  ]);
  return handshake(message(isClient ? 1 : 2, body));
}

/** Seals records of one direction one after the other. */
function sealing(direction: 0 | 1): (type: number, content: string) => Buffer {
  const block = keyBlock();
  const key = block.subarray(direction * 16, direction * 16 + 16);
  const salt = block.subarray(32 + direction * 4, 36 + direction * 4);
  let sequence = 0;
  return (type, content) => {
    const explicit = Buffer.alloc(8, sequence + 1);
    const cipher = createCipheriv('aes-128-gcm', key, Buffer.concat([salt, explicit]));
    const text = Buffer.from(content);
    const additional = Buffer.alloc(13);
    additional.writeUInt32BE(sequence, 4);
    additional.set([type, 3, 3, text.length >> 8, text.length & 0xff], 8);
    sequence += 1;
    cipher.setAAD(additional);
    const sealed = Buffer.concat([explicit, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return Buffer.concat([Buffer.from([type, 3, 3, sealed.length >> 8, sealed.length & 0xff]), sealed]);
  };
}

const CHANGE = Buffer.from([20, 3, 3, 0, 1, 1]);
const client = (bytes: Buffer): Segment => ({ direction: 0, bytes });
const server = (bytes: Buffer): Segment => ({ direction: 1, bytes });

/** Frames 1 to 4: a handshake. */
function begun(): {
  segments: Segment[];
  seal: readonly [ReturnType<typeof sealing>, ReturnType<typeof sealing>];
} {
  const seal = [sealing(0), sealing(1)] as const;
  return {
    segments: [
      client(hello(true)),
      server(hello(false)),
      client(Buffer.concat([CHANGE, seal[0](22, 'Finished of 16 b')])),
      server(Buffer.concat([CHANGE, seal[1](22, 'Finished of 16 b')])),
    ],
    seal,
  };
}

/** The pieces of one direction as `text@frame`. */
function piecesOf({ plain }: ReturnType<typeof play>, side: 0 | 1): readonly string[] {
  return (plain?.pieces ?? [])
    .filter(({ direction }) => direction === side)
    .map(({ bytes, frame }) => `${bytes}@${frame}`);
}

describe('the place of decrypted bytes in the capture', () => {
  test('a record in one frame, and two in one', () => {
    const { segments, seal } = begun();
    const played = play([...segments, client(Buffer.concat([seal[0](23, 'abc'), seal[0](23, 'de')]))], KEYS);
    expect(piecesOf(played, 0)).toEqual(['abc@5', 'de@5']);
  });
  test('a record over frames: each byte has the frame of the byte it was encrypted as, the last one that of the last', () => {
    const { segments, seal } = begun();
    const record = seal[0](23, 'abcdefgh');
    // Header and explicit nonce: 13 bytes. The tag: 16.
    const cuts = [0, 4, 13, 15, 20, 22, record.length];
    const frames = cuts.slice(1).map((end, index) => client(record.subarray(cuts[index], end)));
    const played = play([...segments, ...frames], KEYS);
    expect(piecesOf(played, 0)).toEqual(['ab@7', 'cdefg@8', 'h@10']);
    expect(played.plain?.pieces.map(({ offset }) => offset)).toEqual([0, 2, 7]);
  });
  test('acknowledged: the records of the other side that were whole, and -1 where that is not known', () => {
    const { segments, seal } = begun();
    const question = seal[0](23, 'question');
    const played = play(
      [
        ...segments,
        client(question.subarray(0, 20)),
        server(seal[1](23, 'early')),
        client(question.subarray(20)),
        server(seal[1](23, 'answer')),
      ],
      KEYS,
    );
    const pieces = played.plain?.pieces ?? [];
    expect(pieces.map(({ bytes, acknowledged }) => [`${bytes}`, acknowledged])).toEqual([
      ['early', 0],
      ['questio', 0],
      ['n', 5],
      ['answer', 8],
    ]);
  });
  test('frames under way: a record held in part', () => {
    const { segments, seal } = begun();
    const record = seal[0](23, 'abcdefgh');
    const { connection } = play([...segments, client(record.subarray(0, 30))], KEYS);
    expect(connection.firstFrameUnderWay).toBe(5);
    expect(play(segments, KEYS).connection.firstFrameUnderWay).toBe(Number.POSITIVE_INFINITY);
  });
  test('a lost part of a record is a gap of its whole content, with the frame that showed it', () => {
    const { segments, seal } = begun();
    const before = seal[0](23, 'x');
    const lost = seal[0](23, 'gone with the wind');
    const after = seal[0](23, 'y');
    const hole: Segment = { ...client(lost.subarray(20, 30)), isLost: true };
    const rest = client(Buffer.concat([lost.subarray(30), after]));
    const played = play([...segments, client(before), client(lost.subarray(0, 20)), hole, rest], KEYS);
    expect(piecesOf(played, 0)).toEqual(['x@5', 'y@8']);
    const gap = { direction: 0, length: 18, cause: 'lost', frame: 7, offset: 1 };
    expect(played.plain?.gaps).toEqual([gap]);
    // The same where nothing comes behind it.
    const atEnd = play([...segments, client(before), client(lost.subarray(0, 20)), hole], KEYS);
    expect(atEnd.plain?.gaps).toEqual([gap]);
  });
  test('lost records of which no header was seen are told from the numbers of those around them', () => {
    const { segments, seal } = begun();
    const texts = ['first', 'second', 'third', 'fourth and last'];
    const records = texts.map((text) => seal[0](23, text));
    const holes = [records[1], records[2]].map((bytes): Segment => ({ ...client(bytes), isLost: true }));
    const played = play([...segments, client(records[0]), ...holes, client(records[3])], KEYS);
    expect(piecesOf(played, 0)).toEqual(['first@5', 'fourth and last@8']);
    expect(played.plain?.gaps).toEqual([{ direction: 0, length: 11, cause: 'lost', frame: 6, offset: 5 }]);
  });
  test('a record that does not authenticate is lost', () => {
    const { segments, seal } = begun();
    const records = ['first', 'second', 'third'].map((text) => seal[0](23, text));
    records[1][20] ^= 1;
    const played = play([...segments, ...records.map(client)], KEYS);
    expect(piecesOf(played, 0)).toEqual(['first@5', 'third@7']);
    expect(played.plain?.gaps).toEqual([{ direction: 0, length: 6, cause: 'lost', frame: 6, offset: 5 }]);
  });
});
