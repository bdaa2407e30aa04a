import { Buffer } from 'node:buffer';

const STATES = 256;

/** The stream of key bytes of RC4. OpenSSL 3, on which node:crypto stands, has it in no default build. */
export class Rc4 {
  readonly #state = new Uint8Array(STATES);
  #one = 0;
  #other = 0;

  /** `key`: null for a copy that is written to by {@link copyFrom}. */
  constructor(key: Buffer | null) {
    const state = this.#state;
    for (let place = 0; place < STATES; place += 1) state[place] = place;
    if (key === null) return;
    let other = 0;
    for (let place = 0; place < STATES; place += 1) {
      other = (other + state[place] + key[place % key.length]) & 0xff;
      this.#swap(place, other);
    }
  }

  /** Takes over the state of another stream. */
  copyFrom(stream: Rc4): void {
    this.#state.set(stream.#state);
    this.#one = stream.#one;
    this.#other = stream.#other;
  }

  /** Decrypts bytes from `start` to before `end`, and moves on. */
  decrypt(bytes: Buffer, start: number, end: number): Buffer {
    const text = Buffer.allocUnsafe(end - start);
    for (let place = start; place < end; place += 1) text[place - start] = bytes[place] ^ this.#next();
    return text;
  }

  /** Moves on by so many bytes. */
  skip(count: number): void {
    for (let left = count; left > 0; left -= 1) this.#next();
  }

  #next(): number {
    const state = this.#state;
    this.#one = (this.#one + 1) & 0xff;
    this.#other = (this.#other + state[this.#one]) & 0xff;
    this.#swap(this.#one, this.#other);
    return state[(state[this.#one] + state[this.#other]) & 0xff];
  }

  #swap(one: number, other: number): void {
    const kept = this.#state[one];
    this.#state[one] = this.#state[other];
    this.#state[other] = kept;
  }
}
