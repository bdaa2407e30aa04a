import { Buffer } from 'node:buffer';
import { MAX_TLS_SECRETS } from '../base/limits.ts';

/** The secrets of one TLS session, as far as a key log gave them. */
export interface SessionSecrets {
  /** `CLIENT_RANDOM`: the master secret of TLS 1.2 and before, 48 bytes. */
  readonly master?: Buffer;
  /** `PMS_CLIENT_RANDOM`: the premaster secret of TLS 1.2 and before. */
  readonly premaster?: Buffer;
  /** The traffic secrets of TLS 1.3 (RFC 8446 §7.1), 32 or 48 bytes. */
  readonly clientEarly?: Buffer;
  readonly clientHandshake?: Buffer;
  readonly serverHandshake?: Buffer;
  readonly clientTraffic?: Buffer;
  readonly serverTraffic?: Buffer;
}

/** Labels of lines whose second field is the client's random (draft-ietf-tls-keylogfile §2). */
const BY_CLIENT_RANDOM: Readonly<Record<string, keyof SessionSecrets>> = {
  CLIENT_RANDOM: 'master',
  PMS_CLIENT_RANDOM: 'premaster',
  CLIENT_EARLY_TRAFFIC_SECRET: 'clientEarly',
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: 'clientHandshake',
  SERVER_HANDSHAKE_TRAFFIC_SECRET: 'serverHandshake',
  CLIENT_TRAFFIC_SECRET_0: 'clientTraffic',
  SERVER_TRAFFIC_SECRET_0: 'serverTraffic',
};

/** `LABEL 64 hex digits, hex digits`. */
const LINE = /^([A-Z][A-Z0-9_]*) ([0-9a-f]{64}) ((?:[0-9a-f]{2}){16,128})$/i;
/** `RSA`, the first 8 bytes of the encrypted premaster secret, the premaster secret. */
const RSA_LINE = /^RSA ([0-9a-f]{16}) ([0-9a-f]{96})$/i;
const RSA_SESSION_LINE = /^RSA Session-ID:((?:[0-9a-f]{2}){1,32}) Master-Key:([0-9a-f]{96})$/i;

/**
 * The secrets of TLS sessions that key logs and Decryption Secrets Blocks gave. One for the run; it may grow while a capture is
 * read. Nothing of it is ever shown: it tells how many there are, and gives those of a session to the reader of its connection.
 */
export class TlsSecrets {
  /** More may come while a capture is read: it may hold some itself, or a key log grows. Bytes are then held back for them. */
  mayGrow: boolean;
  readonly #byClientRandom = new Map<string, SessionSecrets>();
  /** By the first 8 bytes of the encrypted premaster secret. */
  readonly #premasters = new Map<string, Buffer>();
  readonly #mastersBySessionId = new Map<string, Buffer>();
  #count = 0;
  #left = 0;
  readonly #given: TlsSecrets | null;

  /** `given`: secrets that are known besides. What is added here is not added there. */
  constructor(given: TlsSecrets | null = null) {
    this.#given = given;
    this.mayGrow = given?.mayGrow ?? false;
  }

  /** How many secrets there are; it grows with each that was not known before. */
  get count(): number {
    return this.#count + (this.#given?.count ?? 0);
  }

  /** Secrets that were not kept, because MAX_TLS_SECRETS was reached. */
  get left(): number {
    return this.#left + (this.#given?.left ?? 0);
  }

  /**
   * Takes whole lines of an NSS key log (draft-ietf-tls-keylogfile). Comments, lines with other labels and lines that are none are
   * passed over. Gives how many lines hold a secret, also one that was known before.
   */
  add(text: string): number {
    let lines = 0;
    for (const line of text.split(/\r\n|\n|\r/)) if (this.#line(line.trim())) lines += 1;
    return lines;
  }

  /** What is known of the session with this random of the client (32 bytes); null where there is nothing. */
  ofClientRandom(random: Buffer): SessionSecrets | null {
    return this.#ofRandom(keyOf(random));
  }

  /** Lines of a key log with all that is known of the session with this random of the client (hexadecimal). */
  linesOf(random: string): readonly string[] {
    const known = this.#ofRandom(random) ?? {};
    return Object.entries(BY_CLIENT_RANDOM).flatMap(([label, kind]) => {
      const secret = known[kind];
      return secret === undefined ? [] : [`${label} ${random} ${secret.toString('hex')}`];
    });
  }

  /**
   * Notes the master secret that was found for a session whose line names it by other things than the random of its client. Does
   * not count as a further secret.
   */
  noteMaster(random: Buffer, master: Buffer): void {
    const key = keyOf(random);
    this.#byClientRandom.set(key, { ...this.#ofRandom(key), master: Buffer.from(master) });
  }

  /** The premaster secret that a client sent encrypted with the server's key; null where it is not known. */
  premasterOf(encrypted: Buffer): Buffer | null {
    return (
      this.#premasters.get(keyOf(encrypted.subarray(0, 8))) ?? this.#given?.premasterOf(encrypted) ?? null
    );
  }

  /** The master secret of a session of TLS 1.2 or before by its id; null where it is not known. */
  masterOfSession(sessionId: Buffer): Buffer | null {
    return this.#mastersBySessionId.get(keyOf(sessionId)) ?? this.#given?.masterOfSession(sessionId) ?? null;
  }

  /** Whether a line holds a secret of a kind that is used. */
  #line(line: string): boolean {
    const found = LINE.exec(line);
    if (found !== null) {
      const [, label, random, secret] = found;
      const kind = BY_CLIENT_RANDOM[label.toUpperCase()];
      if (kind !== undefined) this.#keep(random.toLowerCase(), kind, secret);
      return kind !== undefined;
    }
    const rsa = RSA_LINE.exec(line);
    if (rsa !== null) {
      const encrypted = Buffer.from(rsa[1], 'hex');
      this.#keepIn(this.#premasters, encrypted, rsa[2], this.premasterOf(encrypted) === null);
    }
    const session = RSA_SESSION_LINE.exec(line);
    if (session !== null) {
      const id = Buffer.from(session[1], 'hex');
      this.#keepIn(this.#mastersBySessionId, id, session[2], this.masterOfSession(id) === null);
    }
    return rsa !== null || session !== null;
  }

  #keep(random: string, kind: keyof SessionSecrets, secret: string): void {
    const known = this.#ofRandom(random);
    if (known?.[kind]?.toString('hex') === secret.toLowerCase()) return;
    // Another secret of the same kind replaces the one before: the log is of what happened last.
    const isNew = known?.[kind] === undefined;
    if (isNew && !this.#hasRoom()) return;
    this.#byClientRandom.set(random, { ...known, [kind]: Buffer.from(secret, 'hex') });
  }

  #keepIn(map: Map<string, Buffer>, key: Buffer, secret: string, isNew: boolean): void {
    if (isNew && !this.#hasRoom()) return;
    map.set(keyOf(key), Buffer.from(secret, 'hex'));
  }

  /** `random`: hexadecimal. */
  #ofRandom(random: string): SessionSecrets | null {
    const own = this.#byClientRandom.get(random);
    if (own !== undefined) return own;
    return this.#given === null ? null : this.#given.#ofRandom(random);
  }

  #hasRoom(): boolean {
    if (this.count >= MAX_TLS_SECRETS) {
      this.#left += 1;
      return false;
    }
    this.#count += 1;
    return true;
  }
}

function keyOf(bytes: Buffer): string {
  return bytes.toString('hex');
}
