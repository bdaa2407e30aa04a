import { clientOfSession } from '../../dialects/index.ts';
import type { HookCall, JsonDifference, JsonValue } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import type { BodyDifference, Change, Received, ReplayStep, StepResult } from '../../replay/index.ts';
import { escapeTerminal } from '../escape/terminal.ts';
import { count, latencyText } from '../layout/quantity.ts';
import type { Paint, TextLook } from '../layout/style.ts';
import { padEnd, padStart, truncate } from '../layout/width.ts';
import { INCOMPLETE_WORDS } from './words.ts';

/** What is needed to write lines about a replay. */
export interface ReplayPage {
  readonly columns: number;
  readonly paint: Paint;
  readonly masker: Masker;
}

/** Members of one answer that are shown. */
const MOST_DIFFERENCES = 5;
/** Consent and refusal have other bodies anyhow. */
const TURNED: ReadonlySet<Change> = new Set(['accepted-now', 'refused-now']);
const NUMBER_COLUMNS = 4;
const METHOD_COLUMNS = 33;
const SESSION_COLUMNS = 21;

/** What became of a call: a line, and one for each difference of the answer's body. */
export function* stepLines(step: ReplayStep, result: StepResult, page: ReplayPage): Iterable<string> {
  const begin = `${padStart(String(step.number), NUMBER_COLUMNS)}  ${nameOf(step.call, page)}`;
  const { look, text } = wordsOf(step, result);
  yield `${begin}${page.paint(look, escapeTerminal(page.masker.text(text)))}`;
  if (result.kind === 'sent' && !TURNED.has(result.comparison.change))
    yield* bodyLines(result.comparison.body, page);
}

function nameOf(call: HookCall, { masker }: ReplayPage): string {
  const { dialect, method, status, sessionId } = call;
  const name = status === null ? method : `${method} ${status}`;
  const client = sessionId === null ? null : (clientOfSession(dialect, sessionId) ?? sessionId);
  const columns = [
    [masker.text(name), METHOD_COLUMNS],
    [client === null ? '' : masker.captured(client), SESSION_COLUMNS],
  ] as const;
  return columns.map(([text, width]) => `${padEnd(truncate(escapeTerminal(text), width), width)}  `).join('');
}

const LOOKS: Readonly<Record<Change, TextLook>> = {
  same: 'sound',
  'accepted-now': 'sound',
  'no-reference': 'sound',
  body: 'warning',
  status: 'warning',
  refused: 'error',
  'refused-now': 'error',
};

function wordsOf(
  { call }: ReplayStep,
  result: StepResult,
): { readonly look: TextLook; readonly text: string } {
  if (result.kind === 'incomplete')
    return { look: 'warning', text: `not sent: ${INCOMPLETE_WORDS[result.reason]}` };
  if (result.kind === 'not-made') {
    const { method, number } = result.by;
    return {
      look: 'dim',
      text: `not sent: after ${method} (${number}) was not accepted, it would not have been made`,
    };
  }
  const { received, comparison, inSpiteOf } = result;
  const nevertheless =
    inSpiteOf === null ? '' : `; would not have been made after ${inSpiteOf.method} (${inSpiteOf.number})`;
  const took = received.kind === 'answer' ? ` in ${latencyText(received.seconds)}` : '';
  const text = `${nowText(received)}${took}: ${changeText(call, comparison.change)}${nevertheless}`;
  return { look: LOOKS[comparison.change], text };
}

function nowText(received: Received): string {
  switch (received.kind) {
    case 'answer':
      return `${received.status}${received.reason === '' ? '' : ` ${received.reason}`}${received.complete ? '' : ', not whole'}`;
    case 'refused':
      return 'connection refused';
    case 'timeout':
      return `no answer within ${received.seconds} s`;
    case 'failed':
      return received.reason;
  }
}

function changeText(call: HookCall, change: Change): string {
  const then = call.response === null ? 'no answer' : String(call.response.status);
  switch (change) {
    case 'same':
      return 'as in the capture';
    case 'body':
      return 'accepted, with another body than in the capture';
    case 'status':
      return `not the status of the capture, ${then}`;
    case 'accepted-now':
      return `accepted; not so in the capture (${then})`;
    case 'refused-now':
      return `not accepted; it was in the capture (${then})`;
    case 'refused':
      return call.response === null && call.end === 'capture'
        ? 'not accepted; the capture does not show its answer'
        : `not accepted, as in the capture`;
    case 'no-reference':
      return 'accepted; the capture does not show its answer';
  }
}

function* bodyLines(body: BodyDifference, page: ReplayPage): Iterable<string> {
  const indent = ' '.repeat(NUMBER_COLUMNS + 2);
  if (body.kind === 'bytes') {
    const [then, now] = body.lengths;
    yield `${indent}body: ${count(then, 'byte')} in the capture, ${count(now, 'byte')} now, and not the same`;
  }
  if (body.kind !== 'members') return;
  for (const difference of body.differences.slice(0, MOST_DIFFERENCES)) {
    yield truncate(`${indent}${differenceText(difference, page)}`, page.columns);
  }
  const left = body.differences.length - MOST_DIFFERENCES;
  if (left > 0) yield `${indent}and ${left}${body.more ? ' or more' : ''} other members`;
}

/** The values were masked when they were compared. */
function differenceText({ pointer, one, other }: JsonDifference, { masker }: ReplayPage): string {
  const name = pointer === '' ? '(all of it)' : masker.text(pointer);
  return escapeTerminal(`${name}: ${valueText(one)} -> ${valueText(other)}`);
}

function valueText(value: JsonValue | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
