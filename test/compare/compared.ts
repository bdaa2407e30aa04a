import { Buffer } from 'node:buffer';
import { fileURLToPath } from 'node:url';
import type { CaptureInput } from '../../src/capture/index.ts';
import { type Comparison, compareCaptures, OutlineBook } from '../../src/compare/index.ts';
import { analyse } from '../../src/engine/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { playPlan } from '../scenarios/capture.ts';
import type { Plan } from '../scenarios/plan.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One capture as the command reads it. */
export async function readSide(input: CaptureInput): Promise<Parameters<typeof compareCaptures>[0]> {
  const book = new OutlineBook();
  const result = await analyse([input], analysisOptions({ onCall: book.note, keepExchanges: 'faulty' }));
  if (!result.ok) throw new Error(result.errors[0]?.message);
  const { analysis } = result;
  const captures = analysis.captures.map((capture) => ({ ...capture, path: capture.path.replace(ROOT, '') }));
  return { analysis: { ...analysis, captures }, book };
}

/** Two samples compared, as if they had been given as `samples/NAME`. */
export async function compareSamples(good: string, bad: string): Promise<Comparison> {
  const file = (name: string): CaptureInput => ({ kind: 'file', path: `${ROOT}samples/${name}` });
  return compareCaptures(await readSide(file(good)), await readSide(file(bad)));
}

export async function comparePlans(good: Plan, bad: Plan): Promise<Comparison> {
  return compareCaptures(await readSide(played(good)), await readSide(played(bad)));
}

function played(plan: Plan): CaptureInput {
  const { bytes } = playPlan(plan);
  return { kind: 'bytes', path: 'x.pcap', bytes: Buffer.from(bytes) };
}

/** The methods that some difference that counts, or that is inconclusive, is about. */
export function namedMethods({
  scenarios,
  parameters,
  latencies,
  hooks,
  rules,
}: Comparison): ReadonlySet<string> {
  return new Set([
    ...scenarios.flatMap(({ variants }) =>
      variants.flatMap(({ departures }) => departures.map(({ method }) => method)),
    ),
    ...parameters.map(({ method }) => method),
    ...latencies.filter(({ weight }) => weight !== null).map(({ method }) => method),
    ...hooks.map(({ method }) => method),
    ...rules.filter(({ weight }) => weight !== null).flatMap(({ example }) => example?.method ?? []),
  ]);
}

/** All differences of a comparison that count, in words. */
export function differencesOf(comparison: Comparison): readonly string[] {
  const { scenarios, parameters, configuration, latencies, settings, hooks, rules } = comparison;
  return [
    ...scenarios.flatMap(({ variants, absence, kind }) => [
      ...variants.flatMap(({ departures }) =>
        departures.map(({ weight, text }) => `${weight} ${kind}: ${text}`),
      ),
      ...(absence === null ? [] : [`${absence} ${kind} in one only`]),
    ]),
    ...parameters.map((each) => `${each.weight} ${each.method} ${each.pointer}: ${each.good} ${each.bad}`),
    ...configuration.map((each) => `${each.weight} ${each.method}.${each.field}: ${each.good} ${each.bad}`),
    ...latencies.flatMap((each) =>
      each.weight === null ? [] : [`${each.weight} ${each.method} ${each.reason}`],
    ),
    ...settings.map((each) => `${each.name}: ${each.good} ${each.bad}`),
    ...hooks.map((each) => `${each.method}: ${each.good} ${each.bad}`),
    ...rules.flatMap((each) => (each.weight === null ? [] : [`${each.weight} ${each.rule}`])),
  ];
}
