import type {
  Arrival,
  ConnectionConsumer,
  Direction,
  EndCause,
  GapCause,
  Interest,
} from '../stream/index.ts';
import { ClearReader } from './clear/clear-reader.ts';
import type { TlsDecryptionOptions } from './decrypt/decryption-options.ts';
import { Decryptor } from './decrypt/decryptor.ts';
import type { TlsHandshake } from './handshake.ts';
import { HandshakeBook } from './handshake-book.ts';
import { OldHello } from './record/old-hello.ts';
import { isRecordHead, RECORD } from './record/record.ts';

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
  readonly #clear: ClearReader;
  readonly #decryptor: Decryptor | null;
  #state: 'undecided' | 'tls' | 'other' = 'undecided';
  /** The first bytes of each direction, as long as they are fewer than a header. */
  readonly #heads: readonly [number[], number[]] = [[], []];

  /** What may be a hello in the form of SSL 2.0; null: none is under way. */
  #old: { readonly direction: Direction; readonly hello: OldHello } | null = null;

  constructor(options: TlsOptions) {
    this.#options = options;
    this.#clear = new ClearReader(this.#book, options.followsData);
    const { decryption } = options;
    this.#decryptor = decryption === null ? null : new Decryptor(decryption, this.#book, () => this.#tell());
  }

  /** Whether the connection carries TLS; `undecided` before its first bytes. */
  get state(): 'undecided' | 'tls' | 'other' {
    return this.#state;
  }

  /** The reader of the content; null before there was some. */
  get plain(): ConnectionConsumer | null {
    return this.#decryptor?.plain ?? null;
  }

  /** True between messages of the content, where no record is held in part. Without keys, never. */
  get idle(): boolean {
    return this.#decryptor?.idle === true;
  }

  /** See {@link ConnectionConsumer}: of the content and of records that are held in part. */
  get firstFrameUnderWay(): number {
    return this.#decryptor?.firstFrameUnderWay ?? Number.POSITIVE_INFINITY;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#isOther) return 'unwanted';
    if (this.#state === 'undecided') {
      if (this.#mayBeOld(direction, bytes[start])) return this.#oldHello(direction, bytes, start, end, at);
      this.#decide(direction, bytes, start, end);
    }
    return this.#read(direction, bytes, start, end, at);
  }

  #read(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#isOther) return 'unwanted';
    if (!this.#clear.isSettled) this.#clear.data(direction, bytes, start, end, at);
    this.#decryptor?.data(direction, bytes, start, end, at);
    this.#tell();
    return this.#interest;
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    if (this.#isOther) return 'unwanted';
    if (!this.#clear.isSettled) this.#clear.gap(direction, length, at);
    this.#decryptor?.gap(direction, length, cause, at);
    this.#tell();
    return this.#interest;
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    if (this.#isOther) return;
    this.#clear.end();
    this.#decryptor?.end(direction, cause, at);
    this.#tell();
  }

  get #isOther(): boolean {
    return this.#state === 'other';
  }

  get #interest(): Interest {
    if (this.#state === 'undecided') return 'undecided';
    const isWanted = !this.#clear.isSettled || this.#decryptor?.interest === 'wanted';
    return isWanted ? 'wanted' : 'unwanted';
  }

  /** The connection may begin with a hello in the form of SSL 2.0. */
  #mayBeOld(direction: Direction, first: number): boolean {
    if (this.#old !== null) return this.#old.direction === direction;
    return this.#heads[direction].length === 0 && OldHello.mayBegin(first);
  }

  #oldHello(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    this.#old ??= { direction, hello: new OldHello() };
    const read = this.#old.hello.push(bytes, start, end);
    if (read === 'more') return 'undecided';
    this.#state = read === 'other' ? 'other' : 'tls';
    if (read === 'other') return 'unwanted';
    this.#book.begin();
    const interest = this.#read(direction, read.record, 0, read.record.length, at);
    if (read.place === end) return interest;
    return this.#read(direction, bytes, read.place, end, { ...at, offset: at.offset + read.place - start });
  }

  /** Looks at the first header of a direction. */
  #decide(direction: Direction, bytes: Buffer, start: number, end: number): void {
    const head = this.#heads[direction];
    for (let place = start; place < end && head.length < RECORD.headLength; place += 1)
      head.push(bytes[place]);
    const [type, major] = head;
    if (type === RECORD.heartbeat || !isRecordHead(type, RECORD_VERSION, 0)) this.#state = 'other';
    else if (head.length === RECORD.headLength) {
      const isHead = isRecordHead(type, major, head[3] * 256 + head[4]);
      this.#state = isHead ? 'tls' : 'other';
      if (isHead) this.#book.begin();
    }
  }

  #tell(): void {
    if (this.#state === 'tls') this.#book.tell(this.#options.onHandshake);
  }
}

/** The major version of every record since SSL 3.0. */
const RECORD_VERSION = 3;
