import { MAX_HTML_OCCURRENCES } from '../../base/limits.ts';
import type { Finding, Problem } from '../../checks/index.ts';
import { shareTexts } from '../breakdown/index.ts';
import { type StepKind, stepBlocks } from '../finding/step-blocks.ts';
import { count, grouped, offsetText } from '../layout/quantity.ts';
import { shorten } from '../layout/shorten.ts';
import { evidenceOf, type FamilyMember, findingsOf, type Relation } from '../overview/problem-family.ts';
import { filtersOf } from '../overview/problem-filters.ts';
import { problemPlace, sessionsText } from '../overview/problem-place.ts';
import { MARKS } from '../overview/severity.ts';
import { callAnchor, type HtmlContext } from './context.ts';
import { type Content, html, lines, type Markup } from './markup.ts';

const LONGEST_TEXT = 4000;
const SPOKEN = { error: 'Error', warning: 'Warning', note: 'Note' } as const;
const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  leads: '',
  cause: 'Likely cause: ',
  effect: 'May explain: ',
};

/** A problem in full: what, how often, since when, whom, why it matters, what to do. */
export function problemCard({ problem, relation }: FamilyMember, context: HtmlContext): Markup {
  const { severity, message } = problem;
  const { shown, analysis } = context;
  const text = (from: string): string => shorten(shown(from), LONGEST_TEXT);
  const findings = findingsOf(problem, analysis);
  const [first] = findings;
  const sessions = analysis.sessions.length > 1 ? sessionsText(problem, context) : null;
  const evidence = evidenceOf(findings, analysis);
  const consequence = first?.consequence ?? null;
  const remedy = first?.remedy ?? null;
  const { frames, window } = filtersOf(problem, context);
  const part = (label: string, content: Markup | null): Content =>
    content === null ? null : html`<dt>${label}</dt><dd>${content}</dd>\n`;
  return html`<article class="finding is-${severity}${relation === 'leads' ? '' : ' joined'}" data-severity="${severity}">
<h3>${mark(problem)} ${RELATION_WORDS[relation]}${text(message)}</h3>
<p class="faint">${problemPlace(problem, context).map(text).join(' · ')}${findings.length === 1 ? callLink(first, context) : null}</p>
<dl>
${part(problem.sessions > 1 ? 'Sessions' : 'Session', sessions === null ? null : html`<p>${text(sessions)}</p>`)}
${shareTexts(problem, context.breakdowns, text, context.everything).map((share) => part(`By ${share.title}`, html`<p>${share.text}</p>`))}${part('Evidence', evidence === null ? null : html`<p>${text(evidence)}</p>`)}
${part('Consequence', consequence === null ? null : steps(text(consequence)))}
${part('Remedy', remedy === null ? null : remedyContent(text(remedy), context))}
${part('Wireshark', frames === null ? null : html`<code class="copied">${frames}</code>`)}
${part('The window', window === null ? null : html`<code class="copied">${window}</code>`)}
${part('Occurrences', findings.length === 1 ? null : occurrences(findings, context))}
</dl>
</article>
`;
}

/** A problem in one line. */
export function problemLine(problem: Problem, context: HtmlContext): Markup {
  const [rule = '', ...place] = problemPlace(problem, context);
  const text = shorten(context.shown(problem.message), LONGEST_TEXT);
  return html`<p class="line" data-severity="${problem.severity}">${mark(problem)} ${text} <span class="faint">${[rule, ...place].map(context.shown).join(' · ')}</span></p>
`;
}

function mark({ severity }: Problem): Markup {
  return html`<span class="${severity}" role="img" aria-label="${SPOKEN[severity]}">${MARKS[severity]}</span>`;
}

/** The first occurrences, each with its place. */
function occurrences(findings: readonly Finding[], context: HtmlContext): Markup {
  const { everything, clock, offset, shown } = context;
  const listed = everything ? findings : findings.slice(0, MAX_HTML_OCCURRENCES);
  const more = findings.length - listed.length;
  const items = listed.map((finding) => {
    const { frames, time, sessionId } = finding;
    const words = [
      ...(frames.length === 0 ? [] : [`frame ${frames[0]}`]),
      ...(time === null ? [] : [`${clock(time)} (${offsetText(offset(time))} s)`]),
      ...(sessionId === null ? [] : [shorten(shown(sessionId), 200)]),
    ];
    return html`<li>${words.join(' · ')}${callLink(finding, context)}</li>
`;
  });
  return html`<details><summary>${more > 0 ? `the first ${listed.length} of ${grouped(findings.length)}` : count(findings.length, 'finding')}</summary>
<ul>
${items}</ul>${more > 0 ? leftOut(`… and ${grouped(more)} more.`, context) : null}</details>`;
}

/** Says that something is left out, with the command that shows it. */
export function leftOut(what: string, { wholeCommand }: HtmlContext): Markup {
  if (wholeCommand === null) return html`<p class="faint">${what} With --all this page has everything.</p>\n`;
  return html`<p class="faint">${what} Everything: <code class="copied">${wholeCommand}</code></p>\n`;
}

/** Each remedy is unfolded where it appears first. */
function remedyContent(remedy: string, { told }: HtmlContext): Markup {
  const first = !told.has(remedy);
  told.add(remedy);
  if (first) return steps(remedy);
  return html`<details><summary>as above</summary>${steps(remedy)}</details>`;
}

const STEP_WRITERS: Readonly<Record<StepKind, (texts: readonly string[]) => Markup>> = {
  command: (texts) => html`<pre class="command copied">${lines(texts.join('\n'))}</pre>`,
  item: (texts) => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`,
  prose: (texts) => html`<p>${texts}</p>`,
};

function steps(text: string): Markup {
  return html`${stepBlocks(text).map((block) => STEP_WRITERS[block.kind](block.lines))}`;
}

/** A link to the call's row, where it has one. */
function callLink(finding: Finding | undefined, context: HtmlContext): Content {
  const call = finding?.call ?? null;
  if (call === null || !context.isPlaced(call)) return null;
  return html` · <a href="#${callAnchor(call, context)}">show the call</a>`;
}
