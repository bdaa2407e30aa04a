import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';

const SHOWN_WITHIN_MS = 15_000;

export const HAS_TMUX = spawnSync('tmux', ['-V']).status === 0;

/** A real terminal: a tmux server of its own, with one window in which a shell runs. */
export class Tmux {
  readonly #server = `hookscope-${randomUUID()}`;

  constructor(columns: number, rows: number, folder: string) {
    const size = ['-x', String(columns), '-y', String(rows)];
    this.#run([
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      ...size,
      '-c',
      folder,
      'env PS1="$ " CI= bash --norc --noprofile',
    ]);
    this.#run(['set-option', '-g', 'status', 'off']);
  }

  /** Types text, letter by letter as a person would. */
  type(text: string): void {
    this.#run(['send-keys', '-l', '--', text]);
  }

  /** Presses keys by their names in tmux: `Enter`, `Escape`, `Tab`. */
  press(...keys: readonly string[]): void {
    this.#run(['send-keys', ...keys]);
  }

  resize(columns: number, rows: number): void {
    this.#run(['resize-window', '-x', String(columns), '-y', String(rows)]);
  }

  screen(): string {
    return this.#run(['capture-pane', '-p']);
  }

  /** The screen with the escape sequences of its colours, and with the spaces at the ends of lines. */
  colours(): string {
    return this.#run(['capture-pane', '-p', '-e', '-N']);
  }

  /** Is the alternate screen shown? Is the cursor? */
  modes(): { readonly alternate: boolean; readonly cursor: boolean } {
    const [alternate, cursor] = this.#run(['display-message', '-p', '#{alternate_on} #{cursor_flag}'])
      .trim()
      .split(' ');
    return { alternate: alternate === '1', cursor: cursor === '1' };
  }

  /** Waits until the screen shows a text. */
  async shows(text: string | RegExp): Promise<string> {
    const deadline = Date.now() + SHOWN_WITHIN_MS;
    for (;;) {
      const shown = this.screen();
      if (typeof text === 'string' ? shown.includes(text) : text.test(shown)) return shown;
      if (Date.now() > deadline) throw new Error(`${text} is not on the screen:\n${shown}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  end(): void {
    spawnSync('tmux', ['-L', this.#server, 'kill-server']);
  }

  #run(words: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#server, ...words], { encoding: 'utf8' });
  }
}
