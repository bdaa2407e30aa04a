import type { ScreenStream } from '../options.ts';

/** xterm control sequences (ctlseqs): the alternate screen with the cursor saved, bracketed paste, the cursor. */
const ENTER = '\u001b[?1049h\u001b[2J\u001b[H\u001b[?2004h\u001b[?25l';
const LEAVE = '\u001b[0m\u001b[?2004l\u001b[?25h\u001b[?1049l';
const CLEAR = '\u001b[2J\u001b[H';
const HOME = '\u001b[H';
const ERASE_BELOW = '\u001b[J';

/** The alternate screen: taken and given back, each exactly once however often it is asked for. */
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

  /** Puts a screen of lines, each as wide as the terminal, in the place of what is there. */
  paint(lines: string): void {
    if (this.#entered) this.#stdout.write(`${HOME}${lines}${ERASE_BELOW}`);
  }

  leave(): void {
    if (!this.#entered) return;
    this.#entered = false;
    try {
      this.#stdout.write(LEAVE);
    } catch {
      // The terminal is gone: nothing is left to restore.
    }
  }
}
