import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { App } from '../components/app.tsx';
import type { ScreenStream } from '../options.ts';
import type { Store } from '../store/store.ts';

/** A screen that ink draws. */
export interface Drawing {
  /** Settles when ink ends by itself. It rejects with the error of a component. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** A frame takes ink some 20 ms, during which no key is read. */
const FRAMES_A_SECOND = 4;

/** Draws the state of the store, and draws it again whenever it changes. */
export function draw(store: Store, color: boolean, stdout: ScreenStream): Drawing {
  const instance = render(<App store={store} color={color} />, {
    stdout,
    // Keys are read by this program, so ink must not use the terminal's input.
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    exitOnCtrlC: false,
    patchConsole: false,
    // What changed is painted already: see `Picture`.
    maxFps: FRAMES_A_SECOND,
  });
  return {
    ended: instance.waitUntilExit().then(() => {}),
    stop: () => {
      instance.unmount();
      instance.cleanup();
    },
  };
}
