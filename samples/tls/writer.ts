import type { Random, Side } from '../builder/index.ts';
import type { KeyStage, TlsStep } from './handshake.ts';
import { nextSecret, sessionKeys, trafficKeys } from './keys.ts';
import { recordHead, Sealer, type SealOptions } from './seal.ts';
import type { TlsSession } from './session.ts';

/** RFC 8446 §5.1. */
const MOST_CONTENT_BYTES = 1 << 14;
const RECORD_HEAD_BYTES = 5;

/** One direction: its keys now, and the secret they were made of. */
interface Direction {
  sealer: Sealer | null;
  secret: Buffer;
}

/** Writes the records of one TLS connection: it follows the keys of both directions. */
export class TlsWriter {
  readonly #session: TlsSession;
  readonly #random: Random;
  readonly #onSealed: (length: number) => void;
  readonly #directions: Readonly<Record<Side, Direction>>;

  /** `onSealed` gets the length of the body of each encrypted record. */
  constructor(session: TlsSession, random: Random, onSealed: (length: number) => void = () => {}) {
    this.#session = session;
    this.#random = random;
    this.#onSealed = onSealed;
    const fresh = (): Direction => ({ sealer: null, secret: Buffer.alloc(0) });
    this.#directions = { client: fresh(), server: fresh() };
  }

  /** The records of a step; more than one where the content is longer than `most` bytes. */
  write(step: TlsStep, options: SealOptions = {}, most = MOST_CONTENT_BYTES): readonly Buffer[] {
    const { side, type, content, keys } = step;
    const records: Buffer[] = [];
    // node:crypto cannot seal an empty content with CCM.
    const hasEmpty = content.length === 0 && !this.#session.fields.suite.protection.cipher.endsWith('-ccm');
    for (let at = 0; at < content.length || (at === 0 && hasEmpty); at += most)
      records.push(this.#record(side, type, content.subarray(at, at + most), options));
    if (keys !== undefined) this.#renew(side, keys, step.session ?? this.#session);
    return records;
  }

  #record(side: Side, type: number, content: Buffer, options: SealOptions): Buffer {
    const { sealer } = this.#directions[side];
    const { suite } = this.#session.fields;
    // TLS 1.3 never encrypts ChangeCipherSpec (RFC 8446 §5).
    const isClear = sealer === null || (suite.version === '1.3' && type === 20);
    if (isClear) return Buffer.concat([recordHead(type, suite, content.length), content]);
    const { encryptThenMac } = this.#session.fields;
    const record = sealer.seal(type, content, { encryptThenMac, ...options });
    this.#onSealed(record.length - RECORD_HEAD_BYTES);
    return record;
  }

  #renew(side: Side, stage: KeyStage, session: TlsSession): void {
    const direction = this.#directions[side];
    const { suite, clientRandom, serverRandom } = session.fields;
    if (stage === 'session') {
      const keys = sessionKeys(suite, session.master, clientRandom, serverRandom)[side];
      direction.sealer = new Sealer(suite, keys, this.#random);
      return;
    }
    direction.secret =
      stage === 'updated' ? nextSecret(suite, direction.secret) : session.secrets[stage][side];
    direction.sealer = new Sealer(suite, trafficKeys(suite, direction.secret), this.#random);
  }
}
