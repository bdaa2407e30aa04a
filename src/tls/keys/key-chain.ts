import type { Buffer } from 'node:buffer';
import type { RecordCipher } from '../cipher/record-cipher.ts';
import type { SessionSecrets } from '../secrets.ts';
import type { Suite } from '../suite/suites.ts';
import { cipherOfSecret } from './ciphers.ts';
import { updatedSecret } from './hkdf.ts';

/** Secrets of TLS 1.3 in the order in which a direction goes through them. */
export type TrafficStage = 'early' | 'handshake' | 'application';

/** Where the secret of a stage stands in a key log's session. */
const SECRET_OF: Readonly<Record<'client' | 'server', Readonly<Record<TrafficStage, keyof SessionSecrets>>>> =
  {
    client: { early: 'clientEarly', handshake: 'clientHandshake', application: 'clientTraffic' },
    // Servers send no early data.
    server: { early: 'serverHandshake', handshake: 'serverHandshake', application: 'serverTraffic' },
  };
const NEXT: Readonly<Record<TrafficStage, TrafficStage>> = {
  early: 'handshake',
  handshake: 'application',
  application: 'application',
};

/** The keys that one direction of a connection of TLS 1.3 goes through: of the stages, and of the updates after them (RFC 8446 §7.2). */
export class KeyChain {
  #stage: TrafficStage;
  /** The secret of the present generation of application data; null: not there yet. */
  #traffic: Buffer | null = null;
  readonly #suite: Suite;
  readonly #side: 'client' | 'server';
  readonly #secrets: () => SessionSecrets | null;
  /** Ciphers that were made already, from the present one on. */
  readonly #made: RecordCipher[] = [];

  /** `secrets`: those of the session, which may become more. */
  constructor(
    suite: Suite,
    side: 'client' | 'server',
    first: TrafficStage,
    secrets: () => SessionSecrets | null,
  ) {
    this.#suite = suite;
    this.#side = side;
    this.#stage = first;
    this.#secrets = secrets;
  }

  get stage(): TrafficStage {
    return this.#stage;
  }

  /** The cipher that is `steps` after the present one; null where its secret is not known. */
  ahead(steps: number): RecordCipher | null {
    const made = this.#made[steps];
    if (made !== undefined) return made;
    const secret = this.#secretAhead(steps);
    const cipher = secret === null ? null : cipherOfSecret(this.#suite, secret);
    if (cipher !== null) this.#made[steps] = cipher;
    return cipher;
  }

  /** Goes on by so many steps. */
  move(steps: number): void {
    for (let left = steps; left > 0; left -= 1) {
      if (this.#stage === 'application') {
        const secret = this.#secretAhead(0);
        this.#traffic = secret === null ? null : updatedSecret(this.#suite.hash, secret);
      }
      this.#stage = NEXT[this.#stage];
      this.#made.shift();
    }
  }

  #secretAhead(steps: number): Buffer | null {
    let stage = this.#stage;
    let left = steps;
    while (stage !== 'application' && left > 0) {
      stage = NEXT[stage];
      left -= 1;
    }
    const known = this.#secrets()?.[SECRET_OF[this.#side][stage]] ?? null;
    if (stage !== 'application') return known;
    let secret = this.#traffic ?? known;
    for (; secret !== null && left > 0; left -= 1) secret = updatedSecret(this.#suite.hash, secret);
    return secret;
  }
}
