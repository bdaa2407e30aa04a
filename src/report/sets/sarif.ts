import { stringifyJson } from '../escape/json.ts';
import type { CapturePlace, RenderSeveral } from '../format.ts';
import { uriOf } from '../sarif/location.ts';
import { SARIF_FOOT, SARIF_HEAD, sarifRun } from '../sarif/report.ts';

/** A run for each capture. Each has a category of its own, by its first file, so that GitHub keeps their results apart. */
export const severalSarif: RenderSeveral = (options) => ({
  *begin() {
    yield SARIF_HEAD;
  },
  *capture(analysis, place) {
    yield before(place);
    yield* sarifRun(analysis, options, categoryOf(place));
  },
  *unread(place, message) {
    const tool = { driver: { name: 'hookscope', version: options.version } };
    const notification = { level: 'error', message: { text: message } };
    const invocation = { executionSuccessful: false, toolExecutionNotifications: [notification] };
    const automationDetails = { id: categoryOf(place) };
    yield before(place);
    yield stringifyJson({ tool, automationDetails, invocations: [invocation], results: [] });
  },
  *end() {
    yield SARIF_FOOT;
  },
});

function before({ number }: CapturePlace): string {
  return number === 1 ? '' : ', ';
}

/** What stands after the last slash of an id tells runs of one category apart (SARIF §3.17.3): there is none here. */
function categoryOf({ paths }: CapturePlace): string {
  return `hookscope/${uriOf(paths[0] ?? '-')}/`;
}
