import type { ScreenStream } from '../options.ts';

/**
 * xterm control sequences (ctlseqs) for the alternate screen with the cursor saved, bracketed paste, and the cursor.
 */
const ENTER = '\u001b[?1049h\u001b[2J\u001b[H\u001b[?2004h\u001b[?25l';
const LEAVE = '\u001b[0m\u001b[?2004l\u001b[?25h\u001b[?1049l';
const CLEAR = '\u001b[2J\u001b[H';
const HOME = '\u001b[H';
const ERASE_BELOW = '\u001b[J';

/** Enters and leaves the alternate screen, each exactly once however often it is asked to. */
export class Screen {
  readonly #stdout: ScreenStream;
  #entered = false;

  constructor(stdout: ScreenStream) {
    this.#stdout = stdout;
  }

  enter(): void {
    if (this.#entered) return;
    this.#entered = true;
    this.#stdout.write(ENTER);
  }

  clear(): void {
    if (this.#entered) this.#stdout.write(CLEAR);
  }

  /** Replaces what the screen shows by lines, each as wide as the terminal. */
  paint(lines: string): void {
    if (this.#entered) this.#stdout.write(`${HOME}${lines}${ERASE_BELOW}`);
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
