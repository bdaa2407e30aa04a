import { layoutOf, rowsThatFit } from '../layout/layout.ts';
import { listedFindings, rowCount, treeLength } from './selection.ts';
import type { Scroll, State } from './state.ts';

/** Moves every cursor into its list, and scrolls every list so that its cursor is visible. */
export function settled(state: State): State {
  const layout = layoutOf(state);
  const tree = scrolled(state.tree, treeLength(state), layout.tree?.height ?? 1);
  const rows = scrolled(state.rows, rowCount(state), rowsThatFit(state.view, layout.main));
  const fits = rowsThatFit(state.view, layout.main);
  const problems = scrolled(state.problems, state.catalogue.problems.length, fits);
  const findings = scrolled(state.findings, listedFindings(state).length, fits);
  const isSame = tree === state.tree && rows === state.rows && problems === state.problems;
  if (isSame && findings === state.findings) return state;
  return { ...state, tree: { ...state.tree, ...tree }, rows, problems, findings };
}

/** A cursor in a list of `length` items, of which `height` are shown. */
export function scrolled<T extends Scroll>(scroll: T, length: number, height: number): T {
  const cursor = Math.max(0, Math.min(scroll.cursor, length - 1));
  let top = Math.max(0, Math.min(scroll.top, length - height));
  if (cursor < top) top = cursor;
  else if (cursor >= top + height) top = cursor - height + 1;
  return cursor === scroll.cursor && top === scroll.top ? scroll : { ...scroll, cursor, top };
}
