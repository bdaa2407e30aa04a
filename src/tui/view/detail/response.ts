import { isMirrored } from '../../../dialects/index.ts';
import { compareJson, isAccepted } from '../../../hooks/index.ts';
import { latencyText } from '../../../report/layout/index.ts';
import { EMPTY_LINE, type Line, line, span } from '../../layout/line.ts';
import { heading, labelledLines, wrapped } from '../../layout/text-lines.ts';
import { differenceLines } from '../difference-lines.ts';
import { responseTimeText } from '../row-text.ts';
import { bodyLines, type MessageInput, payloadOf } from './messages.ts';

/** The tab Answer: the status, how the body differs from the request, and the body. */
export function responseLines(input: MessageInput): readonly Line[] {
  const { call, exchange, columns } = input;
  if (exchange.response === null) return unansweredLines(input);
  const view = payloadOf(input, 'response');
  return [
    ...statusLines(input),
    ...mirrorLines(input),
    ...heading('As it was sent'),
    ...bodyLines(view, input),
    ...(call.response !== null && exchange.response.body.complete
      ? []
      : wrapped('The answer is not whole.', columns, 0, 'warning')),
  ];
}

function statusLines({ call, viewer }: MessageInput): readonly Line[] {
  const { response } = call;
  if (response === null) return [];
  const sound = isAccepted(call);
  return [
    line(
      span(
        sound ? 'good' : 'error',
        `${sound ? '✓' : '✗'} ${statusLine(response.status)} ${viewer.safe(response.reason)}`.trimEnd(),
      ),
      `  after ${latencyText(response.latencySeconds)}, frames ${response.frames[0]} to ${response.frames[1]}`,
    ),
  ];
}

/** The backend has to give back what it received, so it changed whatever differs. */
function mirrorLines(input: MessageInput): readonly Line[] {
  const { call, viewer, columns } = input;
  const asked = payloadOf(input, 'request');
  const answered = payloadOf(input, 'response');
  if (!isMirrored(call.dialect, call.methodSpec) || asked.kind !== 'json' || answered.kind !== 'json')
    return [];
  const { differences, equal, more } = compareJson(asked.value, answered.value);
  if (differences.length === 0) {
    return [EMPTY_LINE, line(span('good', '✓ '), `It gives back the request unchanged (${equal} values).`)];
  }
  return [
    ...heading('What differs from the request (- sent, + given back)'),
    ...differences.flatMap((difference) => differenceLines(difference, columns, viewer.safe)),
    ...(more ? [line(span('dim', '  … and more'))] : []),
  ];
}

function unansweredLines({ call, columns }: MessageInput): readonly Line[] {
  const how = responseTimeText(call);
  const frame = call.endFrame > 0 ? ` (frame ${call.endFrame})` : '';
  return [
    line(span('error', '✗ There is no answer in the capture.')),
    ...(how === '' ? [] : labelledLines('instead', `${how}${frame}`, columns)),
  ];
}

function statusLine(status: number): string {
  return status === 0 ? 'no status line' : String(status);
}
