import { Buffer } from 'node:buffer';
import { RECORD } from './record.ts';

/** Its length with the highest bit set (2), the type of the message (1), the version (2). */
const HEAD_LENGTH = 5;
const CLIENT_HELLO = 1;
const MAJOR_VERSION = 3;
/** Bytes of a hello that are waited for; real ones have about a hundred. */
const MAX_BYTES = 2048;
const RANDOM_LENGTH = 32;

/**
 * Reads a ClientHello in the form of SSL 2.0 for a later version (RFC 5246 §E.2), which old clients begin with, Java 6 and 7 among them,
 * and gives it in the form of today.
 */
export class OldHello {
  readonly #bytes: number[] = [];

  /** A direction may begin so with this byte. */
  static mayBegin(byte: number): boolean {
    return byte >= 0x80 && byte < 0x80 + (MAX_BYTES >> 8);
  }

  /**
   * Takes the first bytes of the client, from `start` to before `end`. `more`: the hello is not whole; `other`: it is none; else a record
   * with it, and the place behind it.
   */
  push(
    bytes: Buffer,
    start: number,
    end: number,
  ): 'more' | 'other' | { readonly record: Buffer; readonly place: number } {
    const held = this.#bytes;
    for (let place = start; place < end; place += 1) {
      held.push(bytes[place]);
      const { length } = held;
      if ((length === 3 && held[2] !== CLIENT_HELLO) || (length === 4 && held[3] !== MAJOR_VERSION)) {
        return 'other';
      }
      if (length > HEAD_LENGTH && length === 2 + (held[0] & 0x7f) * 256 + held[1]) {
        const record = recordOf(Buffer.from(held));
        return record === null ? 'other' : { record, place: place + 1 };
      }
    }
    return 'more';
  }
}

/** The hello as a record; null where its lengths do not fit. */
function recordOf(hello: Buffer): Buffer | null {
  let at = HEAD_LENGTH + 6;
  if (hello.length < at) return null;
  const [suitesLength, sessionLength, challengeLength] = [5, 7, 9].map((place) => hello.readUInt16BE(place));
  const isWhole = at + suitesLength + sessionLength + challengeLength === hello.length;
  if (!isWhole || challengeLength > RANDOM_LENGTH || sessionLength > RANDOM_LENGTH) return null;
  const suites: number[] = [];
  for (; at + 3 <= HEAD_LENGTH + 6 + suitesLength; at += 3) {
    // Suites of SSL 2.0 itself begin with another byte than zero.
    if (hello[at] === 0) suites.push(hello[at + 1], hello[at + 2]);
  }
  const session = hello.subarray(HEAD_LENGTH + 6 + suitesLength, hello.length - challengeLength);
  const random = Buffer.alloc(RANDOM_LENGTH);
  hello.copy(random, RANDOM_LENGTH - challengeLength, hello.length - challengeLength);
  const body = Buffer.concat([
    hello.subarray(3, 5),
    random,
    Buffer.of(session.length),
    session,
    Buffer.of(suites.length >> 8, suites.length & 0xff, ...suites, 1, 0),
  ]);
  const message = Buffer.concat([Buffer.of(CLIENT_HELLO, 0, body.length >> 8, body.length & 0xff), body]);
  const head = Buffer.of(RECORD.handshake, MAJOR_VERSION, 1, message.length >> 8, message.length & 0xff);
  return Buffer.concat([head, message]);
}
