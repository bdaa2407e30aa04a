import type { ScreenStream } from '../options.ts';

/**
 * xterm control sequences (ctlseqs) for the alternate screen with the cursor saved, bracketed paste, and the cursor.
 */
const ENTER = '\u001b[?1049h\u001b[2J\u001b[H\u001b[?2004h\u001b[?25l';
const LEAVE = '\u001b[0m\u001b[?2004l\u001b[?25h\u001b[?1049l';
const CLEAR = '\u001b[2J\u001b[H';
/** The cursor's place is kept meanwhile (DECSC, DECRC), for whoever else draws relative to it. */
const KEEP_PLACE = '\u001b7';
const RESTORE_PLACE = '\u001b8';
const ERASE_BELOW = '\u001b[J';

/** Enters and leaves the alternate screen, each exactly once however often it is asked to. */
export class Screen {
  readonly #stdout: ScreenStream;
  #entered = false;
  /** The lines that were painted last, from the top. */
  #painted: readonly string[] = [];

  constructor(stdout: ScreenStream) {
    this.#stdout = stdout;
  }

  enter(): void {
    if (this.#entered) return;
    this.#entered = true;
    this.#painted = [];
    this.#stdout.write(ENTER);
  }

  clear(): void {
    this.#painted = [];
    if (this.#entered) this.#stdout.write(CLEAR);
  }

  /** Shows lines, each as wide as the terminal, from the top of the screen on. Only those that are others than before are written. */
  paint(lines: readonly string[]): void {
    if (!this.#entered) return;
    const changed = lines.flatMap((line, at) => (line === this.#painted[at] ? [] : [`${toLine(at)}${line}`]));
    if (lines.length < this.#painted.length) changed.push(`${toLine(lines.length)}${ERASE_BELOW}`);
    this.#painted = lines;
    if (changed.length > 0) this.#stdout.write(`${KEEP_PLACE}${changed.join('')}${RESTORE_PLACE}`);
  }

  leave(): void {
    if (!this.#entered) return;
    this.#entered = false;
    try {
      this.#stdout.write(LEAVE);
    } catch {
      // The terminal no longer exists, so there is nothing to restore.
    }
  }
}

/** Puts the cursor at the beginning of a line, counted from 0. */
function toLine(at: number): string {
  return `\u001b[${at + 1};1H`;
}
