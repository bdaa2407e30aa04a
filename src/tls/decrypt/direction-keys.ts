import type { RecordCipher } from '../cipher/record-cipher.ts';
import { KeyChain, type TrafficStage } from '../keys/key-chain.ts';
import { RECORD } from '../record/record.ts';

/** The keys of one direction: the present one, and those that follow it. */
export interface DirectionKeys {
  /** The cipher that is `steps` after the present one; null where there is none or its secret is not known. */
  ahead(steps: number): RecordCipher | null;
  /** Goes on by so many steps. */
  move(steps: number): void;
  /** Where a connection of TLS 1.3 stands; null in TLS up to 1.2. */
  readonly stage: TrafficStage | null;
  /** True where a record with this type in its header carries what the programs exchange, as far as can be told. */
  carriesContent(type: number): boolean;
}

/** The keys of TLS 1.3. */
export class Tls13Keys extends KeyChain implements DirectionKeys {
  carriesContent(): boolean {
    return this.stage !== 'handshake';
  }
}

/** The keys of TLS up to 1.2: after a ChangeCipherSpec those of the handshake hold that was made last. */
export class OldKeys implements DirectionKeys {
  readonly stage = null;
  #present: RecordCipher | null = null;
  readonly #next: () => RecordCipher | null;

  /** `next` gives the cipher that the next ChangeCipherSpec brings in; null where it is not known, or the present one. */
  constructor(next: () => RecordCipher | null) {
    this.#next = next;
  }

  ahead(steps: number): RecordCipher | null {
    if (steps === 0) return this.#present;
    const next = steps === 1 ? this.#next() : null;
    return next === this.#present ? null : next;
  }

  move(steps: number): void {
    this.#present = this.ahead(steps);
  }

  carriesContent(type: number): boolean {
    return type === RECORD.data;
  }
}
