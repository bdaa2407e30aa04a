import type { CaptureOutcome, CapturePlace, RenderSeveral } from '../format.ts';
import { htmlContext } from '../html/context.ts';
import { html, type Markup } from '../html/markup.ts';
import { pageHead } from '../html/page.ts';
import { MAIN_BEGIN, MAIN_END, mainParts, pageEnd, SKIP_LINK, TOOLBAR } from '../html/report.ts';
import { summaryPart } from '../html/summary-part.ts';
import { MARKS } from '../overview/severity.ts';
import { filesText, outcomeRow, outcomesText } from './outcome-rows.ts';

/**
 * One page: a table of all captures, and then each in a section of its own. The sections are kept as text until the table is known;
 * a page of one capture has a bound.
 */
export const severalHtml: RenderSeveral = (options) => {
  const sections: string[] = [];
  const shown = (text: string): string => options.masker.text(text);
  const keep = (place: CapturePlace, parts: Iterable<Markup>): void => {
    const title = html`<section id="${anchorOf(place)}"><h2>${shown(filesText(place))}</h2>
${place.apart === null ? null : html`<p>${shown(place.apart)}</p>`}
`;
    const body = [...parts].map(({ text }) => withOwnIds(text, anchorOf(place)));
    sections.push(`${title.text}${body.join('')}</section>\n`);
  };
  return {
    begin: () => [],
    capture(analysis, place) {
      const context = htmlContext(analysis, { ...options, grouping: place.grouping });
      keep(place, withSummary(context));
      return [];
    },
    unread(place, message) {
      keep(place, [
        html`<p><span class="error">${MARKS.error}</span> ${shown(message)}</p>
`,
      ]);
      return [];
    },
    *end(outcomes) {
      yield pageHead(`hookscope report of ${outcomes.length} captures`).text;
      yield SKIP_LINK.text;
      yield tablePart(outcomes, shown).text;
      yield TOOLBAR.text;
      yield MAIN_BEGIN.text;
      yield* sections;
      yield MAIN_END.text;
      yield pageEnd(options).text;
    },
  };
};

function* withSummary(context: ReturnType<typeof htmlContext>): Iterable<Markup> {
  yield summaryPart(context);
  yield* mainParts(context);
}

/** The attributes that name a part of the page, or refer to one. Texts within the page have no quotation marks of their own. */
const REFERENCE = / (id|href|for|aria-labelledby)="(#?)([\w-]+)"/g;

/** The ids of a section are its own: each capture has a call 0. */
function withOwnIds(text: string, anchor: string): string {
  return text.replace(REFERENCE, (_all, name: string, sign: string, id: string) =>
    name === 'href' && sign === '' ? ` href="${id}"` : ` ${name}="${sign}${anchor}-${id}"`,
  );
}

function anchorOf({ number }: Pick<CapturePlace, 'number'>): string {
  return `capture-${number}`;
}

function tablePart(outcomes: readonly CaptureOutcome[], shown: (text: string) => string): Markup {
  return html`<header>
<p class="tool">hookscope: REST hooks between call server and backend</p>
<h1>${outcomesText(outcomes)}</h1>
<table>
<thead><tr><th scope="col"></th><th scope="col">capture</th><th scope="col" class="number">errors</th><th scope="col" class="number">warnings</th><th scope="col">verdict</th></tr></thead>
<tbody>
${outcomes.map((outcome) => {
  const { files, errors, warnings, verdict } = outcomeRow(outcome);
  const severity = outcome.isRead ? outcome.severity : 'error';
  const mark = severity === null ? '✓' : MARKS[severity];
  return html`<tr><td><span class="${severity ?? 'sound'}">${mark}</span></td><td><a href="#${anchorOf(outcome)}">${shown(files)}</a></td><td class="number">${errors}</td><td class="number">${warnings}</td><td>${shown(verdict)}</td></tr>
`;
})}
</tbody>
</table>
</header>
`;
}
