import { basename } from 'node:path';
import process from 'node:process';
import { catalogueOf } from './model/catalogue.ts';
import type { TerminalOptions } from './options.ts';
import type { AnalysisSource } from './source.ts';
import { settled } from './state/settle.ts';
import { type State, stateOf } from './state/state.ts';
import { reduce } from './store/reducer.ts';
import { initialSelection } from './store/snapshot.ts';
import { createStore } from './store/store.ts';
import { exportChoices } from './terminal/save.ts';
import { sizeOf, TerminalSession } from './terminal/session.ts';

export type { KeyStream, ScreenStream, TerminalOptions } from './options.ts';
export type { AnalysisSource } from './source.ts';

/**
 * Shows an analysis in a terminal until the user leaves. Gives the exit status 0. Rejects where no keys can be read
 * because there is no terminal, and with any error of drawing, after restoring the screen. After a signal the process
 * ends as if the signal had not been caught.
 */
export async function startTerminal(source: AnalysisSource, options: TerminalOptions): Promise<number> {
  const { total } = source.progress();
  if (total === null || total <= SMALL_BYTES) await readWhole(source, PATIENCE_MS);
  const store = createStore(initialState(source, options));
  const session = new TerminalSession(store, options);
  const { signal } = await session.run(source);
  if (signal !== null) process.kill(process.pid, signal);
  return 0;
}

/** Milliseconds to wait for a small capture to be read completely before anything is shown. */
const PATIENCE_MS = 120;
/** Bytes that may be read in that time. Of a larger capture the first screen is shown before it is read. */
const SMALL_BYTES = 2_000_000;

/** Waits until everything was read, for at most `patience` milliseconds. */
function readWhole(source: AnalysisSource, patience: number): Promise<void> {
  if (source.done) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(end, patience);
    const unsubscribe = source.subscribe(() => {
      if (source.done) end();
    });
  });
}

/** The state before the first key. */
export function initialState(source: AnalysisSource, options: TerminalOptions): State {
  const analysis = source.snapshot();
  const state = stateOf({
    size: sizeOf(options.stdout),
    catalogue: catalogueOf(analysis, source.done, options.known),
    progress: source.progress(),
    showSecrets: options.masker.showSecrets,
    maskers: {
      hiding: options.masker.withSecrets(false),
      showing: options.masker.withSecrets(true),
    },
    following: options.follow,
    wantedSession: options.session,
    exports: exportChoices(options),
    exportName: `hookscope-${captureName(analysis.captures[0]?.path)}`,
  });
  return settled(initialSelection(reduce(state, { type: 'filter', text: options.filter })));
}

/** The capture's file name without folder and extensions. Characters that are unsafe in a path become hyphens. */
function captureName(path: string | undefined): string {
  if (path === undefined || path === '-') return 'capture';
  const [name = ''] = basename(path).split('.');
  return name.replaceAll(/[^\w-]/g, '-') || 'capture';
}
