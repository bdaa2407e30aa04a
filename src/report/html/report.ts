import type { Analysis } from '../../engine/index.ts';
import type { ReportOptions } from '../format.ts';
import { count } from '../layout/quantity.ts';
import { captureName } from '../overview/capture-text.ts';
import { breakdownPart } from './breakdown-part.ts';
import { type HtmlContext, htmlContext } from './context.ts';
import { html, type Markup } from './markup.ts';
import { pageFoot, pageHead } from './page.ts';
import { leftOut } from './problem-card.ts';
import { problemSections } from './problem-sections.ts';
import { type WrittenSessions, writtenSessions } from './session-plan.ts';
import { summaryPart } from './summary-part.ts';

/**
 * Writes the analysis as one HTML page that needs nothing else: no network and no framework. It can be read without its
 * script, which only filters and unfolds.
 */
export function* renderHtml(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const context = htmlContext(analysis, options);
  const [capture] = analysis.captures;
  const name =
    capture === undefined
      ? ''
      : ` of ${context.shown(captureName(capture, { isShared: true, directory: options.directory }))}`;
  yield pageHead(`hookscope report${name}`).text;
  yield SKIP_LINK.text;
  yield summaryPart(context).text;
  yield TOOLBAR.text;
  yield MAIN_BEGIN.text;
  for (const part of mainParts(context)) yield part.text;
  yield MAIN_END.text;
  yield pageEnd(options).text;
}

export const SKIP_LINK = html`<a class="skip" href="#content">To the problems</a>
`;
export const MAIN_BEGIN = html`<main id="content">
`;
export const MAIN_END = html`</main>
`;

/** What ends the page. */
export function pageEnd({ masker, version }: Pick<ReportOptions, 'masker' | 'version'>): Markup {
  const masking = masker.showSecrets ? 'Secrets are shown.' : 'Secrets are masked as [secret N].';
  const redaction = masker.redactsPersonal ? ' Numbers, names, addresses and messages are masked too.' : '';
  return pageFoot(html`Made by hookscope ${version}. ${masking}${redaction}`);
}

/** The problems and the sessions. What they hold is decided at once, so that problems can link to the rows of calls. */
export function* mainParts(context: HtmlContext): Iterable<Markup> {
  const sessions = writtenSessions(context);
  yield* breakdownPart(context);
  yield* problemSections(context);
  yield* sessionsSection(sessions, context);
}

export const TOOLBAR = html`<nav id="toolbar" hidden aria-label="Filter">
<label for="filter">Filter</label>
<input id="filter" type="search" placeholder="method, session, rule, frame …" autocomplete="off" spellcheck="false">
<fieldset><legend>Severities</legend>
<label><input type="checkbox" name="severity" value="error" checked> errors</label>
<label><input type="checkbox" name="severity" value="warning" checked> warnings</label>
<label><input type="checkbox" name="severity" value="note" checked> notes</label>
</fieldset>
<button type="button" id="open">Unfold all</button>
<button type="button" id="close">Fold all</button>
<output id="shown" for="filter" aria-live="polite"></output>
</nav>
`;

function* sessionsSection(sessions: WrittenSessions, context: HtmlContext): Iterable<Markup> {
  if (context.analysis.sessions.length === 0) return;
  yield html`<section id="sessions" data-filtered aria-labelledby="sessions-title">
<h2 id="sessions-title">Sessions</h2>
`;
  yield* sessions.shown;
  const { faulty, sound, soundCalls } = sessions.unshown();
  const left = [
    ...(faulty > 0 ? [count(faulty, 'faulty session')] : []),
    ...(sound > 0 ? [`${count(sound, 'sound session')} with ${count(soundCalls, 'call')}`] : []),
  ];
  if (left.length > 0) yield leftOut(`Not shown: ${left.join(', ')}.`, context);
  yield html`</section>
`;
}
