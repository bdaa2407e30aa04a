import type { Problem } from '../../checks/index.ts';
import type { AnalysisProgress } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import type { Masker } from '../../privacy/index.ts';
import type { Pane, Size, View } from '../layout/layout.ts';
import { LineMemory } from '../layout/line-memory.ts';
import type { Catalogue } from '../model/catalogue.ts';
import type { SessionOrder } from '../model/session-order.ts';
import { type FilterState, NO_FILTER } from './filter-state.ts';
import type { ExportChoice, Prompt } from './prompt.ts';
import { ALL_SESSIONS, type OrderedSessions, type ShownSessions, UNORDERED } from './shown-sessions.ts';

export const TABS = ['findings', 'payload', 'answer', 'headers', 'frames', 'raw'] as const;
export type Tab = (typeof TABS)[number];
export const TIME_MODES = ['relative', 'absolute', 'delta'] as const;
export type TimeMode = (typeof TIME_MODES)[number];

/** A cursor in a list, and the first line of the list that is shown. */
export interface Scroll {
  readonly cursor: number;
  readonly top: number;
}

/**
 * The state of the tree. Its cursor counts the visible nodes: all calls, the sessions, and the dialogs of the open
 * session.
 */
export interface TreeState extends Scroll {
  /** Place of the session whose dialogs are shown; -1 where there is none. */
  readonly open: number;
}

/** What the terminal session is asked to do outside the state; see `terminal/session.ts`. */
export type Effect =
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  | {
      readonly kind: 'copy';
      readonly what: string;
      readonly text: string;
      readonly to: 'clipboard' | 'file';
      /** What is said besides; empty: nothing. */
      readonly remark: string;
    }
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

/** A masker that hides secrets and one that shows them, for the whole run. Their marks agree. */
export interface Maskers {
  readonly hiding: Masker;
  readonly showing: Masker;
}

/** A call's exchange that was read again; null where it could not be read. */
export interface Recovered {
  readonly call: HookCall;
  readonly exchange: Exchange | null;
}

/** The state of the UI. The screen is a function of it. */
export interface State {
  readonly size: Size;
  readonly catalogue: Catalogue;
  readonly progress: AnalysisProgress;
  /** For how long the capture has been read. */
  readonly readingSeconds: number;
  readonly view: View;
  /** What is below a page (help, comparison): one step back leads there. */
  readonly under: View;
  readonly focus: Pane;
  /** True where the pane with the focus fills the screen. */
  readonly zoomed: boolean;
  readonly tree: TreeState;
  readonly shown: ShownSessions;
  /** The order of the sessions that is wanted, and the one that was made. */
  readonly order: SessionOrder;
  readonly ordered: OrderedSessions;
  readonly rows: Scroll;
  readonly problems: Scroll;
  readonly findings: Scroll;
  /** The problem whose findings are listed; null where all are, by rule. */
  readonly problem: Problem | null;
  /** The view that led to the selected row, to which one step back leads; null where none did. */
  readonly cameFrom: View | null;
  readonly tab: Tab;
  /** The first line that is shown of the detail, and of help and comparison. */
  readonly detailTop: number;
  readonly pageTop: number;
  /** True where the cursor stays on the last row as rows come in. */
  readonly sticky: boolean;
  /** True where the capture may go on growing. */
  readonly following: boolean;
  readonly timeMode: TimeMode;
  readonly filter: FilterState;
  readonly prompt: Prompt | null;
  readonly marks: readonly HookCall[];
  readonly showSecrets: boolean;
  readonly maskers: Maskers;
  readonly lineMemory: LineMemory;
  readonly notice: Notice | null;
  /** True after the first key: from then on the selection never changes by itself. */
  readonly touched: boolean;
  /** The session that the command line asks for; null where it names none. */
  readonly wantedSession: string | null;
  /** The exchanges that were read again, the latest first. */
  readonly recovered: readonly Recovered[];
  readonly effects: readonly Effect[];
  /** The formats that can be exported. */
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
  /** The path of an export without its extension. */
  readonly exportName: string;
}

export function stateOf(seed: StateSeed): State {
  return {
    ...seed,
    lineMemory: new LineMemory(),
    readingSeconds: 0,
    view: 'calls',
    under: 'calls',
    focus: 'rows',
    zoomed: false,
    tree: { cursor: 0, top: 0, open: -1 },
    shown: ALL_SESSIONS,
    order: 'worst',
    ordered: UNORDERED,
    rows: { cursor: 0, top: 0 },
    problems: { cursor: 0, top: 0 },
    findings: { cursor: 0, top: 0 },
    problem: null,
    cameFrom: null,
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
