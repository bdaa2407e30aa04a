import { FRAGMENT_LIFETIME_SECONDS, MAX_FRAGMENTED_DATAGRAMS } from '../base/limits.ts';
import type { FragmentNote } from './decode-result.ts';

interface FragmentList<T> {
  readonly seconds: number;
  readonly items: T[];
}

/** What is known of the pieces of IP datagrams that are not whole yet, piece by piece, by the decoder's key. */
export class FragmentLists<T> {
  readonly #lists = new Map<string, FragmentList<T>>();

  /** `seconds` is the capture time of the piece. */
  add({ key }: Readonly<FragmentNote>, seconds: number, item: T): void {
    const known = this.#lists.get(key);
    if (known !== undefined && Math.abs(seconds - known.seconds) <= FRAGMENT_LIFETIME_SECONDS) {
      known.items.push(item);
      return;
    }
    this.#lists.delete(key);
    this.#lists.set(key, { seconds, items: [item] });
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > MAX_FRAGMENTED_DATAGRAMS && oldest !== undefined) this.#lists.delete(oldest);
  }

  /** The pieces of a datagram that has become whole; they are forgotten. */
  take({ key }: Readonly<FragmentNote>): readonly T[] {
    const items = this.#lists.get(key)?.items ?? [];
    this.#lists.delete(key);
    return items;
  }

  /** What is known of datagrams that are not whole. */
  incomplete(): readonly T[] {
    return [...this.#lists.values()].flatMap(({ items }) => items);
  }
}
