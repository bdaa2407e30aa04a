import type { Analysis } from '../../../src/engine/index.ts';
import { Masker } from '../../../src/privacy/index.ts';
import { textOf, widthOf } from '../../../src/tui/layout/line.ts';
import { catalogueOf } from '../../../src/tui/model/catalogue.ts';
import { screenLines } from '../../../src/tui/screen/first-frame.ts';
import { type State, stateOf } from '../../../src/tui/state/state.ts';
import { reduce } from '../../../src/tui/store/reducer.ts';
import { initialSelection } from '../../../src/tui/store/snapshot.ts';
import { demand, demandPlain } from './problems.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
  { columns: 40, rows: 10 },
  { columns: 12, rows: 4 },
] as const;

/** Ways through the terminal UI: every view, tab and pane. */
const WALKS = [
  ['2', '3', '4', '5', '6', 'down', 'end', '1'],
  ['l', 'down', 'pagedown', 'f', 'down', 'enter', 'tab', 'end', 'home'],
  ['tab', 'tab', 'right', 'down', 'enter', 'm', 'down', 'm', 'c', '?'],
  ['x', '2', 'n', 'N', 't', 't', 'z', 'down', 'enter', 'left'],
] as const;

/** Draws screens of an analysis; each must be plain text that fits. */
export function tryScreens(analysis: Analysis, variant: number): void {
  const size = SIZES[variant % SIZES.length] ?? SIZES[0];
  let state: State = initialSelection(
    stateOf({
      size,
      catalogue: catalogueOf(analysis, true),
      progress: { bytes: 0, total: 0, frames: 0, calls: analysis.calls.length },
      showSecrets: false,
      maskers: { hiding: new Masker({ showSecrets: false }), showing: new Masker({ showSecrets: true }) },
      following: false,
      wantedSession: null,
      exports: [],
      exportName: 'hookscope-fuzz',
    }),
  );
  look(state);
  for (const key of WALKS[(variant >> 2) % WALKS.length] ?? []) {
    state = reduce(state, { type: 'key', key });
    look(state);
  }
}

function look(state: State): void {
  for (const line of screenLines(state)) {
    demandPlain(textOf(line).replaceAll('\n', '\0'), 'the screen');
    demand(widthOf(line) === state.size.columns, `a line of the screen is ${widthOf(line)} columns wide`);
  }
}
