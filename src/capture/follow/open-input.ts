import { type OpenedReader, openReader, type ReaderOptions, readerOf } from '../reader/open-reader.ts';
import { FileSource } from '../source/byte-source.ts';
import { type CaptureInput, openSource } from '../source/input.ts';
import { FollowedReader } from './followed-reader.ts';

/**
 * Opens input number `file` (from 0). A plain file that is followed is watched as well: it may be cut back, or another one
 * may take its place.
 */
export async function openInput(
  input: CaptureInput,
  file: number,
  options: ReaderOptions,
): Promise<OpenedReader> {
  if (!options.follow || input.kind !== 'file') return openReader(input, file, options);
  const opened = openSource(input);
  if (!opened.ok) return opened;
  const { source } = opened;
  const read = await readerOf(input.path, file, source, options);
  // Compressed data are not followed: their end is the end.
  if (!read.ok || !(source instanceof FileSource) || read.reader.info().compression !== null) return read;
  return { ok: true, reader: new FollowedReader(read.reader, source, { path: input.path, file, options }) };
}
