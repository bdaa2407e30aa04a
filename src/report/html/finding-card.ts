import type { Finding } from '../../checks/index.ts';
import { displayFilterOf, windowFilter } from '../display-filter.ts';
import { type StepKind, stepBlocks } from '../finding/step-blocks.ts';
import { placeParts } from '../overview/finding-place.ts';
import { MARKS } from '../overview/severity.ts';
import { callAnchor, type HtmlContext, shorten } from './context.ts';
import { type Content, html, lines, type Markup } from './markup.ts';

const LONGEST_TEXT = 4000;
const SPOKEN = { error: 'Error', warning: 'Warning', note: 'Note' } as const;

/** A finding in full: what, where, why it matters, what to do. */
export function findingCard(finding: Finding, context: HtmlContext): Markup {
  const { severity, message, evidence, consequence, remedy } = finding;
  const { shown, analysis } = context;
  const text = (from: string): string => shorten(shown(from), LONGEST_TEXT);
  const filter = displayFilterOf(finding, analysis);
  const expected = context.expectedOf(finding);
  return html`<article class="finding is-${severity}" data-severity="${severity}">
<h3><span class="${severity}" role="img" aria-label="${SPOKEN[severity]}">${MARKS[severity]}</span> ${text(message)}</h3>
<p class="faint">${placeParts(finding, context).map(text).join(' · ')}${sessionText(finding, context)}${callLink(finding, context)}</p>
<dl>
${part('Evidence', evidence === null ? null : html`<p>${text(evidence)}</p>`)}
${part('Consequence', consequence === null ? null : steps(text(consequence)))}
${part('Remedy', remedy === null ? null : remedyContent(text(remedy), context))}
${part('Wireshark', filter === null ? null : html`<code>${filter}</code>`)}
${part('The window', expected === null ? null : html`<code>${windowFilter(expected, analysis)}</code>`)}
</dl>
</article>
`;
}

/** Each remedy is unfolded where it appears first. */
function remedyContent(remedy: string, { told }: HtmlContext): Markup {
  const first = !told.has(remedy);
  told.add(remedy);
  if (first) return steps(remedy);
  return html`<details><summary>as above</summary>${steps(remedy)}</details>`;
}

function part(label: string, content: Markup | null): Content {
  return content === null ? null : html`<dt>${label}</dt><dd>${content}</dd>`;
}

const STEP_WRITERS: Readonly<Record<StepKind, (texts: readonly string[]) => Markup>> = {
  command: (texts) => html`<pre class="command">${lines(texts.join('\n'))}</pre>`,
  item: (texts) => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`,
  prose: (texts) => html`<p>${texts}</p>`,
};

function steps(text: string): Markup {
  return html`${stepBlocks(text).map((block) => STEP_WRITERS[block.kind](block.lines))}`;
}

function sessionText({ sessionId }: Finding, { shown }: HtmlContext): Content {
  return sessionId === null ? null : html` · session ${shorten(shown(sessionId), 200)}`;
}

/** A link to the call's row, where it has one. */
function callLink({ call }: Finding, context: HtmlContext): Content {
  if (call === null || !context.placed.has(call)) return null;
  return html` · <a href="#${callAnchor(call, context)}">show the call</a>`;
}
