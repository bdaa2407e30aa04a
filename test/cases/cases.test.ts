import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MISSING_CALL } from '../../src/checks/index.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { renderText } from '../../src/report/text/report.ts';
import { analysisOptions } from '../engine/options.ts';
import { rendered } from '../report/rendered.ts';

/**
 * Captures of situations of the field, with what must be said of them and what must not: they lie beside the checkout, and
 * are absent on most machines.
 */
const folder = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));
const isThere = existsSync(`${folder}cases.json`);
if (!isThere) console.warn('skipped: no cases beside the checkout (../shared/cases)');

/** What is known of a capture. What is left out may be anything. */
interface Expected {
  readonly exit?: number;
  readonly calls?: number;
  /** Findings about missing calls that are errors. */
  readonly missing?: number;
  /** The least and the most errors. */
  readonly errors?: readonly [number, number];
  /** Most lines of the text report. */
  readonly lines?: number;
  /** Regular expressions, whatever their case, over the text report and the findings in JSON. */
  readonly say?: readonly string[];
  readonly notSay?: readonly string[];
}

const cases: readonly (readonly [string, Expected])[] = isThere
  ? Object.entries(JSON.parse(readFileSync(`${folder}cases.json`, 'utf8')) as Record<string, Expected>)
  : [];

describe.skipIf(!isThere)('what is said of captures of the field', () => {
  it.each(cases)('%s', async (name, wanted) => {
    const file = readdirSync(folder).find((each) => each.startsWith(`${name}.pcap`)) ?? `${name}.pcap`;
    const result = await analyse([{ kind: 'file', path: folder + file }], analysisOptions());
    if (!result.ok) throw new Error(result.errors[0]?.message);
    expect(differences(result.analysis, wanted)).toEqual([]);
  });
});

function differences(analysis: Analysis, wanted: Expected): readonly string[] {
  const text = rendered(renderText, analysis);
  const { findings } = JSON.parse(rendered(renderJson, analysis)) as { readonly findings: unknown };
  const said = text + JSON.stringify(findings);
  const { error } = analysis.summary.findings;
  const missing = analysis.findings.filter(
    ({ rule, severity }) => rule === MISSING_CALL && severity === 'error',
  ).length;
  const lines = text.split('\n').length;
  const [least, most] = wanted.errors ?? [0, Number.POSITIVE_INFINITY];
  return [
    ...differs('exit', error > 0 ? 1 : 0, wanted.exit),
    ...differs('calls', analysis.summary.calls, wanted.calls),
    ...differs('missing', missing, wanted.missing),
    ...(error < least || error > most ? [`${error} errors, not ${least} to ${most}`] : []),
    ...(wanted.lines !== undefined && lines > wanted.lines ? [`${lines} lines`] : []),
    ...(wanted.say ?? [])
      .filter((words) => !new RegExp(words, 'i').test(said))
      .map((words) => `not said: ${words}`),
    ...(wanted.notSay ?? [])
      .filter((words) => new RegExp(words, 'i').test(said))
      .map((words) => `said: ${words}`),
  ];
}

function differs(what: string, found: number, wanted: number | undefined): readonly string[] {
  return wanted === undefined || wanted === found ? [] : [`${what} ${found}, not ${wanted}`];
}
