import type { RenderSeveral } from '../format.ts';
import { junitSuites, unreadSuite, XML_DECLARATION } from '../junit/report.ts';
import { filesText } from './outcome-rows.ts';

/** The suites of all captures, each under the name of its capture. Their sums are left out: they are not known at the beginning. */
export const severalJunit: RenderSeveral = (options) => ({
  *begin() {
    yield `${XML_DECLARATION}<testsuites name="hookscope">\n`;
  },
  capture: (analysis, place) => junitSuites(analysis, options, filesText(place)),
  unread: (place, message) => unreadSuite(filesText(place), message, options),
  *end() {
    yield '</testsuites>\n';
  },
});
