import { MAX_TLS_FOLLOWED_BYTES } from '../../base/limits.ts';
import type { Arrival } from '../../stream/index.ts';
import type { TlsRounds } from '../handshake.ts';
import type { Suite } from '../suite/suites.ts';

const TLS_1_2 = 0x0303;
const TLS_1_1 = 0x0302;
const TLS_1_3 = 0x0304;
const MAC_LENGTH: Readonly<Record<string, number>> = { md5: 16, sha1: 20, sha256: 32, sha384: 48 };

/** Bytes that encryption adds to a record of application data; for chained blocks with half a block of padding. `suite`: null: taken as one of TLS 1.2 with GCM. */
export function sealingLength(suite: Suite | null, version: number | null): number {
  if (suite === null || suite.cipher.kind === 'aead') {
    const { explicitLength, tagLength } = suite?.cipher.kind === 'aead' ? suite.cipher : GCM;
    // TLS 1.3 has no explicit nonce, and one byte for the type of the content.
    return tagLength + (version === TLS_1_3 ? 1 : explicitLength);
  }
  const mac = MAC_LENGTH[suite.mac ?? ''] ?? 0;
  if (suite.cipher.kind === 'stream') return mac;
  const { blockLength } = suite.cipher;
  const hasOwnIv = version === TLS_1_1 || version === TLS_1_2;
  return mac + (hasOwnIv ? blockLength : 0) + (blockLength >> 1);
}

const GCM = { explicitLength: 8, tagLength: 16 } as const;

/**
 * Counts requests and answers by the records of application data alone. Records of TLS 1.3 that the server may send between handshake and
 * answer (session tickets) look the same: `response` says what is made of it.
 */
export class Rounds {
  #requests = 0;
  #answered = 0;
  #requestBytes = 0;
  #responseBytes = 0;
  #longest = 0;
  #isComplete = true;
  /** Who sent the last data. */
  #last: 'none' | 'client' | 'server' = 'none';
  #requestEnd = 0;
  /** Of the first answer in TLS 1.3, as long as it may consist of tickets: its frame, and the lengths of its records. */
  #doubtFrame = 0;
  #doubtSeconds = 0;
  #doubtLengths: number[] = [];

  get hasRequest(): boolean {
    return this.#requests > 0;
  }

  /** More data were followed than are looked at. */
  get isFull(): boolean {
    return this.#requestBytes + this.#responseBytes > MAX_TLS_FOLLOWED_BYTES;
  }

  /** Bytes are absent, or no more are followed. */
  miss(): void {
    this.#isComplete = false;
  }

  /** Data of the client; `length`: without what encryption adds. True where a request begins. */
  request(length: number): boolean {
    const isNew = this.#last !== 'client';
    // What comes next settles it: the client goes on when it has its answer.
    if (this.#doubtFrame > 0) this.#answer(this.#doubtSeconds);
    if (isNew) this.#requests += 1;
    this.#requestBytes += length;
    this.#last = 'client';
    return isNew;
  }

  /** A record of the client is over. */
  requestEnd(at: Arrival): void {
    this.#requestEnd = secondsOf(at);
  }

  /**
   * Data of the server. `mayBeTickets`: in a connection of TLS 1.3 in which none were seen before. Then the first answer begins with the first
   * data of a later frame, if there are some; else all of it stands in one frame, and one or two records of equal length are taken as
   * tickets. True where an answer begins.
   */
  response(length: number, at: Arrival, mayBeTickets: boolean): boolean {
    this.#responseBytes += length;
    if (this.#last === 'none') return false;
    if (this.#last === 'server') {
      if (this.#doubtFrame === 0 || this.#doubtFrame === at.frame) {
        if (this.#doubtFrame > 0) this.#doubtLengths.push(length);
        return false;
      }
      // The answer itself: what came before it is no part of it if it looks like tickets.
      if (this.#areTickets()) this.#responseBytes -= sumOf(this.#doubtLengths);
      this.#answer(secondsOf(at));
      return true;
    }
    this.#last = 'server';
    if (mayBeTickets && this.#requests === 1) {
      this.#doubtFrame = at.frame;
      this.#doubtLengths = [length];
      this.#doubtSeconds = secondsOf(at);
      return false;
    }
    this.#answer(secondsOf(at));
    return true;
  }

  /** What is known so far; null where the client sent no data. */
  facts(): TlsRounds | null {
    if (this.#requests === 0) return null;
    const isDoubtful = this.#doubtFrame > 0;
    const isAnswer = isDoubtful && !this.#areTickets();
    return {
      requests: this.#requests,
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes - (isDoubtful && !isAnswer ? sumOf(this.#doubtLengths) : 0),
      answered: this.#answered + (isAnswer ? 1 : 0),
      longestSeconds: isAnswer
        ? Math.max(this.#longest, this.#doubtSeconds - this.#requestEnd)
        : this.#longest,
      isComplete: this.#isComplete,
    };
  }

  #answer(seconds: number): void {
    this.#answered += 1;
    this.#longest = Math.max(this.#longest, seconds - this.#requestEnd);
    this.#doubtFrame = 0;
    this.#doubtLengths = [];
  }

  #areTickets(): boolean {
    const [first, ...others] = this.#doubtLengths;
    return this.#doubtLengths.length === 2 && others.every((length) => length === first);
  }
}

function secondsOf(at: Arrival): number {
  return at.seconds + at.nanoseconds / 1e9;
}

function sumOf(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}
