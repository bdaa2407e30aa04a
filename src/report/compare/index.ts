import type { ComparisonFormat } from './format.ts';
import { renderComparisonJson } from './json/report.ts';
import { renderComparisonMarkdown } from './markdown/report.ts';
import { renderComparisonText } from './text/report.ts';

/** All formats of comparisons. The first is the default. */
export const COMPARISON_FORMATS: readonly [ComparisonFormat, ...ComparisonFormat[]] = [
  { name: 'text', title: 'for reading in a terminal', render: renderComparisonText },
  { name: 'json', title: 'one JSON object', render: renderComparisonJson },
  { name: 'markdown', title: 'for a ticket', render: renderComparisonMarkdown },
];

export type { ComparisonOptions } from './format.ts';
