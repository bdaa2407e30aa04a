import type { Frame } from '../frame.ts';

/** How a pcapng interface counts time (option if_tsresol, draft-ietf-opsawg-pcapng section 4.2). */
export interface TimeScale {
  /** Units in a second. Not used where `wide` is set. */
  readonly perSecond: number;
  /** The units beyond a whole second become nanoseconds by `floor(rest * multiplier / divisor)`. */
  readonly multiplier: number;
  readonly divisor: number;
  /** Decimal digits of the second that the units give, at most 9. */
  readonly digits: number;
  /** Units in a second, where the intermediate results of the division do not fit into a double; null where they do. */
  readonly wide: bigint | null;
}

/** The value of if_tsresol that applies where the option is absent: microseconds. */
export const MICROSECONDS = 6;

const BINARY = 0x80;
const NANOSECONDS_A_SECOND = 1_000_000_000n;

/** Up to this exponent every intermediate result of `stamp` stays below 2^53: the largest are near 2^37 and 10^11. */
const LARGEST_DECIMAL_EXPONENT = 11;
/** 10^9 is 2^9 * 5^9. Up to this exponent `rest * 5^9` stays below 2^53. */
const LARGEST_BINARY_EXPONENT = 32;

/** The scale of one if_tsresol byte: the unit is 10^-n seconds, or 2^-n where the byte's highest bit is set. */
export function timeScale(resolution: number): TimeScale {
  const exponent = resolution & 0x7f;
  return (resolution & BINARY) === 0 ? decimalScale(exponent) : binaryScale(exponent);
}

function decimalScale(exponent: number): TimeScale {
  return {
    perSecond: 10 ** exponent,
    multiplier: exponent <= 9 ? 10 ** (9 - exponent) : 1,
    divisor: exponent <= 9 ? 1 : 10 ** (exponent - 9),
    digits: Math.min(exponent, 9),
    wide: exponent <= LARGEST_DECIMAL_EXPONENT ? null : 10n ** BigInt(exponent),
  };
}

function binaryScale(exponent: number): TimeScale {
  return {
    perSecond: 2 ** exponent,
    multiplier: 5 ** 9 * (exponent <= 9 ? 2 ** (9 - exponent) : 1),
    divisor: exponent <= 9 ? 1 : 2 ** (exponent - 9),
    digits: Math.min(Math.ceil(exponent * Math.log10(2)), 9),
    wide: exponent <= LARGEST_BINARY_EXPONENT ? null : 2n ** BigInt(exponent),
  };
}

/**
 * Writes the time of a 64-bit count into `frame`, cut to nanoseconds without rounding. `high` and `low` are the
 * unsigned 32-bit halves of the count. `offset` is the interface's if_tsoffset in seconds, which may be negative.
 */
export function stamp(frame: Frame, scale: TimeScale, offset: number, high: number, low: number): void {
  if (scale.wide !== null) {
    stampWide(frame, scale.wide, offset, high, low);
    return;
  }
  // Long division in base 2^16: every intermediate result is an integer that a double holds exactly.
  const perSecond = scale.perSecond;
  const quotientHigh = Math.floor(high / perSecond);
  let rest = (high - quotientHigh * perSecond) * 65_536 + (low >>> 16);
  const quotientMiddle = Math.floor(rest / perSecond);
  rest = (rest - quotientMiddle * perSecond) * 65_536 + (low & 0xffff);
  const quotientLow = Math.floor(rest / perSecond);
  rest -= quotientLow * perSecond;
  frame.seconds = quotientHigh * 4_294_967_296 + quotientMiddle * 65_536 + quotientLow + offset;
  frame.nanoseconds = Math.floor((rest * scale.multiplier) / scale.divisor);
}

function stampWide(frame: Frame, perSecond: bigint, offset: number, high: number, low: number): void {
  const count = (BigInt(high) << 32n) | BigInt(low);
  frame.seconds = Number(count / perSecond) + offset;
  frame.nanoseconds = Number(((count % perSecond) * NANOSECONDS_A_SECOND) / perSecond);
}
