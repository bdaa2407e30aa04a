import type { Severity } from '../../dialects/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { escapeTerminal } from '../../report/layout/index.ts';
import type { SignLook } from '../layout/line.ts';
import type { State } from '../state/state.ts';

/**
 * Makes text of the capture fit to be shown: it masks secrets unless they are shown, and escapes what would affect the
 * terminal.
 */
export interface Viewer {
  readonly masker: Masker;
  readonly safe: (text: string) => string;
  /** The same for text that comes only from the capture: parts of messages, names of members. */
  readonly captured: (text: string) => string;
}

const viewers = new WeakMap<Masker, Viewer>();

export function viewerOf({ maskers, showSecrets }: Pick<State, 'maskers' | 'showSecrets'>): Viewer {
  const masker = showSecrets ? maskers.showing : maskers.hiding;
  let viewer = viewers.get(masker);
  if (viewer === undefined) {
    viewer = {
      masker,
      safe: (text) => escapeTerminal(masker.text(text)),
      captured: (text) => escapeTerminal(masker.captured(text)),
    };
    viewers.set(masker, viewer);
  }
  return viewer;
}

export const MARK_OF = { error: '✗', warning: '!', note: '·' } as const satisfies Readonly<
  Record<Severity, string>
>;
/** The look of the sign of a severity. Only signs are coloured: a text has to be legible on every background. */
export const LOOK_OF_SEVERITY = {
  error: 'error',
  warning: 'warning',
  note: 'dim',
} as const satisfies Readonly<Record<Severity, SignLook>>;
/** The signs of the verdicts that are no errors. */
export const UNDECIDED = '?';
export const EXCUSED = '–';
