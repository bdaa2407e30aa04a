import { EventEmitter } from 'node:events';
import headless from '@xterm/headless';
import type { ScreenStream } from '../../src/tui/index.ts';

const SHOWN_WITHIN_MS = 5000;

/** A terminal in memory: ink writes to `stdout`, the emulator shows what that looks like. */
export class VirtualScreen {
  readonly stdout: ScreenStream;
  /** Everything that was written, as it was. */
  readonly written: string[] = [];
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  readonly #events = new EventEmitter();

  constructor(columns: number, rows: number) {
    this.#terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    const terminal = this.#terminal;
    const stream = Object.assign(this.#events, {
      isTTY: true,
      writable: true,
      write: (text: string, done?: () => void): boolean => {
        this.written.push(text);
        // A terminal line driver puts CR before LF.
        terminal.write(text.replaceAll('\n', '\r\n'), () => done?.());
        return true;
      },
    });
    Object.defineProperty(stream, 'columns', { get: () => terminal.cols });
    Object.defineProperty(stream, 'rows', { get: () => terminal.rows });
    this.stdout = stream as unknown as ScreenStream;
  }

  /** Writes as the shell would, before the program began. */
  async shell(text: string): Promise<void> {
    await new Promise<void>((resolve) => this.#terminal.write(text, resolve));
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#events.emit('resize');
  }

  /** The lines that can be seen, without spaces at their ends. */
  async lines(): Promise<readonly string[]> {
    await this.shell('');
    const buffer = this.#terminal.buffer.active;
    return Array.from({ length: this.#terminal.rows }, (_, index) => {
      const line = buffer.getLine(buffer.baseY + index);
      return line?.translateToString(true) ?? '';
    });
  }

  async text(): Promise<string> {
    return `${(await this.lines()).join('\n').trimEnd()}\n`;
  }

  /** Waits until a text can be seen. */
  async shows(text: string): Promise<void> {
    const deadline = Date.now() + SHOWN_WITHIN_MS;
    for (;;) {
      const shown = await this.text();
      if (shown.includes(text)) return;
      if (Date.now() > deadline) throw new Error(`${text} is not on the screen:\n${shown}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Lines that were scrolled out of view: none, as long as no frame is as high as the screen. */
  get scrolledOut(): number {
    return this.#terminal.buffer.active.baseY;
  }

  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  /** Columns at which a character stands in a line. */
  columnOf(line: number, character: string): readonly number[] {
    const buffer = this.#terminal.buffer.active;
    const row = buffer.getLine(buffer.baseY + line);
    const found: number[] = [];
    for (let column = 0; column < this.#terminal.cols; column++) {
      if (row?.getCell(column)?.getChars() === character) found.push(column);
    }
    return found;
  }
}
