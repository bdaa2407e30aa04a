import { readFileSync, writeFileSync } from 'node:fs';
import { machine } from './results-table.ts';

const PAGE = new URL('../docs/performance.md', import.meta.url);
const BEGIN = '<!-- measured: begin (npm run bench -- --write) -->';
const END = '<!-- measured: end -->';

/** Where a section begins: each section has a heading of its own. */
const SECTION = /^(?=### )/m;

/** Writes sections into `docs/performance.md`, each in place of the one with the same title. Those with other titles stay. */
export function writePerformancePage(measuredSections: readonly string[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/performance.md lacks the line ${BEGIN} or ${END}`);
  const sections = new Map(
    [...page.slice(begin, end).split(SECTION).slice(1), ...measuredSections].map((section) => [
      titleOf(section),
      section.trim(),
    ]),
  );
  const measured = `${BEGIN}\nMeasured on ${machine()}.\n\n${[...sections.values()].join('\n\n')}\n`;
  writeFileSync(PAGE, page.slice(0, begin) + measured + page.slice(end));
}

function titleOf(section: string): string {
  return section.slice(0, section.indexOf('\n'));
}
