import type { Buffer } from 'node:buffer';
import { newView, WORD } from '../base/words.ts';
import type { Dialect, RetryRule } from '../dialects/index.ts';
import { type MemberRange, memberRange } from './member-range.ts';

const FNV_PRIME = 0x01000193;

/** A part of some bytes, with a view of them. */
export interface BodyBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
}

/**
 * A 32-bit word that a call shares with its repetitions: to find repeated calls without keeping bodies. It is of all bytes of the
 * body, or of those that the dialect says are equal.
 */
export function fingerprintOfBody(dialect: Dialect, bytes: Buffer): number {
  return fingerprintOfRange(dialect, { bytes, view: newView(bytes), start: 0, end: bytes.length });
}

/** The fingerprint of a body that is a part of some bytes. */
export function fingerprintOfRange({ delivery }: Dialect, body: BodyBytes): number {
  const identity = delivery.retry?.identity;
  return (
    (identity === undefined ? null : identityOf(identity, body)) ?? hashOf(body.view, body.start, body.end)
  );
}

/** FNV-1a over four bytes at a time. */
function hashOf(view: DataView, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  let at = start;
  for (; at + WORD <= end; at += WORD) hash = Math.imul(hash ^ view.getInt32(at, true), FNV_PRIME);
  for (; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), FNV_PRIME);
  return hash >>> 0;
}

/** The hash of what is equal in repetitions; null where the body has none of the members that say so: then all of it counts. */
function identityOf(identity: NonNullable<RetryRule['identity']>, body: BodyBytes): number | null {
  const { bytes, view, start, end } = body;
  const find = (path: readonly string[]): MemberRange | null => memberRange(bytes, start, end, path);
  if (identity.by === 'members') {
    const found = identity.paths.map(find).filter((range) => range !== null);
    if (found.length < identity.paths.length) return null;
    return joined(found.map(({ valueStart, valueEnd }) => hashOf(view, valueStart, valueEnd)));
  }
  const without = identity.members.map((name) => find([name])).filter((range) => range !== null);
  if (without.length === 0) return null;
  without.sort((one, other) => one.nameStart - other.nameStart);
  const starts = [start, ...without.map(({ valueEnd }) => valueEnd)];
  const ends = [...without.map(({ nameStart }) => nameStart), end];
  return joined(starts.map((from, index) => hashOf(view, from, ends[index] ?? end)));
}

function joined(hashes: readonly number[]): number {
  return hashes.reduce((sum, hash) => Math.imul(sum ^ hash, FNV_PRIME) >>> 0, 0x811c9dc5);
}

/** That of a body without a byte: it says nothing, so that two of them prove nothing. */
export const EMPTY_FINGERPRINT = hashOf(new DataView(new ArrayBuffer(0)), 0, 0);
