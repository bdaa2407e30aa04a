import type { Analysis } from '../../engine/index.ts';
import { type Breakdown, breakdownsOf } from '../breakdown/index.ts';
import { escapeMarkdown } from '../escape/markdown.ts';
import type { ReportOptions } from '../format.ts';
import { shorten } from '../layout/shorten.ts';
import { type Overview, overviewOf } from '../overview/overview.ts';

/** What all parts of the Markdown report share. */
export interface MarkdownContext extends Overview {
  readonly everything: boolean;
  readonly directory: string | undefined;
  /** The problems by what was asked for. */
  readonly breakdowns: readonly Breakdown[];
  /** Masks secrets, and shortens texts that are too long to be read. */
  readonly shown: (text: string) => string;
  /** The same, escaped for a line of Markdown. */
  readonly prose: (text: string) => string;
}

/**
 * The most characters of one text. Messages have a sentence or two, so a longer text contains something long from the
 * capture.
 */
const LONGEST_TEXT = 2000;

export function markdownContext(analysis: Analysis, options: ReportOptions): MarkdownContext {
  const { masker, everything, directory } = options;
  const shown = (text: string): string => shorten(masker.text(text), LONGEST_TEXT);
  return {
    ...overviewOf(analysis, options),
    breakdowns: breakdownsOf(analysis, options.by ?? []),
    everything,
    directory,
    shown,
    prose: (text) => escapeMarkdown(shown(text)),
  };
}
