import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';

/** Whether `script` of util-linux is there: it runs a program in a terminal of its own. Other systems have one with other flags. */
export const HAS_SCRIPT: boolean =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Milliseconds within which a text has to be shown. */
const PATIENCE_MS = 60_000;

interface Awaited {
  readonly text: string | RegExp;
  readonly settle: (milliseconds: number) => void;
}

/** A program in a terminal. Keys go in, and what it draws comes out. Times are milliseconds since the last act, or since the start. */
export class TerminalProgram {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  /** What was drawn since the last key. */
  #drawn = '';
  /** All that was drawn. */
  #said = '';
  #since = performance.now();
  #awaited: Awaited | null = null;

  constructor(words: readonly string[], { columns, rows }: TerminalSize) {
    const command = `stty cols ${columns} rows ${rows}; exec ${words.map(quoted).join(' ')}`;
    this.#process = spawn('script', ['-qefc', command, '/dev/null'], {
      env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: '1', SHELL: '/bin/sh' },
    });
    this.#process.stdout.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    this.#ended = new Promise((resolve, reject) => {
      this.#process.on('exit', () => resolve());
      this.#process.on('error', reject);
    });
  }

  /** Presses a key and waits until a text is drawn. Gives the milliseconds between. Throws where it is not drawn in time. */
  async press(key: string, text: string | RegExp): Promise<number> {
    return this.does(() => this.#process.stdin.write(key), text);
  }

  /** Does something and waits until a text is drawn. Gives the milliseconds between. */
  async does(act: () => void, text: string | RegExp): Promise<number> {
    this.#drawn = '';
    this.#since = performance.now();
    act();
    return this.shows(text);
  }

  /** Waits until nothing was drawn for so many milliseconds. */
  async isQuiet(milliseconds: number): Promise<void> {
    for (let said = -1; said !== this.#said.length; ) {
      said = this.#said.length;
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    }
  }

  /** Waits for a text to be drawn, since the last key or the start. */
  async shows(text: string | RegExp): Promise<number> {
    if (this.#isDrawn(text)) return performance.now() - this.#since;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${text} was not drawn; instead: ${this.#drawn.slice(-2000)}`)),
        PATIENCE_MS,
      );
    });
    const drawn = new Promise<number>((settle) => {
      this.#awaited = { text, settle };
    });
    try {
      return await Promise.race([drawn, late, this.#gone()]);
    } finally {
      clearTimeout(timer);
      this.#awaited = null;
    }
  }

  /** Whether a text was ever drawn. What stays on the screen is drawn once. */
  shown(text: string): boolean {
    return this.#said.includes(text);
  }

  /** Leaves the program by a key, and waits until it is gone. */
  async quit(key: string): Promise<void> {
    this.#process.stdin.write(key);
    await this.#ended;
  }

  /** Ends the program at once, after something went wrong. */
  kill(): void {
    this.#process.kill();
  }

  async #gone(): Promise<never> {
    await this.#ended;
    throw new Error(`the program ended; it said: ${this.#said.slice(-2000)}`);
  }

  #take(text: string): void {
    this.#said += text;
    this.#drawn += text;
    const awaited = this.#awaited;
    if (awaited === null || !this.#isDrawn(awaited.text)) return;
    this.#awaited = null;
    awaited.settle(performance.now() - this.#since);
  }

  #isDrawn(text: string | RegExp): boolean {
    return typeof text === 'string' ? this.#drawn.includes(text) : text.test(this.#drawn);
  }
}

/** A word of a POSIX shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
