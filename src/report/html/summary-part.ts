import { count, grouped } from '../layout/quantity.ts';
import { shorten } from '../layout/shorten.ts';
import { captureName, captureText, hooksText } from '../overview/capture-text.ts';
import { MARKS } from '../overview/severity.ts';
import { tlsText } from '../overview/tls-text.ts';
import { faultSum, faultsByBaseline, verdictOf } from '../overview/verdict.ts';
import type { HtmlContext } from './context.ts';
import { html, type Markup } from './markup.ts';

const MOST_FILES = 20;
const MOST_METHODS = 40;
const LONGEST_NAME = 300;

/** The verdict, the numbers that lead to it, and what was read. */
export function summaryPart(context: HtmlContext): Markup {
  const { analysis, baseline, shown, directory, grouping } = context;
  const { severity, text } = verdictOf(analysis, baseline);
  const tls = tlsText(analysis);
  const captures = analysis.captures.slice(0, MOST_FILES);
  const moreFiles = analysis.captures.length - captures.length;
  return html`<header>
<p class="tool">hookscope: REST hooks between call server and backend</p>
<h1><span class="${severity ?? 'sound'}" aria-hidden="true">${severity === null ? '✓' : MARKS[severity]}</span> ${text}</h1>
<ul class="tiles">
${tiles(context)}</ul>
<dl class="facts">
<dt>Capture</dt>
${captures.map((capture) => html`<dd><b>${shorten(shown(captureName(capture, { isShared: true, directory })), LONGEST_NAME)}</b>: ${captureText(capture)}</dd>`)}
${moreFiles > 0 ? html`<dd>and ${count(moreFiles, 'more file')}</dd>` : null}
${
  grouping === null
    ? null
    : html`<dt>Files</dt><dd>${shown(grouping)}</dd>
`
}<dt>Hooks</dt><dd>${shown(hooksText(analysis))}</dd>${
    tls === null
      ? null
      : html`
<dt>TLS</dt><dd>${tls}</dd>`
  }
${methods(context)}
${analysis.hiddenCalls > 0 ? html`<dt>Selection</dt><dd>${count(analysis.hiddenCalls, 'further call')} of the capture left out</dd>` : null}
</dl>
</header>
`;
}

/** The numbers of the headline, each for itself, and those that it does not have. */
function tiles({ analysis, baseline }: HtmlContext): readonly Markup[] {
  const { findings, expectations, calls } = analysis.summary;
  const { fresh, known } = faultsByBaseline(analysis, baseline);
  return [
    ...(baseline.isGiven
      ? [tile(faultSum(fresh), 'new', fresh.severity ?? 'sound'), tile(faultSum(known), 'known', '')]
      : []),
    tile(fresh.missing, 'missing', fresh.missing > 0 ? 'error' : 'sound'),
    tile(
      fresh.errors,
      `${fresh.missing > 0 ? 'other ' : ''}${fresh.errors === 1 ? 'error' : 'errors'}`,
      fresh.errors > 0 ? 'error' : 'sound',
    ),
    tile(
      fresh.warnings,
      fresh.warnings === 1 ? 'warning' : 'warnings',
      fresh.warnings > 0 ? 'warning' : 'sound',
    ),
    tile(findings.note, findings.note === 1 ? 'note' : 'notes', 'note'),
    tile(calls, calls === 1 ? 'hook call' : 'hook calls', ''),
    tile(expectations.met, expectations.met === 1 ? 'expectation met' : 'expectations met', ''),
    ...(expectations.late > 0 ? [tile(expectations.late, 'late', 'warning')] : []),
    ...(expectations.inconclusive > 0 ? [tile(expectations.inconclusive, 'cannot be told', '')] : []),
    ...(expectations.excused > 0 ? [tile(expectations.excused, 'excused', '')] : []),
  ];
}

function tile(number: number, label: string, look: string): Markup {
  return html`<li><b class="${look}">${grouped(number)}</b>${label}</li>
`;
}

function methods({ analysis, shown }: HtmlContext): Markup | null {
  const all = [...analysis.summary.methods];
  if (all.length === 0) return null;
  const more = all.length - MOST_METHODS;
  const listed = all
    .slice(0, MOST_METHODS)
    .map(([method, times]) => `${shorten(shown(method), LONGEST_NAME)} ${grouped(times)}`);
  return html`<dt>Methods</dt><dd>${listed.join(', ')}${more > 0 ? `, and ${more} more` : null}</dd>`;
}
