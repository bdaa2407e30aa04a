/**
 * What fills the screen below the header. `ladder` draws the calls as arrows; `findings` lists those of one problem, or all by
 * rule.
 */
export type View = 'calls' | 'ladder' | 'problems' | 'findings' | 'compare' | 'help';
export type Pane = 'sessions' | 'rows' | 'detail';

/** Size of the terminal in characters. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The size of a pane's content. The title line is above it. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

/** The sizes of all panes. A pane that is not shown is null. */
export interface Layout {
  /** True where the terminal is too small to show anything. */
  readonly tooSmall: boolean;
  readonly width: number;
  /** Number of lines between header and key bar. */
  readonly bodyHeight: number;
  /** `beside`: the detail is to the right of the rows. `below`: it is under them. */
  readonly detailIs: 'beside' | 'below';
  /** `left`: the sessions are beside the rows. `above`: they are over them. */
  readonly treeIs: 'left' | 'above';
  readonly tree: Area | null;
  /** What is told of the selected session, above its rows. */
  readonly summary: Area | null;
  readonly main: Area | null;
  readonly detail: Area | null;
  /** Help and comparison, which fill the body. */
  readonly page: Area | null;
}

export interface LayoutInput {
  readonly size: Size;
  readonly view: View;
  readonly focus: Pane;
  readonly zoomed: boolean;
}

export const HEADER_LINES = 2;
const KEY_BAR_LINES = 1;
const TITLE_LINES = 1;
/** The last line stays empty: if it were filled, ink would clear the scrollback with every frame. */
const SPARE_LINES = 1;
const SMALLEST = { columns: 40, rows: 10 } as const;
/** From this width on the detail is beside the rows. */
const BESIDE_FROM = 160;
/** The width of the tree beside the rows: with more columns it has room for more of a session. */
const MOST_TREE = 40;
const TREE_BASE = 31;
const TREE_SHARE = 0.45;
/** From this width on the tree is always shown. */
const TREE_FROM = 72;
const SEPARATOR = 1;

export function layoutOf({ size, view, focus, zoomed }: LayoutInput): Layout {
  const { columns, rows } = size;
  const bodyHeight = Math.max(0, rows - SPARE_LINES - HEADER_LINES - KEY_BAR_LINES);
  const none = { tree: null, summary: null, main: null, detail: null, page: null } as const;
  const sides = { detailIs: 'below', treeIs: 'left' } as const;
  const base = { tooSmall: false, width: columns, bodyHeight, ...sides, ...none } as const;
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) return { ...base, tooSmall: true };
  const whole = { width: columns, height: bodyHeight - TITLE_LINES };
  if (view === 'help' || view === 'compare') return { ...base, page: whole };
  if (zoomed) return { ...base, ...zoomedPane(focus, view, whole) };
  if (columns >= BESIDE_FROM) return { ...base, ...beside(columns, whole.height, view) };
  return { ...base, ...below(columns, bodyHeight, view, focus) };
}

function zoomedPane(focus: Pane, view: View, whole: Area): Partial<Layout> {
  if (focus === 'detail') return { detail: whole };
  return focus === 'sessions' && hasTree(view) ? { tree: whole } : underSummary(whole, view);
}

/** The share of the height that the sessions have above the rows. */
const SESSIONS_SHARE = 0.36;

function beside(columns: number, height: number, view: View): Partial<Layout> {
  const detail = { width: Math.floor(columns * 0.46), height };
  const width = columns - detail.width - SEPARATOR;
  if (!hasTree(view)) return { detailIs: 'beside', main: { width, height }, detail };
  const tree = { width, height: Math.round(height * SESSIONS_SHARE) };
  const rows = { width, height: height - tree.height - TITLE_LINES };
  return { detailIs: 'beside', treeIs: 'above', tree, ...underSummary(rows, view), detail };
}

function below(columns: number, bodyHeight: number, view: View, focus: Pane): Partial<Layout> {
  const share = focus === 'detail' ? 0.68 : 0.54;
  const detailHeight = Math.round(bodyHeight * share) - TITLE_LINES;
  const height = bodyHeight - detailHeight - 2 * TITLE_LINES;
  const detail = { width: columns, height: detailHeight };
  if (!hasTree(view)) return { main: { width: columns, height }, detail };
  if (columns < TREE_FROM) {
    const only = { width: columns, height };
    return focus === 'sessions' ? { tree: only, detail } : { ...underSummary(only, view), detail };
  }
  const tree = Math.min(MOST_TREE, Math.floor((columns - TREE_BASE) * TREE_SHARE));
  const rows = { width: columns - tree - SEPARATOR, height };
  return { tree: { width: tree, height }, ...underSummary(rows, view), detail };
}

/** The least height of rows that leaves room for a summary above them, and the heights from which it has more lines. */
const SUMMARY_FROM = 10;
const SUMMARY_LINES: readonly (readonly [from: number, lines: number])[] = [
  [24, 5],
  [14, 2],
  [SUMMARY_FROM, 0],
];

/** An area divided into the summary of a session, which may be its title only, and its rows. */
function underSummary({ width, height }: Area, view: View): Pick<Layout, 'summary' | 'main'> {
  const lines = view === 'calls' ? SUMMARY_LINES.find(([from]) => height >= from)?.[1] : undefined;
  if (lines === undefined) return { summary: null, main: { width, height } };
  const rows = height - lines - TITLE_LINES;
  return { summary: { width, height: lines }, main: { width, height: rows } };
}

/** The tree is shown with the calls only: the ladder needs its width, and findings belong to no session. */
function hasTree(view: View): boolean {
  return view === 'calls';
}

/** Number of lines that one row takes. */
export function linesPerRow(view: View): number {
  return view === 'ladder' ? 2 : 1;
}

/** Number of rows that fit into an area. The first line of the ladder names its columns. */
export function rowsThatFit(view: View, area: Area | null): number {
  if (area === null) return 1;
  const lines = view === 'ladder' ? area.height - 1 : area.height;
  return Math.max(1, Math.floor(lines / linesPerRow(view)));
}
