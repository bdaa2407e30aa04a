import { MAX_TLS_FOLLOWED_BYTES } from '../../base/limits.ts';
import type { Arrival } from '../../stream/index.ts';
import type { TlsRounds } from '../handshake.ts';
import type { Suite } from '../suite/suites.ts';
import { TLS_1_1, TLS_1_2, TLS_1_3 } from '../version.ts';

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

/** Records of the server of which it is not clear yet whether an answer is among them. */
interface Doubt {
  /** Length of the first, and the frame and time (seconds) of it. */
  readonly length: number;
  readonly frame: number;
  readonly seconds: number;
  /** A second one came, of the same length: as the tickets are that OpenSSL sends. */
  isPair: boolean;
}

/**
 * Counts requests and answers by the records of application data alone. What servers of TLS 1.3 send between handshake and answer (tickets
 * for later sessions) looks the same: `response` says what is made of it.
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
  #doubt: Doubt | null = null;

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
    // A client that goes on had its answer: with the first data of the server at the latest.
    if (this.#doubt !== null) this.#answer(this.#doubt.seconds);
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
   * Data of the server. `mayBeTickets`: in a connection of TLS 1.3 in which none were seen before. Then the first answer begins behind
   * two records of the same length, or with the first record of a later frame. True where an answer begins.
   */
  response(length: number, at: Arrival, mayBeTickets: boolean): boolean {
    this.#responseBytes += length;
    if (this.#last === 'none') return false;
    const isFirst = this.#last === 'client';
    this.#last = 'server';
    if (isFirst && mayBeTickets && this.#requests === 1) {
      this.#doubt = { length, frame: at.frame, seconds: secondsOf(at), isPair: false };
      return false;
    }
    return isFirst
      ? this.#answer(secondsOf(at))
      : this.#doubt !== null && this.#settle(this.#doubt, length, at);
  }

  /** What is known so far; null where the client sent no data. An answer that may be tickets is none, and makes it incomplete. */
  facts(): TlsRounds | null {
    if (this.#requests === 0) return null;
    const doubtful = this.#doubt === null ? 0 : this.#doubt.length * (this.#doubt.isPair ? 2 : 1);
    return {
      requests: this.#requests,
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes - doubtful,
      answered: this.#answered,
      longestSeconds: this.#longest,
      isComplete: this.#isComplete && (this.#doubt === null || this.#doubt.isPair),
    };
  }

  /** A further record of the server. True where the answer begins. */
  #settle(doubt: Doubt, length: number, at: Arrival): boolean {
    if (!doubt.isPair && length === doubt.length) {
      doubt.isPair = true;
      return false;
    }
    const isBehindTickets = doubt.isPair || at.frame !== doubt.frame;
    if (isBehindTickets) this.#responseBytes -= doubt.length * (doubt.isPair ? 2 : 1);
    return this.#answer(isBehindTickets ? secondsOf(at) : doubt.seconds);
  }

  #answer(seconds: number): true {
    this.#answered += 1;
    this.#longest = Math.max(this.#longest, seconds - this.#requestEnd);
    this.#doubt = null;
    return true;
  }
}

function secondsOf(at: Arrival): number {
  return at.seconds + at.nanoseconds / 1e9;
}
