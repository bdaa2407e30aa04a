import { Buffer } from 'node:buffer';
import { MAX_TLS_HANDSHAKE_BYTES } from '../../base/limits.ts';
import { MESSAGE } from '../handshake-messages.ts';
import type { Hello } from '../hello.ts';
import { type Suite, suiteOf } from '../suite/suites.ts';

const TLS_1_3 = 0x0304;
const TLS_1_0 = 0x0301;

/** What the hellos of one handshake settle, and what else its keys depend on. A renegotiation has its own. */
export class TlsSession {
  clientHello: Hello | null = null;
  serverHello: Hello | null = null;
  /** The server asked for another ClientHello. */
  isRetried = false;
  /** Whether the server takes the early data; null: not known yet. */
  takesEarlyData: boolean | null = null;
  /** The premaster secret as the client sent it, encrypted (RFC 5246 §7.4.7.1); null where it sent none. */
  encryptedPremaster: Buffer | null = null;
  /** Messages up to the ClientKeyExchange, in order: client's hello, the server's, the client's (RFC 7627 §3). Null: too many, or over. */
  #transcript: [Buffer[], Buffer[], Buffer[]] | null = [[], [], []];
  #transcriptBytes = 0;
  #isTranscriptWhole = false;

  /** Null where the suite or version cannot be read, or no ServerHello came. */
  get suite(): Suite | null {
    const number = this.serverHello?.suite ?? null;
    const version = this.serverHello?.version ?? 0;
    return number === null || version < TLS_1_0 || version > TLS_1_3 ? null : suiteOf(number);
  }

  /** Null: no ServerHello came. */
  get isTls13(): boolean | null {
    return this.serverHello === null ? null : this.serverHello.version === TLS_1_3;
  }

  /** Both hellos came. */
  get isAgreed(): boolean {
    return this.clientHello !== null && this.serverHello !== null;
  }

  /** A handshake message of TLS 1.2 or before, before encryption changes; `raw`: with its header. */
  note(type: number, raw: Buffer, isClient: boolean): void {
    const transcript = this.#transcript;
    if (transcript === null || type === MESSAGE.helloRequest || this.#isTranscriptWhole) return;
    this.#transcriptBytes += raw.length;
    if (this.#transcriptBytes > MAX_TLS_HANDSHAKE_BYTES) {
      this.#transcript = null;
      return;
    }
    const place = isClient ? (type === MESSAGE.clientHello ? 0 : 2) : 1;
    transcript[place].push(Buffer.from(raw));
    this.#isTranscriptWhole = type === MESSAGE.clientKeyExchange;
  }

  /** The messages that the session's hash is made of (RFC 7627 §3); null where they are not at hand. */
  transcript(): readonly Buffer[] | null {
    return this.#isTranscriptWhole && this.#transcript !== null ? this.#transcript.flat() : null;
  }

  /** The keys are made: the messages are not needed any more. */
  forgetTranscript(): void {
    this.#transcript = null;
  }
}
