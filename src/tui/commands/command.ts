import type { State } from '../state/state.ts';

/**
 * What keys act on: the pane with the focus, or a view that fills the screen. A prompt for text handles keys itself.
 */
export type KeyContext = 'sessions' | 'rows' | 'detail' | 'problems' | 'findings' | 'page';

export const COMMAND_GROUPS = ['Moving', 'Looking', 'Finding', 'Taking along', 'The program'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** A command: its keys, its description, and what it does to the state. */
export interface Command {
  /** Names of keys, as `keys/decode.ts` gives them. */
  readonly keys: readonly string[];
  readonly group: CommandGroup;
  /** A sentence for help and documentation. */
  readonly help: string;
  /** A word for the key bar, and the contexts in which the key bar shows it. */
  readonly bar?: { readonly label: string; readonly in: readonly KeyContext[] };
  readonly run: (state: State) => State;
}

export function keyContextOf({ view, focus }: State): KeyContext {
  if (view === 'help' || view === 'compare') return 'page';
  if (focus === 'detail') return 'detail';
  return view === 'findings' || view === 'problems' ? view : focus;
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  'S-tab': 'Shift-Tab',
  space: 'Space',
};

/** A key as people write it. */
export function keyName(key: string): string {
  const named = KEY_NAMES[key];
  if (named !== undefined) return named;
  return key.startsWith('C-') ? `Ctrl-${key.slice(2).toUpperCase()}` : key;
}
