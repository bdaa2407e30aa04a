import type {
  Arrival,
  ConnectionConsumer,
  Direction,
  EndCause,
  GapCause,
  Interest,
} from '../stream/index.ts';
import { Beginning } from './beginning.ts';
import { ClearReader } from './clear/clear-reader.ts';
import type { TlsDecryptionOptions } from './decrypt/decryption-options.ts';
import { Decryptor } from './decrypt/decryptor.ts';
import type { TlsHandshake } from './handshake.ts';
import { HandshakeBook } from './handshake-book.ts';

export interface TlsOptions {
  /** Takes what is known of the handshake each time that changes; of data, when a request or an answer begins. */
  readonly onHandshake: (handshake: TlsHandshake) => void;
  /** Sizes and times of application data are followed (`TlsRounds`); false: without keys, only the beginning of the connection is read. */
  readonly followsData: boolean;
  /** Null: nothing is decrypted. */
  readonly decryption: TlsDecryptionOptions | null;
}

/**
 * Reads a TLS connection: what it tells in clear and, with secrets, the content, which goes to a reader of its own. Whether it is TLS at
 * all shows with the first bytes.
 */
export class TlsConnection implements ConnectionConsumer {
  readonly #options: TlsOptions;
  readonly #book = new HandshakeBook();
  /** Made when the first bytes may be TLS: most connections are none. */
  #clear: ClearReader | null = null;
  #decryptor: Decryptor | null = null;
  #beginning: Beginning | null = null;
  #state: 'undecided' | 'tls' | 'other' = 'undecided';

  constructor(options: TlsOptions) {
    this.#options = options;
  }

  /** Whether the connection carries TLS; `undecided` before its first bytes. */
  get state(): 'undecided' | 'tls' | 'other' {
    return this.#state;
  }

  /** The reader of the content; null before there was some. */
  get plain(): ConnectionConsumer | null {
    return this.#decryptor?.plain ?? null;
  }

  /** See {@link ConnectionConsumer}: of the content and of records that are held in part. */
  get firstFrameUnderWay(): number {
    return this.#decryptor?.firstFrameUnderWay ?? Number.POSITIVE_INFINITY;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#state === 'tls') return this.#read(direction, bytes, start, end, at);
    if (this.#state === 'other') return 'unwanted';
    if (start >= end) return 'undecided';
    if (this.#beginning === null && !Beginning.mayBe(bytes[start])) {
      this.#state = 'other';
      return 'unwanted';
    }
    return this.#decide(direction, bytes, start, end, at);
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    if (this.#state === 'other') return 'unwanted';
    // A length of 0 is the beginning of what the capture has.
    if (length === 0) return this.#interest;
    this.#begun.gap(direction, length, at);
    this.#decryptor?.gap(direction, length, cause, at);
    this.#tell();
    return this.#interest;
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    if (this.#state === 'other') return;
    this.#clear?.end();
    this.#decryptor?.end(direction, cause, at);
    this.#tell();
  }

  get #interest(): Interest {
    if (this.#state === 'undecided') return 'undecided';
    const isWanted = this.#clear?.isSettled !== true || this.#decryptor?.interest === 'wanted';
    return isWanted ? 'wanted' : 'unwanted';
  }

  get #begun(): ClearReader {
    if (this.#clear === null) {
      const { followsData, decryption } = this.#options;
      this.#clear = new ClearReader(this.#book, followsData);
      if (decryption !== null) this.#decryptor = new Decryptor(decryption, this.#book, () => this.#tell());
    }
    return this.#clear;
  }

  /** Looks at the first bytes of a direction. */
  #decide(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    this.#beginning ??= new Beginning();
    const found = this.#beginning.push(direction, bytes, start, end);
    if (found === 'other') {
      this.#state = 'other';
      return 'unwanted';
    }
    if (found === 'held') return 'undecided';
    if (found !== 'undecided') {
      this.#state = 'tls';
      this.#book.begin();
    }
    if (typeof found === 'string') return this.#read(direction, bytes, start, end, at);
    const interest = this.#read(direction, found.record, 0, found.record.length, at);
    if (found.place === end) return interest;
    return this.#read(direction, bytes, found.place, end, { ...at, offset: at.offset + found.place - start });
  }

  #read(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    const clear = this.#begun;
    if (!clear.isSettled) {
      clear.data(direction, bytes, start, end, at);
      if (this.#book.isContentRead) clear.stop();
    }
    this.#decryptor?.data(direction, bytes, start, end, at);
    this.#tell();
    return this.#interest;
  }

  #tell(): void {
    if (this.#state === 'tls') this.#book.tell(this.#options.onHandshake);
  }
}
