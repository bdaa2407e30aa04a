import { MAX_TLS_HANDSHAKE_BYTES } from '../base/limits.ts';
import type { Arrival, ConnectionConsumer, Direction, GapCause, Interest } from '../stream/index.ts';
import { NO_HANDSHAKE, type TlsAlert, type TlsHandshake } from './handshake.ts';
import { readHello } from './hello.ts';

/** Content types of records (RFC 8446 §5.1). */
const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22, data: 23, headLength: 5 } as const;
/** The longest record (RFC 5246 §6.2.3). */
const MAX_RECORD_LENGTH = 2 ** 14 + 2048;
/** Types of handshake messages (RFC 8446 §4). */
const MESSAGE = { clientHello: 1, serverHello: 2, certificate: 11, headLength: 4 } as const;
const TLS_1_3 = 0x0304;
/** An alert in clear: level and description. */
const CLEAR_ALERT_LENGTH = 2;
const CLOSE_NOTIFY = 0;
const FATAL = 2;
/**
 * Bytes of an encrypted record of TLS 1.3 below which it can hold no Finished message (4 + 32 bytes and a tag of at least 8,
 * RFC 8446 §4.4.4, §5.2): as the first one of a client it is an alert.
 */
const LEAST_FINISHED_LENGTH = 45;

/** What is read of one direction. */
interface Side {
  /** The beginning of a record that is not whole yet. */
  held: Buffer;
  /** Bytes of a record that are left to be passed over. */
  skip: number;
  /** The beginning of a handshake message that is not whole yet. */
  message: Buffer;
  /** It has changed to encryption (TLS 1.2 and before). */
  isEncrypted: boolean;
  last: TlsAlert['after'];
  /** Records of type 23. */
  dataRecords: number;
  isBroken: boolean;
}

function newSide(): Side {
  return {
    held: Buffer.alloc(0),
    skip: 0,
    message: Buffer.alloc(0),
    isEncrypted: false,
    last: 'nothing',
    dataRecords: 0,
    isBroken: false,
  };
}

/**
 * Reads what a TLS connection tells in clear: the hellos, alerts, and whether data flow in the end. Whether it is TLS at all
 * shows with the first bytes.
 */
export class TlsConnection implements ConnectionConsumer {
  readonly #sink: (handshake: TlsHandshake) => void;
  readonly #sides: readonly [Side, Side] = [newSide(), newSide()];
  #handshake: TlsHandshake = NO_HANDSHAKE;
  #state: 'undecided' | 'tls' | 'other' = 'undecided';
  #isSettled = false;

  /** `sink` takes what is known each time that changes. */
  constructor(sink: (handshake: TlsHandshake) => void) {
    this.#sink = sink;
  }

  /** Whether the connection carries TLS; `undecided` before its first bytes. */
  get state(): 'undecided' | 'tls' | 'other' {
    return this.#state;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#state === 'other' || this.#isSettled) return 'unwanted';
    const side = this.#sides[direction];
    if (side.isBroken) return this.#interest;
    if (this.#state === 'undecided' && side.held.length === 0 && !beginsRecord(bytes[start])) {
      this.#state = 'other';
      return 'unwanted';
    }
    const skipped = Math.min(side.skip, end - start);
    side.skip -= skipped;
    const before = this.#handshake;
    this.#records(direction, Buffer.concat([side.held, bytes.subarray(start + skipped, end)]), at);
    if (this.#handshake !== before) this.#sink(this.#handshake);
    return this.#interest;
  }

  gap(direction: Direction, length: number, _cause: GapCause, _at: Arrival): Interest {
    // A length of 0 is the beginning of what the capture has: a record may begin there.
    if (length > 0) this.#sides[direction].isBroken = true;
    if (this.#sides[0].isBroken && this.#sides[1].isBroken) this.#isSettled = true;
    return this.#interest;
  }

  end(): void {}

  get #interest(): Interest {
    if (this.#state === 'other' || this.#isSettled) return 'unwanted';
    return this.#state === 'tls' ? 'wanted' : 'undecided';
  }

  /** Reads the whole records of `bytes` and holds the rest. */
  #records(direction: Direction, bytes: Buffer, at: Arrival): void {
    const side = this.#sides[direction];
    let place = 0;
    while (bytes.length - place >= RECORD.headLength) {
      const type = bytes[place];
      const length = bytes.readUInt16BE(place + 3);
      if (!beginsRecord(type) || bytes[place + 1] !== 3 || length > MAX_RECORD_LENGTH) {
        side.isBroken = true;
        if (this.#state === 'undecided') this.#state = 'other';
        return;
      }
      if (this.#state === 'undecided') {
        this.#state = 'tls';
        this.#handshake = { ...NO_HANDSHAKE };
      }
      const begin = place + RECORD.headLength;
      if (type === RECORD.data) {
        this.#data(direction, length, at);
        side.skip = Math.max(0, begin + length - bytes.length);
        place = Math.min(bytes.length, begin + length);
        continue;
      }
      if (begin + length > bytes.length) break;
      this.#record(direction, type, bytes.subarray(begin, begin + length), at);
      place = begin + length;
    }
    // A copy: the bytes of the frame are written over.
    side.held = Buffer.from(bytes.subarray(place));
  }

  #record(direction: Direction, type: number, body: Buffer, at: Arrival): void {
    const side = this.#sides[direction];
    if (type === RECORD.alert) this.#alert(direction, body, at);
    else if (type === RECORD.changeCipherSpec) side.isEncrypted = true;
    else if (side.isEncrypted) {
      side.last = 'encrypted';
      if (direction === this.#handshake.client) this.#noteClientFinished();
    } else this.#messages(direction, Buffer.concat([side.message, body]), at);
  }

  #messages(direction: Direction, bytes: Buffer, at: Arrival): void {
    const side = this.#sides[direction];
    let place = 0;
    while (bytes.length - place >= MESSAGE.headLength) {
      const begin = place + MESSAGE.headLength;
      const end = begin + bytes.readUIntBE(place + 1, 3);
      if (end > bytes.length) break;
      this.#message(direction, bytes[place], bytes.subarray(begin, end), at);
      place = end;
    }
    if (bytes.length - place > MAX_TLS_HANDSHAKE_BYTES) side.isBroken = true;
    side.message = side.isBroken ? Buffer.alloc(0) : Buffer.from(bytes.subarray(place));
  }

  #message(direction: Direction, type: number, body: Buffer, at: Arrival): void {
    const side = this.#sides[direction];
    if (type === MESSAGE.certificate) side.last = 'certificate';
    if (type !== MESSAGE.clientHello && type !== MESSAGE.serverHello) return;
    side.last = 'hello';
    const isClient = type === MESSAGE.clientHello;
    const hello = readHello(body, isClient);
    if (hello === null) return;
    const known = this.#handshake;
    const client = isClient ? direction : otherOf(direction);
    this.#handshake = isClient
      ? {
          ...known,
          client,
          serverName: hello.serverName ?? known.serverName,
          version: known.version ?? hello.version,
          clientHelloFrame: known.clientHelloFrame || at.frame,
        }
      : { ...known, client, version: hello.version, serverHelloFrame: known.serverHelloFrame || at.frame };
  }

  #alert(direction: Direction, body: Buffer, at: Arrival): void {
    const isClear = body.length === CLEAR_ALERT_LENGTH && !this.#sides[direction].isEncrypted;
    if (isClear && (body[1] === CLOSE_NOTIFY || (body[0] !== FATAL && this.#handshake.dataFrame > 0))) return;
    // After data an encrypted alert is the usual end.
    if (!isClear && this.#handshake.dataFrame > 0) return;
    this.#addAlert(direction, isClear ? { level: body[0], description: body[1] } : null, at);
  }

  #addAlert(
    direction: Direction,
    clear: Pick<TlsAlert, 'level' | 'description'> | null,
    { frame }: Arrival,
  ): void {
    if (this.#handshake.alerts.some(({ by }) => by === direction)) return;
    const after = this.#sides[otherOf(direction)].last;
    const alert = { by: direction, level: null, description: null, ...clear, after, frame };
    this.#handshake = { ...this.#handshake, alerts: [...this.#handshake.alerts, alert] };
  }

  /**
   * A record of encrypted data. In TLS 1.3 most of the handshake looks like that as well: the first record of the client
   * holds its Finished message at least, or an alert; what it sends after that is data.
   */
  #data(direction: Direction, length: number, at: Arrival): void {
    const side = this.#sides[direction];
    side.dataRecords += 1;
    const { client, version } = this.#handshake;
    if (version !== TLS_1_3) {
      side.last = 'data';
      this.#noteData(at);
      return;
    }
    side.last = 'encrypted';
    if (direction !== client) return;
    if (side.dataRecords === 1) {
      if (length < LEAST_FINISHED_LENGTH) this.#addAlert(direction, null, at);
      else this.#noteClientFinished();
    } else if (this.#handshake.alerts.length === 0 && length >= LEAST_FINISHED_LENGTH) {
      this.#noteData(at);
    }
  }

  #noteClientFinished(): void {
    if (!this.#handshake.isClientFinished) this.#handshake = { ...this.#handshake, isClientFinished: true };
  }

  #noteData({ frame }: Arrival): void {
    if (this.#handshake.dataFrame > 0) return;
    this.#handshake = { ...this.#handshake, dataFrame: frame };
    this.#isSettled = true;
  }
}

function beginsRecord(type: number): boolean {
  return type >= RECORD.changeCipherSpec && type <= RECORD.data;
}

function otherOf(direction: Direction): Direction {
  return direction === 0 ? 1 : 0;
}
