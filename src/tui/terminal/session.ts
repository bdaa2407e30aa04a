import process from 'node:process';
import { systemReason } from '../../base/system-error.ts';
import type { KeyEvent } from '../keys/decode.ts';
import type { Size } from '../layout/layout.ts';
import type { TerminalOptions } from '../options.ts';
import type { AnalysisSource } from '../source.ts';
import type { Effect, State } from '../state/state.ts';
import type { Store } from '../store/store.ts';
import { copyText } from './clipboard.ts';
import { feed } from './feed.ts';
import { Keyboard, keyStream } from './keyboard.ts';
import { orderInTurns } from './ordering.ts';
import { Picture } from './picture.ts';
import { recoverOnDemand } from './recovery.ts';
import { exportChoices, saveExport } from './save.ts';
import { Screen } from './screen.ts';
import { searchOnDemand } from './searching.ts';
import { siftInTurns } from './sifting.ts';

/** Signals that end the program. It restores the screen and then ends by the signal. */
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds after which the program has certainly been stopped, if the shell stops it. */
const RESUME_MS = 100;

/** How the session ended: `signal` is null where the user ended it; otherwise the process has to end by the signal. */
export type SessionEnd = { readonly signal: NodeJS.Signals | null };

export function sizeOf({ columns, rows }: Pick<NodeJS.WriteStream, 'columns' | 'rows'>): Size {
  return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
}

/** One session at the terminal: from entering the screen to leaving it. */
export class TerminalSession {
  readonly #store: Store;
  readonly #options: TerminalOptions;
  readonly #screen: Screen;
  readonly #keyboard: Keyboard;
  readonly #picture: Picture;
  readonly #cleanups: (() => void)[] = [];
  #end: (ending: SessionEnd) => void = () => {};
  #fail: (error: unknown) => void = () => {};

  constructor(store: Store, options: TerminalOptions) {
    this.#store = store;
    this.#options = options;
    this.#screen = new Screen(options.stdout);
    const fail = (error: unknown): void => this.#fail(error);
    this.#picture = new Picture(store, this.#screen, options.stdout, options.color, fail);
    this.#keyboard = new Keyboard(keyStream(options.stdin), (event) => this.#take(event));
  }

  async run(source: AnalysisSource): Promise<SessionEnd> {
    const ended = new Promise<SessionEnd>((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
    });
    this.#listen();
    try {
      this.#screen.enter();
      this.#keyboard.start();
      this.#picture.start();
      this.#cleanups.push(
        feed(source, this.#store, (error) => this.#fail(error)),
        recoverOnDemand(this.#store, this.#options.loadExchange),
        siftInTurns(this.#store),
        searchOnDemand(this.#store, this.#options.lookAgain, (error) => this.#fail(error)),
        orderInTurns(this.#store, (error) => this.#fail(error)),
        this.#store.subscribe(() => this.#afterChange()),
      );
      this.#afterChange();
      return await ended;
    } finally {
      for (const cleanup of this.#cleanups) cleanup();
      this.#restore();
    }
  }

  /** Restores screen and keyboard. May be called at any time, and more than once. */
  readonly #restore = (): void => {
    this.#picture.stop();
    this.#screen.leave();
    this.#keyboard.stop();
  };

  #listen(): void {
    const { stdout } = this.#options;
    const resized = (): void => {
      const size = sizeOf(stdout);
      const before = this.#store.getState().size;
      if (size.columns === before.columns && size.rows === before.rows) return;
      // The terminal may have reflowed the old lines in any way.
      this.#screen.clear();
      this.#store.dispatch({ type: 'resize', size });
    };
    stdout.on('resize', resized);
    process.on('exit', this.#restore);
    process.on('uncaughtExceptionMonitor', this.#restore);
    const onSignals = ENDING_SIGNALS.map((signal) => [signal, () => this.#end({ signal })] as const);
    for (const [signal, handle] of onSignals) process.on(signal, handle);
    this.#cleanups.push(() => {
      stdout.off('resize', resized);
      process.off('exit', this.#restore);
      process.off('uncaughtExceptionMonitor', this.#restore);
      for (const [signal, handle] of onSignals) process.off(signal, handle);
    });
  }

  #take(event: KeyEvent): void {
    if (event.kind === 'paste') this.#store.dispatch({ type: 'paste', text: event.text });
    else this.#store.dispatch({ type: 'key', key: event.key });
  }

  /**
   * Stops the program and leaves the terminal to the shell. The timer fires once the shell continues the program, or if
   * it was never stopped.
   */
  #suspend(): void {
    this.#restore();
    setTimeout(() => this.#resume(), RESUME_MS);
    process.kill(process.pid, 'SIGTSTP');
  }

  #resume(): void {
    this.#screen.enter();
    this.#keyboard.start();
    this.#store.dispatch({ type: 'resize', size: sizeOf(this.#options.stdout) });
    this.#picture.start();
  }

  /** Handles the parts of a new state other than its picture. */
  #afterChange(): void {
    const state = this.#store.getState();
    if (state.effects.length > 0) {
      const { effects } = state;
      this.#store.dispatch({ type: 'effects-taken' });
      for (const effect of effects) void this.#perform(effect, state);
    }
  }

  async #perform(effect: Effect, state: State): Promise<void> {
    const { stdout, folder, environment, whyNotWritten } = this.#options;
    switch (effect.kind) {
      case 'quit':
        this.#end({ signal: null });
        return;
      case 'suspend':
        this.#suspend();
        return;
      case 'redraw':
        this.#picture.redraw();
        return;
      case 'copy': {
        const write = (sequence: string): boolean => stdout.write(sequence);
        const options = { write, folder, terminal: environment.TERM, whyNotWritten };
        try {
          const said = await copyText(effect.text, effect.what, effect.to, options);
          this.#say(effect.remark === '' ? said : `${said} ${effect.remark}`);
        } catch (error) {
          this.#say(`It could not be written: ${systemReason(error)}`, true);
        }
        return;
      }
      case 'export':
        await this.#export(effect, state);
    }
  }

  async #export(effect: Extract<Effect, { kind: 'export' }>, state: State): Promise<void> {
    const masker = state.showSecrets ? state.maskers.showing : state.maskers.hiding;
    const saved = await saveExport(effect, state.catalogue.analysis, masker, this.#options);
    if (saved.kind !== 'exists') {
      this.#say(saved.text, saved.kind === 'failed');
      return;
    }
    const choice = exportChoices(this.#options).find(({ format }) => format === effect.format);
    if (choice !== undefined) this.#store.dispatch({ type: 'file-exists', choice, path: effect.path });
  }

  #say(text: string, isError = false): void {
    this.#store.dispatch({ type: 'notice', notice: { text, isError } });
  }
}
