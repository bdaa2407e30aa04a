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
  readonly #byClientRandom = new Map<string, SessionSecrets>();
  /** By the first 8 bytes of the encrypted premaster secret. */
  readonly #premasters = new Map<string, Buffer>();
  readonly #mastersBySessionId = new Map<string, Buffer>();
  #count = 0;
  #left = 0;

  /** How many secrets there are; it grows with each that was not known before. */
  get count(): number {
    return this.#count;
  }

  /** Secrets that were not kept, because MAX_TLS_SECRETS was reached. */
  get left(): number {
    return this.#left;
  }

  /**
   * Takes whole lines of an NSS key log (draft-ietf-tls-keylogfile). Comments, lines with other labels and lines that are none are
   * passed over. Gives how many secrets were new.
   */
  add(text: string): number {
    const before = this.#count;
    for (const line of text.split(/\r\n|\n|\r/)) this.#line(line.trim());
    return this.#count - before;
  }

  /** What is known of the session with this random of the client (32 bytes); null where there is nothing. */
  ofClientRandom(random: Buffer): SessionSecrets | null {
    return this.#byClientRandom.get(keyOf(random)) ?? null;
  }

  /** The premaster secret that a client sent encrypted with the server's key; null where it is not known. */
  premasterOf(encrypted: Buffer): Buffer | null {
    return this.#premasters.get(keyOf(encrypted.subarray(0, 8))) ?? null;
  }

  /** The master secret of a session of TLS 1.2 or before by its id; null where it is not known. */
  masterOfSession(sessionId: Buffer): Buffer | null {
    return this.#mastersBySessionId.get(keyOf(sessionId)) ?? null;
  }

  #line(line: string): void {
    const found = LINE.exec(line);
    if (found !== null) {
      const [, label, random, secret] = found;
      const kind = BY_CLIENT_RANDOM[label.toUpperCase()];
      if (kind !== undefined) this.#keep(random.toLowerCase(), kind, secret);
      return;
    }
    const rsa = RSA_LINE.exec(line);
    if (rsa !== null) {
      this.#keepIn(this.#premasters, rsa[1].toLowerCase(), rsa[2]);
      return;
    }
    const session = RSA_SESSION_LINE.exec(line);
    if (session !== null) this.#keepIn(this.#mastersBySessionId, session[1].toLowerCase(), session[2]);
  }

  #keep(random: string, kind: keyof SessionSecrets, secret: string): void {
    const known = this.#byClientRandom.get(random);
    if (known?.[kind]?.toString('hex') === secret.toLowerCase()) return;
    // Another secret of the same kind replaces the one before: the log is of what happened last.
    const isNew = known?.[kind] === undefined;
    if (isNew && !this.#hasRoom()) return;
    this.#byClientRandom.set(random, { ...known, [kind]: Buffer.from(secret, 'hex') });
  }

  #keepIn(map: Map<string, Buffer>, key: string, secret: string): void {
    if (!map.has(key) && !this.#hasRoom()) return;
    map.set(key, Buffer.from(secret, 'hex'));
  }

  #hasRoom(): boolean {
    if (this.#count >= MAX_TLS_SECRETS) {
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
