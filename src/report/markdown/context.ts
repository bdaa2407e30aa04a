import type { Analysis } from '../../engine/index.ts';
import { escapeMarkdown } from '../escape/markdown.ts';
import type { ReportOptions } from '../format.ts';
import { type Overview, overviewOf } from '../overview/overview.ts';

/** What the parts of a Markdown report share. */
export interface MarkdownContext extends Overview {
  readonly everything: boolean;
  /** Masks secrets, and shortens what is too long to be read. */
  readonly shown: (text: string) => string;
  /** The same, as a line of Markdown. */
  readonly prose: (text: string) => string;
}

/** Characters of one text. Messages are a sentence or two; what is longer holds something long of the capture. */
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
