import { dialects } from '../../src/dialects/index.ts';
import type { AnalysisOptions } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';

/** What `hookscope check FILE` asks for when nothing else is said. */
export function analysisOptions(changes: Partial<AnalysisOptions> = {}): AnalysisOptions {
  return {
    ports: [],
    host: null,
    dialects: [...dialects.values()],
    windowFactor: 1,
    expect: [],
    severities: {},
    hookSecret: null,
    masker: new Masker({ showSecrets: false }),
    keepExchanges: 'first',
    reader: 'hookscope',
    onProgress: null,
    ...changes,
  };
}
