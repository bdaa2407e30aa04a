import { MAX_FILE_REPLACEMENTS, MAX_REPLACED_FILES_DAMAGE } from '../../base/limits.ts';
import { compareInstants, type Instant } from '../../base/time.ts';
import type { CaptureInfo } from '../capture-info.ts';
import type { CaptureDiagnostic, CapturePlace, FileReplaced } from '../diagnostic.ts';

type Noted = Omit<FileReplaced, 'kind' | 'until' | 'times'>;

/** What is kept of the files that had the name of a followed file before: facts and diagnostics, not bytes. */
export class FormerFiles {
  /** Frames and bytes of all of them. */
  frames = 0;
  bytes = 0;
  #info: CaptureInfo | null = null;
  readonly #replacements: FileReplaced[] = [];
  readonly #damage: CaptureDiagnostic[] = [];
  /** Why the file that has the name now is not read, as far as is known. */
  #refusal: CaptureDiagnostic | null = null;

  /** Notes that the file that is read is no longer there; the first frame after it is not known yet. */
  note(replaced: Noted): void {
    const last = this.#replacements.at(-1);
    if (last !== undefined && last.until === null) {
      // Nothing came since the last time: from then on nothing is known.
      this.#replacements[this.#replacements.length - 1] = {
        ...last,
        how: replaced.how,
        times: last.times + 1,
      };
      return;
    }
    this.#replacements.push({ kind: 'file-replaced', until: null, times: 1, ...replaced });
    if (this.#replacements.length <= MAX_FILE_REPLACEMENTS) return;
    const [first, second] = this.#replacements;
    this.#replacements.splice(0, 2, { ...second, from: first.from, times: first.times + second.times });
  }

  /** True as long as no frame came since the last replacement. */
  get isWaiting(): boolean {
    return this.#replacements.at(-1)?.until === null;
  }

  /** Notes the time of the first frame after the last replacement. */
  resume(until: Instant): void {
    const last = this.#replacements.at(-1);
    if (last !== undefined) this.#replacements[this.#replacements.length - 1] = { ...last, until };
  }

  /** Takes back what was noted last: the file goes on after all. */
  withdraw(): void {
    const last = this.#replacements.pop();
    if (last !== undefined && last.times > 1) this.#replacements.push({ ...last, times: last.times - 1 });
  }

  /** Notes why the file that has the name now cannot be read. */
  refused(reason: string, place: CapturePlace): void {
    this.#refusal = { kind: 'read-failed', reason, ...place };
  }

  /** Adds a file that was read to its end. */
  add(info: CaptureInfo, diagnostics: readonly CaptureDiagnostic[]): void {
    this.#info = this.joined(info);
    this.frames += info.frames;
    this.bytes += info.bytes;
    this.#refusal = null;
    this.#damage.push(...diagnostics.slice(0, MAX_REPLACED_FILES_DAMAGE - this.#damage.length));
  }

  /** The diagnostics so far, apart from those of the file that is read now. */
  diagnostics(): readonly CaptureDiagnostic[] {
    return [...this.#damage, ...this.#replacements, ...(this.#refusal === null ? [] : [this.#refusal])];
  }

  /** What is known of all files of the name, the one that is read now (`info`) among them. */
  joined(info: CaptureInfo): CaptureInfo {
    const former = this.#info;
    if (former === null) return info;
    return {
      ...info,
      linkTypes: [...new Set([...former.linkTypes, ...info.linkTypes])],
      frames: former.frames + info.frames,
      bytes: former.bytes + info.bytes,
      firstTime: earlier(former.firstTime, info.firstTime),
      lastTime: later(former.lastTime, info.lastTime),
      timeDigits: Math.max(former.timeDigits, info.timeDigits),
      drops: former.drops + info.drops,
      commentsDropped: former.commentsDropped + former.comments.length + info.commentsDropped,
    };
  }
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return compareInstants(one, other) <= 0 ? one : other;
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return compareInstants(one, other) >= 0 ? one : other;
}
