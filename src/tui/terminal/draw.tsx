import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { App } from '../components/app.tsx';
import type { ScreenStream } from '../options.ts';
import type { Store } from '../store/store.ts';

/** A screen that is being drawn. */
export interface Drawing {
  /** Settles when ink ends by itself: it rejects with what a component threw. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** Begins to draw the store's state, and draws it again whenever it changes. */
export function draw(store: Store, color: boolean, stdout: ScreenStream): Drawing {
  const instance = render(<App store={store} color={color} />, {
    stdout,
    // Keys are read by us: ink is to leave the terminal's input alone.
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  return {
    ended: instance.waitUntilExit().then(() => {}),
    stop: () => {
      instance.unmount();
      instance.cleanup();
    },
  };
}
