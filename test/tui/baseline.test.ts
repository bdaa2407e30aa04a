import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/checks/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { textOf } from '../../src/tui/layout/line.ts';
import { catalogueOf } from '../../src/tui/model/catalogue.ts';
import { headerLines } from '../../src/tui/view/header.ts';
import { problemRowLines, problemsTitle } from '../../src/tui/view/problem-rows.ts';
import { analyseSample, startState } from './samples.ts';

const SIZE = { columns: 100, rows: 30 };
let analysis: Analysis;

/** What is told where the findings that the test picks are known. */
function told(known: ReadonlySet<string> | undefined): {
  readonly header: string;
  readonly title: string;
  readonly rows: readonly string[];
} {
  const state = startState(analysis, SIZE, { catalogue: catalogueOf(analysis, true, known) });
  const rows = problemRowLines(state, { height: 20, width: SIZE.columns });
  return {
    header: textOf(headerLines(state, SIZE.columns)[1] ?? { spans: [] }),
    title: problemsTitle(state, SIZE.columns),
    rows: rows.map(textOf),
  };
}

describe('a baseline in the terminal UI', () => {
  beforeAll(async () => {
    analysis = await analyseSample('log.pcap');
  });

  it('puts what is new before what is known, and counts both', () => {
    const isMissing = ({ rule }: { readonly rule: string }): boolean => rule === 'flow/missing-call';
    const known = new Set(analysis.findings.filter(isMissing).map(fingerprintOf));
    const { header, title, rows } = told(known);
    expect(header).toContain('5 new, 1 known');
    expect(title).toContain('of 5 new, 1 known');
    // The refused connection explains the missing call, and is new: the family is told as new, and the call as known within it.
    expect(rows.findIndex((row) => row.includes('known: '))).toBe(
      rows.findIndex((row) => row.includes('No ConnectionStatusEvent')),
    );
  });

  it('puts a family that is known as a whole at the end', () => {
    const isOfFirst = ({ rule }: { readonly rule: string }): boolean =>
      rule === 'flow/missing-call' || rule === 'transport/refused';
    const known = new Set(analysis.findings.filter(isOfFirst).map(fingerprintOf));
    const { rows } = told(known);
    expect(rows.map((row) => row.includes('known: '))).toEqual([false, false, false, false, true, true]);
  });

  it('says nothing of it where none was given, and that all is new to an empty one', () => {
    const { header, title, rows } = told(undefined);
    expect(`${header}${title}${rows.join('')}`).not.toContain('known');
    expect(told(new Set()).header).toContain('6 new, 0 known');
  });
});
