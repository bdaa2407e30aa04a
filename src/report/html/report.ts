import { MAX_HTML_FINDINGS } from '../../base/limits.ts';
import { type Finding, MISSING_CALL } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { ReportOptions } from '../format.ts';
import { count } from '../layout/quantity.ts';
import { captureName } from '../overview/capture-text.ts';
import { byImportance } from '../overview/order.ts';
import { type HtmlContext, htmlContext } from './context.ts';
import { findingCard } from './finding-card.ts';
import { html, type Markup } from './markup.ts';
import { pageFoot, pageHead } from './page.ts';
import { sessionPart } from './session-part.ts';
import { planSessions, type SessionPlan } from './session-plan.ts';
import { summaryPart } from './summary-part.ts';

/**
 * Writes the analysis as one HTML page that needs nothing else: no network and no framework. It can be read without its
 * script, which only filters and unfolds.
 */
export function* renderHtml(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const context = htmlContext(analysis, options);
  const [capture] = analysis.captures;
  const name = capture === undefined ? '' : ` of ${context.shown(captureName(capture))}`;
  yield pageHead(`hookscope report${name}`).text;
  yield SKIP_LINK.text;
  yield summaryPart(context).text;
  yield TOOLBAR.text;
  yield MAIN_BEGIN.text;
  for (const part of mainParts(context)) yield part.text;
  yield MAIN_END.text;
  yield pageEnd(options).text;
}

export const SKIP_LINK = html`<a class="skip" href="#content">To the findings</a>
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

/** The findings and the sessions. */
export function* mainParts(context: HtmlContext): Iterable<Markup> {
  const { analysis } = context;
  const plan = planSessions(context);
  const isMissing = (finding: Finding): boolean =>
    finding.rule === MISSING_CALL && finding.severity !== 'note';
  const ordered = byImportance(analysis.findings);
  const missing = ordered.filter(isMissing);
  const faults = ordered.filter((finding) => finding.severity !== 'note' && !isMissing(finding));
  const notes = ordered.filter((finding) => finding.severity === 'note');
  yield* findingsSection('missing', 'Missing calls', missing, context);
  yield* findingsSection(
    'findings',
    missing.length > 0 ? 'What else is wrong' : 'What is wrong',
    faults,
    context,
  );
  yield* notesSection(notes, context);
  yield* sessionsSection(plan, context);
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

function* findingsSection(
  id: string,
  title: string,
  findings: readonly Finding[],
  context: HtmlContext,
): Iterable<Markup> {
  if (findings.length === 0) return;
  yield html`<section id="${id}" data-filtered aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
`;
  yield* cards(findings, context);
  yield html`</section>
`;
}

function* notesSection(notes: readonly Finding[], context: HtmlContext): Iterable<Markup> {
  if (notes.length === 0) return;
  yield html`<section id="notes" data-filtered aria-labelledby="notes-title">
<h2 id="notes-title">Notes</h2>
<details class="group"><summary>${count(notes.length, 'note')}: worth knowing, no fault</summary>
<div class="inside">
`;
  yield* cards(notes, context);
  yield html`</div>
</details>
</section>
`;
}

function* cards(findings: readonly Finding[], context: HtmlContext): Iterable<Markup> {
  const most = context.everything ? findings.length : MAX_HTML_FINDINGS;
  for (const finding of findings.slice(0, most)) yield findingCard(finding, context);
  const more = findings.length - most;
  if (more > 0) {
    yield html`<p>… and ${count(more, 'more finding')}. The JSON report has them all; with --all this page has them too.</p>
`;
  }
}

function* sessionsSection(plan: SessionPlan, context: HtmlContext): Iterable<Markup> {
  if (context.analysis.sessions.length === 0) return;
  yield html`<section id="sessions" data-filtered aria-labelledby="sessions-title">
<h2 id="sessions-title">Sessions</h2>
`;
  for (const planned of plan.shown) yield sessionPart(planned, context);
  yield* unshown(plan);
  yield html`</section>
`;
}

function* unshown({ unshownFaulty, unshownSound, unshownSoundCalls }: SessionPlan): Iterable<Markup> {
  const left = [
    ...(unshownFaulty > 0 ? [count(unshownFaulty, 'faulty session')] : []),
    ...(unshownSound > 0
      ? [`${count(unshownSound, 'sound session')} with ${count(unshownSoundCalls, 'call')}`]
      : []),
  ];
  if (left.length === 0) return;
  yield html`<p>Not shown: ${left.join(', ')}. The JSON report has them all; with --all this page has them too.</p>
`;
}
