import type { Finding } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Session } from '../../hooks/index.ts';
import { pairText, type SessionCourse, type SessionHeadline } from '../../sessions/index.ts';
import { lifeText } from '../layout/life.ts';
import { durationText, grouped } from '../layout/quantity.ts';
import { shorten } from '../layout/shorten.ts';
import { MARKS, SEVERITIES } from '../overview/severity.ts';
import type { HtmlContext } from './context.ts';
import { type Content, html, type Markup } from './markup.ts';

const LONGEST_TEXT = 200;
/** What is listed of one kind; more is counted. */
const MOST_LISTED = 12;
const SPOKEN = { error: 'with an error', warning: 'with a warning', note: 'with a note' } as const;

/** The line of a session: `✗ 1005 → 2003 · 22:13:39 · 10 s · FINISH · ✗ 1`. `severity`: the worst of what is wrong in it. */
export function sessionHeading(
  { who, start, seconds, status, calls, faults }: SessionHeadline,
  severity: Severity | null,
  { shown, clock }: HtmlContext,
): Markup {
  const sign =
    severity === null
      ? html`<span class="sound" role="img" aria-label="sound">${'✓'}</span>`
      : html`<span class="${severity}" role="img" aria-label="${SPOKEN[severity]}">${MARKS[severity]}</span>`;
  const words = [
    ...(start === null ? [] : [clock(start)]),
    ...(calls > 1 ? [durationText(seconds)] : []),
    ...(status === null ? [] : [shorten(shown(status), LONGEST_TEXT)]),
  ];
  const counts = SEVERITIES.filter((each) => each !== 'note' && faults[each] > 0).map(
    (each) => html`${' · '}<span class="${each}">${`${MARKS[each]} ${grouped(faults[each])}`}</span>`,
  );
  return html`${sign} <h3>${shorten(shown(who.text), LONGEST_TEXT)}</h3> <span class="faint">${words.join(' · ')}</span>${counts}`;
}

/** What stands above the calls of a session: who, which, how it went and what is wrong. */
export function sessionFacts(
  session: Session,
  { headline, people, isFromBeginning, states }: SessionCourse,
  wrong: readonly Finding[],
  context: HtmlContext,
): Markup {
  const { shown, clock } = context;
  const text = (from: string): string => shorten(shown(from), LONGEST_TEXT);
  const who = [
    ...people.pairs.map((pair) => text(pairText(pair))),
    ...(people.login === null ? [] : [`login ${text(people.login)}`]),
    ...(people.name === null ? [] : [`name ${text(people.name)}`]),
    ...people.others.map(text),
  ];
  const from = [
    ...(session.appKey === null ? [] : [`application ${text(session.appKey)}`]),
    ...(headline.client === null ? [] : [`client ${text(headline.client)}`]),
  ];
  const course = [
    ...(isFromBeginning === false ? ['its beginning is not in the capture'] : []),
    ...states.map(({ status, time }) => `${text(status)} ${clock(time)}`),
    ...(headline.ending === 'open' ? ['its end is not in the capture'] : []),
  ];
  return html`<dl class="facts">
${part('Session', session.id === null ? [] : [`${text(session.id)}${lifeText(session)}`], '')}${part('Who', who, ', ')}${part('From', from, ', ')}${part('Course', course, ' → ')}${
  wrong.length === 0
    ? null
    : html`<dt class="wrong">Wrong</dt>
${wrong.slice(0, MOST_LISTED).map(
  ({
    severity,
    message,
  }) => html`<dd class="wrong"><span class="${severity}" role="img" aria-label="${severity}">${MARKS[severity]}</span> ${text(message)}</dd>
`,
)}${
  wrong.length > MOST_LISTED
    ? html`<dd class="wrong faint">and ${wrong.length - MOST_LISTED} more</dd>
`
    : null
}`
}</dl>
`;
}

function part(label: string, words: readonly string[], between: string): Content {
  if (words.length === 0) return null;
  const more = words.length - MOST_LISTED;
  const listed = words.slice(0, MOST_LISTED).join(between);
  return html`<dt>${label}</dt><dd>${listed}${more > 0 ? `${between}${more} more` : ''}</dd>
`;
}
