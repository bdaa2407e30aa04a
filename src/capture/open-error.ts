import { Buffer } from 'node:buffer';
import { systemCode, systemReason } from '../base/system-error.ts';
import type { Compression, Damage } from './diagnostic.ts';

/**
 * Why an input cannot be read as a capture at all. `message` is one line: it names the file, what was found, and what
 * to do.
 */
export type OpenError =
  | { readonly kind: 'no-input'; readonly path: string; readonly message: string }
  | { readonly kind: 'missing'; readonly path: string; readonly message: string }
  | { readonly kind: 'directory'; readonly path: string; readonly message: string }
  /** `code` is the error code of the operating system, such as EACCES. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly code: string; readonly message: string }
  | { readonly kind: 'empty'; readonly path: string; readonly message: string }
  /** `found` says what the input looks like; `firstBytes` are its first bytes in hexadecimal. */
  | {
      readonly kind: 'not-a-capture';
      readonly path: string;
      readonly found: string;
      readonly firstBytes: string;
      readonly message: string;
    }
  /** The input is a capture or compressed data, but its beginning cannot be used. */
  | {
      readonly kind: 'bad-header';
      readonly path: string;
      readonly reason: string;
      readonly message: string;
    }
  /** The reader that was asked for cannot read this format. */
  | {
      readonly kind: 'unsupported-by-reader';
      readonly path: string;
      readonly found: string;
      readonly message: string;
    };

const FIRST_BYTES = 8;

export function noInput(): OpenError {
  return { kind: 'no-input', path: '', message: 'no capture file was given' };
}

export function missing(path: string): OpenError {
  return { kind: 'missing', path, message: `${path}: no such file` };
}

export function directory(path: string): OpenError {
  return { kind: 'directory', path, message: `${path}: is a directory; give the capture files in it` };
}

export function unreadable(path: string, error: unknown): OpenError {
  const code = systemCode(error) ?? 'unknown';
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : systemReason(error);
  return { kind: 'unreadable', path, code, message: `${path}: cannot be read: ${reason}` };
}

export function empty(path: string): OpenError {
  const what = path === '-' ? 'standard input' : path;
  return { kind: 'empty', path, message: `${what}: is empty (0 bytes); tcpdump writes at once only with -U` };
}

/**
 * The error for compressed data from which nothing could be decompressed. `damage` says why; null means that they hold
 * no bytes.
 */
export function emptyWithin(path: string, compression: Compression, damage: Damage | null): OpenError {
  if (damage === null) {
    return {
      kind: 'empty',
      path,
      message: `${path}: is empty: ${compression}-compressed, it holds no bytes`,
    };
  }
  const reason = damage.kind === 'corrupt-compression' ? damage.reason : 'it ends early';
  return badHeader(path, `${compression}-compressed, but nothing of it can be decompressed: ${reason}`);
}

/**
 * The error for an input that is no capture. `head` is its beginning, decompressed; `found` and `advice` tell what it
 * was recognised as.
 */
export function notACapture(
  path: string,
  head: Buffer,
  { found, advice }: { readonly found: string; readonly advice: string },
  compression: Compression | null,
): OpenError {
  const firstBytes = hexadecimal(head.subarray(0, FIRST_BYTES));
  const wrapped = compression === null ? '' : `${compression}-compressed, and within it `;
  return {
    kind: 'not-a-capture',
    path,
    found,
    firstBytes,
    message: `${path}: not a capture: ${wrapped}${found} (begins with ${firstBytes}); ${advice}`,
  };
}

export function badHeader(path: string, reason: string): OpenError {
  return { kind: 'bad-header', path, reason, message: `${path}: ${reason}` };
}

export function unsupportedByReader(path: string, found: string): OpenError {
  return {
    kind: 'unsupported-by-reader',
    path,
    found,
    message: `${path}: the reader pcap-parser knows only classic pcap with microseconds, and this is ${found}; leave out --reader, or convert it: editcap -F pcap IN OUT.pcap`,
  };
}

function hexadecimal(bytes: Buffer): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/(..)(?=.)/g, '$1 ');
}
