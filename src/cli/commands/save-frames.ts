import type { AnalysisOptions, TlsOverview } from '../../engine/index.ts';
import { extractCapture, extractFormatOf } from '../../extract/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import { type Result, success } from '../failure.ts';
import type { FilesRead } from '../files-read.ts';
import { writeWhole } from '../output/file.ts';

interface ReadOptions extends Pick<AnalysisOptions, 'dialects' | 'reader'> {
  /** TLS connections of the capture. */
  readonly tls: TlsOverview['connections'];
}

const NONE: ReadonlySet<number> = new Set();

/**
 * Writes the frames of calls as a capture, `calls` being all exchanges of them, unchanged, and completely or not at all. Gives their number. Rejects with a
 * line that says why it failed.
 */
export async function saveFrames(
  files: readonly string[],
  options: ReadOptions,
  calls: readonly HookCall[],
  path: string,
  read: FilesRead,
): Promise<number> {
  const written = await writeFrames(files, options, calls, path, read);
  if (written.ok) return written.value;
  throw new Error(written.message);
}

async function writeFrames(
  files: readonly string[],
  { dialects, reader, tls }: ReadOptions,
  calls: readonly HookCall[],
  path: string,
  read: FilesRead,
): Promise<Result<number>> {
  const selection = {
    callCount: calls.length,
    calls: new Set(calls),
    connections: NONE,
    frames: NONE,
    windowed: NONE,
    span: null,
  };
  const format = extractFormatOf(path);
  const extracted = await extractCapture(files, {
    selection,
    calls,
    dialects,
    format,
    scrub: false,
    reader,
    tls,
    comments: null,
    tlsSecrets: null,
  });
  if (!extracted.ok) return extracted;
  const { extraction } = extracted;
  const written = await writeWhole(path, extraction.chunks(), read);
  return written.ok ? success(extraction.tally().frames) : written;
}
