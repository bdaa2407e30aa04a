import type { Buffer } from 'node:buffer';
import { createReadStream, openSync, statSync } from 'node:fs';
import { systemCode } from '../../base/system-error.ts';
import { directory, missing, type OpenError, unreadable } from '../open-error.ts';
import { FileSource, MemorySource, PieceSource, type RawSource } from './byte-source.ts';

/** Where a capture comes from. `path` is its name in diagnostics; only for `file` it is also opened. */
export type CaptureInput =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stream'; readonly path: string; readonly stream: AsyncIterable<Uint8Array> }
  | { readonly kind: 'bytes'; readonly path: string; readonly bytes: Buffer };

export type OpenedSource =
  | { readonly ok: true; readonly source: RawSource }
  | { readonly ok: false; readonly error: OpenError };

/** The input that a command line argument names: a file, or standard input for `-`. */
export function captureInput(argument: string): CaptureInput {
  return argument === '-'
    ? { kind: 'stream', path: '-', stream: process.stdin }
    : { kind: 'file', path: argument };
}

export function openSource(input: CaptureInput): OpenedSource {
  switch (input.kind) {
    case 'bytes':
      return { ok: true, source: new MemorySource(input.bytes) };
    case 'stream':
      return { ok: true, source: new PieceSource(input.stream) };
    case 'file':
      return openFile(input.path);
  }
}

function openFile(path: string): OpenedSource {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return { ok: false, error: directory(path) };
    // Synchronous reads of a named pipe or device would block the whole program.
    if (!found.isFile()) return { ok: true, source: new PieceSource(createReadStream(path)) };
    return { ok: true, source: new FileSource(openSync(path, 'r'), found.size) };
  } catch (error) {
    const code = systemCode(error);
    const gone = code === 'ENOENT' || code === 'ENOTDIR';
    return { ok: false, error: gone ? missing(path) : unreadable(path, error) };
  }
}
