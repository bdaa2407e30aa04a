import type { AnalysisProgress } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import type { Masker } from '../../privacy/index.ts';
import type { Pane, Size, View } from '../layout/layout.ts';
import { LineMemory } from '../layout/line-memory.ts';
import type { Catalogue } from '../model/catalogue.ts';
import { type FilterState, NO_FILTER } from './filter-state.ts';
import type { ExportChoice, Prompt } from './prompt.ts';

export const TABS = ['findings', 'payload', 'answer', 'headers', 'frames', 'raw'] as const;
export type Tab = (typeof TABS)[number];
export const TIME_MODES = ['relative', 'absolute', 'delta'] as const;
export type TimeMode = (typeof TIME_MODES)[number];

/** A cursor in a list, and the first line of it that is shown. */
export interface Scroll {
  readonly cursor: number;
  readonly top: number;
}

/** The tree's cursor counts its visible nodes: all calls, sessions, and the dialogs of the open one. */
export interface TreeState extends Scroll {
  /** Index of the session whose dialogs are shown; -1: none. */
  readonly open: number;
}

/** What the outside is asked to do; see `terminal/session.ts`. */
export type Effect =
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'copy'; readonly what: string; readonly text: string; readonly to: 'clipboard' | 'file' }
  | {
      readonly kind: 'export';
      readonly format: string;
      readonly path: string;
      readonly calls: readonly HookCall[];
      readonly overwrite: boolean;
    };

export interface Notice {
  readonly text: string;
  readonly isError: boolean;
}

/** One that hides secrets and one that does not, for the whole run: marks of secrets agree everywhere. */
export interface Maskers {
  readonly hiding: Masker;
  readonly showing: Masker;
}

/** What was found when a call's exchange was read again: null where it could not be. */
export interface Recovered {
  readonly call: HookCall;
  readonly exchange: Exchange | null;
}

/** Everything that the screen is a function of. */
export interface State {
  readonly size: Size;
  readonly catalogue: Catalogue;
  readonly progress: AnalysisProgress;
  readonly view: View;
  readonly focus: Pane;
  /** The pane with the focus has the whole screen. */
  readonly zoomed: boolean;
  readonly tree: TreeState;
  readonly rows: Scroll;
  readonly findings: Scroll;
  readonly tab: Tab;
  /** First lines shown of the detail, of help and of the comparison. */
  readonly detailTop: number;
  readonly pageTop: number;
  /** The last row is followed as rows come in. */
  readonly sticky: boolean;
  /** The capture may go on growing: rows are followed. */
  readonly following: boolean;
  readonly timeMode: TimeMode;
  readonly filter: FilterState;
  readonly prompt: Prompt | null;
  readonly marks: readonly HookCall[];
  readonly showSecrets: boolean;
  readonly maskers: Maskers;
  readonly lineMemory: LineMemory;
  readonly notice: Notice | null;
  /** A key was pressed: from then on nothing selects by itself. */
  readonly touched: boolean;
  /** The session that was asked for on the command line. */
  readonly wantedSession: string | null;
  /** Exchanges read again, the latest first. */
  readonly recovered: readonly Recovered[];
  readonly effects: readonly Effect[];
  /** Formats that exports can have. */
  readonly exports: readonly ExportChoice[];
  readonly exportName: string;
}

export interface StateSeed {
  readonly size: Size;
  readonly catalogue: Catalogue;
  readonly progress: AnalysisProgress;
  readonly showSecrets: boolean;
  readonly maskers: Maskers;
  readonly following: boolean;
  readonly wantedSession: string | null;
  readonly exports: readonly ExportChoice[];
  /** Path of an export without its ending. */
  readonly exportName: string;
}

export function stateOf(seed: StateSeed): State {
  return {
    ...seed,
    lineMemory: new LineMemory(),
    view: 'calls',
    focus: 'rows',
    zoomed: false,
    tree: { cursor: 0, top: 0, open: -1 },
    rows: { cursor: 0, top: 0 },
    findings: { cursor: 0, top: 0 },
    tab: 'findings',
    detailTop: 0,
    pageTop: 0,
    sticky: seed.following,
    timeMode: 'relative',
    filter: NO_FILTER,
    prompt: null,
    marks: [],
    notice: null,
    touched: false,
    recovered: [],
    effects: [],
  };
}
