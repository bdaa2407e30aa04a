import { escapeCommandData } from '../escape/github.ts';
import type { RenderSeveral } from '../format.ts';
import { githubAnnotations, MOST_OF_KIND } from '../github/report.ts';
import { overviewOf } from '../overview/overview.ts';
import { outcomesText } from './outcome-rows.ts';

/** Annotations of all captures. GitHub shows so many of a kind for a step, so they share them. */
export const severalGithub: RenderSeveral = (options) => ({
  begin: () => [],
  capture: (analysis, { of }) =>
    githubAnnotations(overviewOf(analysis, options), options, Math.max(1, Math.floor(MOST_OF_KIND / of))),
  *unread(_place, message) {
    yield `::error title=hookscope::${escapeCommandData(options.masker.text(message))}\n`;
  },
  *end(outcomes) {
    yield `hookscope: ${outcomesText(outcomes)}\n`;
  },
});
