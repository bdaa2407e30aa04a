import { MAX_ICMP_ERRORS } from '../base/limits.ts';
import type { Instant } from '../base/time.ts';
import type { Direction } from '../stream/index.ts';
import { firstFrames } from './name-lookups.ts';

/** ICMP errors of one kind that one host sent about packets of one connection. */
export interface IcmpErrors {
  /** The number of the connection. */
  readonly connection: number;
  /** Which way the packets went that could not be delivered. */
  readonly direction: Direction;
  /** The address of the host that sent the errors: a router or firewall, or the host that was addressed. */
  readonly sender: string;
  /** 4: ICMP (RFC 792); 6: ICMPv6 (RFC 4443). */
  readonly family: number;
  readonly type: number;
  readonly code: number;
  /** Bytes of the largest packet that gets through, where the error names it; else 0. */
  readonly mtu: number;
  readonly count: number;
  /** Time of the first one. */
  readonly time: Instant;
  /** Frames of the first ones, in order; at most MAX_EVIDENCE_FRAMES. */
  readonly frames: readonly number[];
}

/** Gathers ICMP errors by connection, sender and kind: sums, so that those of several readings add up. */
export class IcmpErrorBook {
  readonly #errors = new Map<string, IcmpErrors>();
  #left = 0;

  add(errors: IcmpErrors): void {
    const { connection, direction, sender, family, type, code, mtu } = errors;
    const key = `${connection} ${direction} ${sender} ${family} ${type} ${code} ${mtu}`;
    const known = this.#errors.get(key);
    if (known !== undefined) this.#errors.set(key, joined(known, errors));
    else if (this.#errors.size < MAX_ICMP_ERRORS) this.#errors.set(key, errors);
    else this.#left += errors.count;
  }

  /** Errors beyond MAX_ICMP_ERRORS kinds. */
  get left(): number {
    return this.#left;
  }

  /** In order of their first frames. What comes later changes nothing of it. */
  errors(): readonly IcmpErrors[] {
    return [...this.#errors.values()].sort((one, other) => one.frames[0] - other.frames[0]);
  }
}

function joined(one: IcmpErrors, other: IcmpErrors): IcmpErrors {
  return {
    ...(one.frames[0] <= other.frames[0] ? one : other),
    count: one.count + other.count,
    frames: firstFrames(one.frames, other.frames),
  };
}
