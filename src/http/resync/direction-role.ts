import { MAX_OPENING_BYTES } from '../../base/limits.ts';
import type { Direction } from '../../stream/index.ts';
import type { ByteStore } from '../body/byte-store.ts';
import type { ReaderOwner } from '../reader-owner.ts';
import type { Role } from './find-start.ts';
import { judgeOpening, type Opening } from './opening.ts';

/** What one direction of a connection carries: found from its first bytes, or taken from the other direction. */
export class DirectionRole {
  current: Role = 'unknown';
  readonly #owner: ReaderOwner;
  readonly #direction: Direction;

  constructor(owner: ReaderOwner, direction: Direction) {
    this.#owner = owner;
    this.#direction = direction;
  }

  /** Whose messages are read. What is not known to answer is read as requests. */
  get side(): 'request' | 'response' {
    return this.current === 'response' ? 'response' : 'request';
  }

  learn(role: 'request' | 'response'): void {
    this.current = role;
    this.#owner.learned(this.#direction, role);
  }

  /** Looks at the first bytes of a message; learns the role where they are plainly of one. */
  look(bytes: Buffer, start: number, end: number): Opening {
    const opening = judgeOpening(bytes, start, end);
    if (opening === 'request' || opening === 'response') this.learn(opening);
    return opening;
  }

  /** The same for all that has been gathered of the direction: what is no HTTP is told. */
  judge(gathered: ByteStore): void {
    const opening = this.look(gathered.bytes, 0, gathered.length);
    if (opening === 'request' || opening === 'response') return;
    if (gathered.length >= MAX_OPENING_BYTES) this.#owner.foreign('other');
    else if (opening === 'doubtful') this.#owner.doubtful(this.#direction);
    else if (opening !== 'simple-request' && opening !== 'wait') this.#owner.foreign(opening);
  }
}
