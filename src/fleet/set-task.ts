import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A file of a capture set as it was when it was submitted. */
export interface SetFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  readonly sha256: string;
}

/** How sets of a run are read: what the id of a job depends on besides the contents. */
export interface SetSettings {
  readonly ports: readonly number[];
  readonly host: string | null;
  /** As `--dialect` has it, a file with its whole path; null: all that come with the program. */
  readonly dialect: string | null;
  /** SHA-256 of what the dialects said when the set was submitted. */
  readonly dialects: string;
}

/** A job: references and counts, and nothing of what the captures hold. */
export interface SetTask {
  readonly files: readonly SetFile[];
  readonly settings: SetSettings;
  /** Of the program that submitted it. */
  readonly version: string;
}

/** What came of a set: counts. */
export interface SetOutcome {
  readonly frames: number;
  readonly bytes: number;
  readonly calls: number;
  readonly shardBytes: number;
  /** The rules with the most important findings, with their severity and how many there are. */
  readonly worst: readonly (readonly [rule: string, severity: string, count: number])[];
}

/** How far a set was read, as a job tells it. */
export interface SetProgress {
  readonly bytes: number;
  readonly frames: number;
}

/** The file as it is now. Reads it through. */
export async function setFileOf(path: string): Promise<SetFile> {
  const before = await stat(path);
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path)) sum.update(chunk as Uint8Array);
  return { path, bytes: before.size, changedAt: before.mtimeMs, sha256: sum.digest('hex') };
}

/** The id of a job: the same for the same contents, settings and version, so that a second submit adds nothing. */
export function taskId({ files, settings, version }: SetTask): string {
  const sum = createHash('sha256').update(JSON.stringify([version, settings]));
  for (const { sha256 } of files) sum.update(sha256);
  return `c-${sum.digest('hex')}`;
}

/** SHA-256 of dialects, which are data: workers have to have the same. */
export function digestOf(dialects: readonly object[]): string {
  return createHash('sha256').update(JSON.stringify(dialects)).digest('hex');
}

/** Why the files are no longer those that were submitted, as a sentence that names one; null where they are. */
export async function whyChanged({ files }: SetTask): Promise<string | null> {
  for (const { path, bytes, changedAt, sha256 } of files) {
    const now = await stat(path).catch((error: NodeJS.ErrnoException) => error.code ?? 'unreadable');
    if (typeof now === 'string')
      return `${path}: cannot be read (${now}); it was there when it was submitted`;
    if (now.size === bytes && now.mtimeMs === changedAt) continue;
    // Copies have times of their own: what counts is the content.
    if (now.size !== bytes || (await setFileOf(path)).sha256 !== sha256) {
      return `${path}: changed after it was submitted; submit it again`;
    }
  }
  return null;
}
