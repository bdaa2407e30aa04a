import { fileURLToPath } from 'node:url';
import { dialects } from '../../src/dialects/index.ts';
import { type Analysis, type AnalysisOptions, analyse } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import type { Size } from '../../src/tui/layout/layout.ts';
import { catalogueOf } from '../../src/tui/model/catalogue.ts';
import type { AnalysisSource } from '../../src/tui/source.ts';
import { type State, type StateSeed, stateOf } from '../../src/tui/state/state.ts';
import { reduce } from '../../src/tui/store/reducer.ts';
import { initialSelection } from '../../src/tui/store/snapshot.ts';

export const ANALYSIS_OPTIONS: AnalysisOptions = {
  ports: [],
  host: null,
  dialects: [...dialects.values()],
  windowFactor: 1,
  expect: [],
  severities: {},
  hookSecret: null,
  masker: new Masker({ showSecrets: false }),
  keepExchanges: 'every',
  reader: 'hookscope',
  onProgress: null,
};

export async function analyseSample(name: string): Promise<Analysis> {
  const path = fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
  const result = await analyse([path], ANALYSIS_OPTIONS);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

/** An analysis that is complete from the beginning. */
export function finishedSource(analysis: Analysis): AnalysisSource {
  return {
    snapshot: () => analysis,
    renew: () => Promise.resolve(analysis),
    arrivals: () => null,
    progress: () => ({ bytes: 0, total: 0, frames: 0, calls: analysis.calls.length }),
    done: true,
    subscribe: () => () => {},
  };
}

/** The state that a user finds. */
export function startState(analysis: Analysis, size: Size, seed: Partial<StateSeed> = {}): State {
  return initialSelection(
    stateOf({
      size,
      catalogue: catalogueOf(analysis, true),
      progress: { bytes: 0, total: 0, frames: 0, calls: analysis.calls.length },
      showSecrets: false,
      maskers: { hiding: new Masker({ showSecrets: false }), showing: new Masker({ showSecrets: true }) },
      following: false,
      wantedSession: null,
      exports: [{ key: 'j', format: 'json', title: 'JSON', extension: 'json' }],
      exportName: 'hookscope-log',
      ...seed,
    }),
  );
}

/** The state after some keys. */
export function press(state: State, ...keys: readonly string[]): State {
  return keys.reduce((now, key) => reduce(now, { type: 'key', key }), state);
}
