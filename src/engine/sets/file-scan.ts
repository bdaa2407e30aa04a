import type { Instant } from '../../base/time.ts';
import { captureInput, openCapture, type ReaderName } from '../../capture/index.ts';
import { readInTurns } from '../run.ts';
import { UNATTENDED_TURN_MS } from '../scheduling.ts';
import { ConversationSample, type Conversations } from './conversations.ts';

/** What is known of one file before anything of it is analysed: enough to tell which files belong together. */
export interface ScannedFile {
  readonly path: string;
  readonly frames: number;
  /** Earliest and latest time of its frames; null where no frame has a time. */
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
  /** LINKTYPE_ numbers, in the order of their first frames. */
  readonly linkTypes: readonly number[];
  readonly conversations: Conversations;
}

/** A file, or why it cannot be read: one line that names it. */
export type FileScan =
  | { readonly ok: true; readonly file: ScannedFile }
  | { readonly ok: false; readonly path: string; readonly message: string };

/** How far the scan of files has come. */
export interface ScanProgress {
  /** Bytes of this file that were read, and its size where it is known. */
  readonly bytes: number;
  readonly total: number | null;
  readonly frames: number;
}

/**
 * Reads a file through for its times, and looks at the conversations of its first frames. Nothing is put together of what
 * went over them. Damage is no error: the analysis tells of it.
 */
export async function scanFile(
  path: string,
  reader: ReaderName,
  onProgress: ((progress: ScanProgress) => void) | null,
): Promise<FileScan> {
  const opened = await openCapture([captureInput(path)], { reader });
  if (!opened.ok) return { ok: false, path, message: opened.error.message };
  const { capture } = opened;
  const sample = new ConversationSample();
  let frames = 0;
  try {
    for await (const pause of readInTurns(
      capture,
      (frame) => {
        frames += 1;
        sample.take(frame);
      },
      UNATTENDED_TURN_MS,
    )) {
      if (pause !== 'turn' || onProgress === null) continue;
      const { bytesRead, bytesTotal } = capture.progress();
      onProgress({ bytes: bytesRead, total: bytesTotal, frames });
    }
    const [info] = capture.info();
    const { firstTime = null, lastTime = null, linkTypes = [] } = info ?? {};
    return {
      ok: true,
      file: { path, frames, firstTime, lastTime, linkTypes, conversations: sample.conversations() },
    };
  } finally {
    capture.close();
  }
}
