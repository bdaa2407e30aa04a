import { dialects } from '../../../src/dialects/index.ts';
import type { AnalysisOptions } from '../../../src/engine/index.ts';
import { EVERYTHING, type Selection } from '../../../src/filter/index.ts';
import { Masker } from '../../../src/privacy/index.ts';
import type { ReportOptions } from '../../../src/report/index.ts';

/** Different settings for different inputs; the same for the same number. */
export function analysisOptionsOf(variant: number): AnalysisOptions {
  return {
    ports: (variant & 3) === 1 ? [9091] : [],
    host: null,
    dialects: [...dialects.values()],
    windowFactor: (variant & 7) === 3 ? 0.01 : 1,
    expect: [],
    severities: {},
    hookSecret: (variant & 7) === 4 ? Buffer.from('secret') : null,
    masker: new Masker({ showSecrets: false }),
    keepExchanges: (variant & 1) === 0 ? 'every' : 'faulty',
    reader: 'hookscope',
    onProgress: null,
  };
}

/** The part of the capture that is looked at. */
export function selectionOf(variant: number): Selection {
  return { ...EVERYTHING, from: (variant & 7) === 2 ? { since: 'first-frame', seconds: 1 } : null };
}

export function reportOptionsOf(variant: number): ReportOptions {
  return {
    masker: new Masker({ showSecrets: (variant & 15) === 9 }),
    version: '0.0.0',
    payloads: (variant & 1) === 0,
    color: false,
    columns: (variant & 7) === 5 ? 20 : 80,
    everything: (variant & 3) === 0,
    verdictOnly: false,
  };
}
