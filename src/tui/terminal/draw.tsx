import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { App, type DrawnScreen } from '../components/app.tsx';
import type { ScreenStream } from '../options.ts';

/** A screen that ink draws. */
export interface Drawing {
  /** Settles when ink ends by itself. It rejects with the error of a component. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** A frame takes ink some 20 ms, during which no key is read. */
const FRAMES_A_SECOND = 4;

/**
 * Draws the lines of a screen, and draws them again whenever they change. Nothing of the other stages is imported here but types: this
 * is a bundle of its own (docs/decisions/0017).
 */
export function draw(screen: DrawnScreen, stdout: ScreenStream): Drawing {
  const instance = render(<App screen={screen} />, {
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
