import type { Analysis } from '../../engine/index.ts';
import { escapeMarkdown } from '../escape/markdown.ts';
import type { ReportOptions } from '../format.ts';
import { type Overview, overviewOf } from '../overview/overview.ts';

/** What all parts of the Markdown report share. */
export interface MarkdownContext extends Overview {
  readonly everything: boolean;
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

export function markdownContext(analysis: Analysis, { masker, everything }: ReportOptions): MarkdownContext {
  const shown = (text: string): string => shorten(masker.text(text));
  return {
    ...overviewOf(analysis),
    everything,
    shown,
    prose: (text) => escapeMarkdown(shown(text)),
  };
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT)}… (${text.length - LONGEST_TEXT} more characters)`;
}
