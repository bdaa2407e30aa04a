import { guardRatio } from '../compression/compression-bomb-guard.ts';
import { gunzip, isGzip } from '../compression/gzip.ts';
import { unzstd } from '../compression/zstd.ts';
import { isZstd } from '../compression/zstd-frame.ts';
import type { Compression, Damage } from '../diagnostic.ts';
import type { FrameReader } from '../frame-reader.ts';
import {
  badHeader,
  empty,
  emptyWithin,
  notACapture,
  type OpenError,
  unreadable,
  unsupportedByReader,
} from '../open-error.ts';
import {
  type ClassicHeader,
  FILE_HEADER_BYTES,
  isClassicMagic,
  isKnownVersion,
  readClassicHeader,
} from '../pcap/header.ts';
import { BLOCK, BYTE_ORDER_MAGIC } from '../pcapng/blocks.ts';
import type { SecretsTaker } from '../pcapng/walker.ts';
import { type ByteSource, PieceSource, type RawSource } from '../source/byte-source.ts';
import { ByteWindow } from '../source/byte-window.ts';
import { type CaptureInput, openSource } from '../source/input.ts';
import { recogniseForeign, SIGNATURE_BYTES } from './foreign-formats.ts';
import { OwnReader } from './own-reader.ts';
import type { CompressedDamage, RecognisedCapture } from './recognised-capture.ts';

/**
 * `hookscope`: the project's own reader. `pcap-parser`: the npm package of that name, which reads only classic pcap
 * with microseconds.
 */
export type ReaderName = 'hookscope' | 'pcap-parser';

export interface ReaderOptions {
  readonly reader: ReaderName;
  /** True: the file may grow, so its end is not final until `finish()`. Only for uncompressed files. */
  readonly follow: boolean;
  /** Takes the secrets of TLS sessions that a pcapng file holds (Decryption Secrets Blocks), as they are met; null: nobody. */
  readonly onSecrets: SecretsTaker | null;
  /** Initial size of the reader's buffer in bytes. */
  readonly windowBytes: number;
}

export type OpenedReader =
  | { readonly ok: true; readonly reader: FrameReader }
  | { readonly ok: false; readonly error: OpenError };

const MAGIC_BYTES = 4;
const SECTION_START_BYTES = 12;

/** Opens input number `file` (from 0): decompresses it where needed, recognises its format, and makes its reader. */
export async function openReader(
  input: CaptureInput,
  file: number,
  options: ReaderOptions,
): Promise<OpenedReader> {
  const opened = openSource(input);
  return opened.ok ? readerOf(input.path, file, opened.source, options) : opened;
}

/** The same for a source that is open; it is closed where nothing can be read from it. */
export async function readerOf(
  path: string,
  file: number,
  source: RawSource,
  options: ReaderOptions,
): Promise<OpenedReader> {
  let result: OpenedReader;
  try {
    result = await recognise(path, file, source, options);
  } catch (error) {
    result = { ok: false, error: unreadable(path, error) };
  }
  if (!result.ok) source.close();
  return result;
}

async function recognise(
  path: string,
  file: number,
  raw: RawSource,
  options: ReaderOptions,
): Promise<OpenedReader> {
  const outer = new ByteWindow(options.windowBytes);
  await outer.ensure(raw, MAGIC_BYTES);
  if (outer.available === 0) return { ok: false, error: empty(path) };

  const compression = compressionOf(outer);
  const compressed: CompressedDamage = { found: [], listener: null };
  let source: ByteSource = raw;
  let window = outer;
  if (compression !== null) {
    const report = (damage: Damage): void => {
      if (compressed.listener === null) compressed.found.push(damage);
      else compressed.listener(damage);
    };
    const decompress = compression === 'gzip' ? gunzip : unzstd;
    const pieces = decompress({ source: raw, window: outer }, report);
    source = new PieceSource(guardRatio(pieces, raw, compression, report));
    window = new ByteWindow(options.windowBytes);
    await window.ensure(source, MAGIC_BYTES);
    if (window.available === 0) {
      return { ok: false, error: emptyWithin(path, compression, compressed.found[0] ?? null) };
    }
  }
  const header = await recogniseHeader(path, source, window, compression);
  if ('message' in header) return { ok: false, error: header };
  const follow = options.follow && compression === null;
  const { onSecrets } = options;
  const capture = { path, file, raw, source, window, header, compression, follow, onSecrets, compressed };
  if (options.reader === 'hookscope') return { ok: true, reader: new OwnReader(capture) };
  return openWithPcapParser(capture);
}

async function openWithPcapParser(capture: RecognisedCapture): Promise<OpenedReader> {
  const found = foreignToPcapParser(capture.header);
  if (found !== null) return { ok: false, error: unsupportedByReader(capture.path, found) };
  const { openPcapParserReader } = await import('./pcap-parser-reader.ts');
  return { ok: true, reader: await openPcapParserReader(capture) };
}

/** What the npm package cannot read about a header, in words; null where it can read it. */
function foreignToPcapParser(header: RecognisedCapture['header']): string | null {
  if (header.format === 'pcapng') return 'pcapng';
  if (header.unitNanoseconds === 1) return 'pcap with nanoseconds';
  if (header.recordHeaderBytes !== 16) return 'pcap with modified record headers';
  if (header.lengthOrder !== 'captured-first') return 'pcap of a version before 2.4';
  return null;
}

function compressionOf({ bytes, start, available }: ByteWindow): Compression | null {
  if (available >= 2 && isGzip(bytes, start)) return 'gzip';
  return available >= MAGIC_BYTES && isZstd(bytes, start) ? 'zstd' : null;
}

async function recogniseHeader(
  path: string,
  source: ByteSource,
  window: ByteWindow,
  compression: Compression | null,
): Promise<RecognisedCapture['header'] | OpenError> {
  if (window.available >= MAGIC_BYTES) {
    if (isClassicMagic(window.bytes, window.start)) return classicHeader(path, source, window);
    if (window.view.getUint32(window.start, true) === BLOCK.sectionHeader) {
      return pcapngHeader(path, source, window);
    }
  }
  await window.ensure(source, SIGNATURE_BYTES);
  const head = window.bytes.subarray(window.start, Math.min(window.end, window.start + SIGNATURE_BYTES));
  return notACapture(path, head, recogniseForeign(head), compression);
}

async function classicHeader(
  path: string,
  source: ByteSource,
  window: ByteWindow,
): Promise<ClassicHeader | OpenError> {
  if (!(await window.ensure(source, FILE_HEADER_BYTES))) {
    return badHeader(path, `a pcap file that ends inside its file header (${window.available} of 24 bytes)`);
  }
  const header = readClassicHeader(window.bytes, window.start);
  if (header === null) return badHeader(path, 'no pcap file');
  if (!isKnownVersion(header)) {
    const version = `${header.majorVersion}.${header.minorVersion}`;
    return badHeader(path, `a pcap file of version ${version}; only 2.x is known`);
  }
  window.start += FILE_HEADER_BYTES;
  return header;
}

async function pcapngHeader(
  path: string,
  source: ByteSource,
  window: ByteWindow,
): Promise<{ readonly format: 'pcapng' } | OpenError> {
  if (!(await window.ensure(source, SECTION_START_BYTES))) {
    return badHeader(path, 'a pcapng file that ends inside its Section Header Block');
  }
  const at = window.start + 8;
  const little = window.view.getUint32(at, true) === BYTE_ORDER_MAGIC;
  if (!little && window.view.getUint32(at, false) !== BYTE_ORDER_MAGIC) {
    return badHeader(path, 'begins like pcapng, but without its byte-order magic');
  }
  return { format: 'pcapng' };
}
