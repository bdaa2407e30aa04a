import {
  type AnalysisOptions,
  analyse,
  type Inputs,
  type LaneSetting,
  recoverExchanges,
  withExchanges,
} from '../../src/engine/index.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { analysisOptions } from '../engine/options.ts';
import { rendered } from '../report/rendered.ts';

/** The JSON report of a capture, as `hookscope check` writes it; the message of the error where it cannot be read. */
export async function reportOf(
  inputs: Inputs,
  lane: LaneSetting,
  changes: Partial<AnalysisOptions> = {},
): Promise<string> {
  const options = analysisOptions({ keepExchanges: 'faulty', lane, ...changes });
  const result = await analyse(inputs, options);
  if (!result.ok) return result.errors.map(({ message }) => message).join('\n');
  const { analysis, places } = result;
  const told = analysis.findings.flatMap(({ call }) => call ?? []);
  return rendered(
    renderJson,
    withExchanges(analysis, await recoverExchanges(inputs, { ...options, places }, told, analysis.exchanges)),
  );
}

/** Hands over at some of the pieces, the same ones every time. */
export function nowAndThen(seed: number): () => boolean {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 29 === 0;
  };
}

/** Hands over at one piece, counted from 0. `count` tells afterwards how many there were. */
export class AtPiece {
  count = 0;
  readonly #piece: number;

  constructor(piece: number) {
    this.#piece = piece;
  }

  readonly handsOver = (): boolean => this.count++ === this.#piece;
}
