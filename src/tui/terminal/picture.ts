import type { ScreenStream } from '../options.ts';
import { paintedLines } from '../screen/first-frame.ts';
import type { Store } from '../store/store.ts';
import type { Drawing } from './draw.tsx';
import { loadDrawing } from './load-drawing.ts';
import type { Screen } from './screen.ts';

type Drawings = Awaited<ReturnType<typeof loadDrawing>>;

/** Milliseconds without any change after which ink is loaded. */
const QUIET_MS = 1000;

/**
 * Shows the state of the store on the screen: what changed is painted at once as plain text, and ink draws the same once it is
 * loaded. Loading takes most of a second in which no key is read: it waits until the capture was read and nobody presses keys.
 */
export class Picture {
  readonly #store: Store;
  readonly #screen: Screen;
  readonly #stdout: ScreenStream;
  readonly #color: boolean;
  readonly #fail: (error: unknown) => void;
  /** The screen as it was painted last. */
  #lines: readonly string[] = [];
  #drawings: Drawings | null = null;
  #drawing: Drawing | null = null;
  #stopPainting: (() => void) | null = null;
  #wanted = false;
  #quietTimer: NodeJS.Timeout | null = null;

  constructor(
    store: Store,
    screen: Screen,
    stdout: ScreenStream,
    color: boolean,
    fail: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#screen = screen;
    this.#stdout = stdout;
    this.#color = color;
    this.#fail = fail;
  }

  start(): void {
    this.#wanted = true;
    // Before ink, which listens to the store as well: a key is answered by what is painted.
    this.#stopPainting = this.#store.subscribe(() => {
      this.#paint();
      this.#loadWhenQuiet();
    });
    this.#paint();
    if (this.#drawings === null) this.#loadWhenQuiet();
    else this.#begin(this.#drawings);
  }

  #loadWhenQuiet(): void {
    if (this.#drawings !== null || !this.#store.getState().catalogue.done) return;
    clearTimeout(this.#quietTimer ?? undefined);
    this.#quietTimer = setTimeout(() => this.#load(), QUIET_MS);
  }

  #load(): void {
    loadDrawing()
      .then((drawings) => {
        this.#drawings = drawings;
        // Whoever was stopped and started again while it loaded comes here twice.
        if (this.#wanted && this.#drawing === null) this.#begin(drawings);
      })
      .catch((error: unknown) => this.#fail(error));
  }

  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#quietTimer ?? undefined);
    this.#stopPainting?.();
    this.#stopPainting = null;
    this.#drawing?.stop();
    this.#drawing = null;
  }

  /** Draws everything again, whatever the screen shows. */
  redraw(): void {
    this.stop();
    this.#screen.clear();
    this.start();
  }

  #paint(): void {
    try {
      this.#lines = paintedLines(this.#store.getState(), this.#color);
      this.#screen.paint(this.#lines);
    } catch (error) {
      this.#fail(error);
    }
  }

  #begin(drawings: Drawings): void {
    this.#screen.clear();
    const screen = {
      lines: () => this.#lines,
      subscribe: (listener: () => void) => this.#store.subscribe(listener),
    };
    this.#drawing = drawings.draw(screen, this.#stdout);
    this.#drawing.ended.catch((error: unknown) => this.#fail(error));
  }
}
