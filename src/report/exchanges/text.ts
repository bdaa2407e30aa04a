import type { ListedBody, ListedExchange } from '../../engine/index.ts';
import { PROBLEM_SENTENCES, type Problem } from '../../http/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { escapeTerminal } from '../escape/terminal.ts';
import { byteSize } from '../layout/quantity.ts';
import { statusText } from '../layout/status-text.ts';
import type { Paint } from '../layout/style.ts';
import { padEnd, padStart, truncate } from '../layout/width.ts';
import { wrap } from '../layout/wrap.ts';

export interface ExchangeTextOptions {
  readonly masker: Masker;
  readonly paint: Paint;
  readonly columns: number;
}

const STREAM_COLUMNS = 6;
const FRAME_COLUMNS = 7;
const STATUS_COLUMNS = 4;
const SIZE_COLUMNS = 9;
const FEWEST_TARGET_COLUMNS = 16;

/**
 * Writes exchanges as a table, one a line, with what was wrong with them below. Portions of lines come as portions of
 * exchanges do: the width of a column does not depend on what stands in it.
 */
export async function* renderExchangesText(
  portions: AsyncIterable<Iterable<ListedExchange>>,
  options: ExchangeTextOptions,
): AsyncIterable<Iterable<string>> {
  const fixed = STREAM_COLUMNS + FRAME_COLUMNS + STATUS_COLUMNS + 2 * SIZE_COLUMNS + 5 * 2;
  const columns = Math.max(FEWEST_TARGET_COLUMNS, options.columns - fixed);
  yield [
    `${options.paint('dim', line('stream', 'frame', 'request', 'HTTP', 'sent', 'answered', columns))}\n`,
  ];
  let none = true;
  const linesOf = function* (exchanges: Iterable<ListedExchange>): Iterable<string> {
    for (const listed of exchanges) {
      none = false;
      yield* exchangeLines(listed, columns, options);
    }
  };
  for await (const portion of portions) yield linesOf(portion);
  if (none) yield ['no HTTP in the capture\n'];
}

function* exchangeLines(
  { stream, request, response, problems }: ListedExchange,
  columns: number,
  { masker, paint, columns: all }: ExchangeTextOptions,
): Iterable<string> {
  const asked =
    request === null
      ? '(request not captured)'
      : `${masker.captured(request.method)} ${masker.target(request.target)}`;
  yield `${line(
    String(stream),
    String(request?.firstFrame ?? response?.firstFrame ?? ''),
    escapeTerminal(asked),
    response === null ? 'none' : statusText(response.status),
    sizeText(request?.body),
    sizeText(response?.body),
    columns,
  )}\n`;
  const indent = STREAM_COLUMNS + FRAME_COLUMNS + 4;
  for (const problem of problems) {
    let sign = '└ ';
    for (const text of wrap(
      problemText(problem, masker),
      Math.max(FEWEST_TARGET_COLUMNS, all - indent - 2),
    )) {
      yield `${paint('warning', ' '.repeat(indent) + sign + text)}\n`;
      sign = '  ';
    }
  }
}

function problemText({ kind, side, excerpt }: Problem, masker: Masker): string {
  const shown = excerpt === '' ? '' : `: ${escapeTerminal(masker.captured(excerpt))}`;
  return `${side}: ${PROBLEM_SENTENCES[kind]}${shown}`;
}

function sizeText(body: ListedBody | undefined): string {
  if (body === undefined || (body.length === 0 && body.complete)) return '';
  return `${byteSize(body.length)}${body.complete ? '' : '+'}`;
}

function line(
  stream: string,
  frame: string,
  request: string,
  status: string,
  sent: string,
  answered: string,
  columns: number,
): string {
  const cells = [
    padStart(stream, STREAM_COLUMNS),
    padStart(frame, FRAME_COLUMNS),
    padEnd(truncate(request, columns), columns),
    padStart(status, STATUS_COLUMNS),
    padStart(sent, SIZE_COLUMNS),
    padStart(answered, SIZE_COLUMNS),
  ];
  return cells.join('  ').trimEnd();
}
