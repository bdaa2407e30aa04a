import type { AnalysisProgress, FileScan, InputError } from '../../engine/index.ts';
import type { HandedExchanges } from './handed-exchanges.ts';

/** What a thread is asked to do. */
export type Task =
  | { readonly kind: 'scan'; readonly path: string }
  | { readonly kind: 'read'; readonly paths: readonly string[] };

/** What a thread says. Each task ends with one message that is no progress. */
export type Reply =
  | { readonly kind: 'progress'; readonly progress: AnalysisProgress }
  | { readonly kind: 'scanned'; readonly scan: FileScan }
  /** A shard as the bytes of its file, and what its reading kept besides. */
  | { readonly kind: 'read'; readonly bytes: Uint8Array<ArrayBuffer>; readonly exchanges: HandedExchanges }
  | { readonly kind: 'unread'; readonly errors: readonly InputError[] };

/** The word by which a thread of the program is started, instead of a command. */
export const READING_THREAD = 'internal-reading-thread';
