import { type HeaderList, PROBLEM_SENTENCES } from '../../../http/index.ts';
import { escapeTerminal } from '../../../report/layout/index.ts';
import { type Line, line, span } from '../../layout/line.ts';
import { heading, labelledLines, wrapped } from '../../layout/text-lines.ts';
import type { MessageInput } from './messages.ts';

/** The tab Headers: request line, status line and header fields, as received. */
export function headerFieldLines(input: MessageInput): readonly Line[] {
  const { call, exchange, viewer, columns } = input;
  const { request, response, interim } = exchange;
  const lines: Line[] = [];
  if (request !== null) {
    const target = escapeTerminal(viewer.masker.target(request.target, call.dialect));
    const first = `${viewer.captured(request.method)} ${target} ${versionText(request.version)}`;
    lines.push(...heading('Request', true), ...wrapped(first, columns, 0, 'accent'));
    lines.push(...fieldLines(request.headers, input), ...trailerLines(request.trailers, input));
  }
  for (const status of interim) lines.push(line(span('dim', `Interim answer: ${status}`)));
  if (response !== null) {
    const first =
      response.status === 0
        ? '(no status line)'
        : `${versionText(response.version)} ${response.status} ${viewer.captured(response.reason)}`;
    lines.push(...heading('Answer'), ...wrapped(first, columns, 0, 'accent'));
    lines.push(...fieldLines(response.headers, input), ...trailerLines(response.trailers, input));
  }
  if (exchange.problems.length > 0) {
    lines.push(...heading('Not as it should be'));
    for (const { kind, side, excerpt } of exchange.problems) {
      const text = `${side}: ${PROBLEM_SENTENCES[kind]}`;
      lines.push(...wrapped(text, columns, 0, 'warning'));
      if (excerpt !== '') lines.push(...labelledLines('bytes', viewer.captured(excerpt), columns));
    }
  }
  return lines;
}

function fieldLines(fields: HeaderList, { viewer, columns }: MessageInput): readonly Line[] {
  const lines: Line[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const name = fields[index] ?? '';
    const value = escapeTerminal(viewer.masker.headerField(name, fields[index + 1] ?? ''));
    const label = `${viewer.captured(name)}: `;
    const [first, ...rest] = wrapped(`${label}${value}`, columns);
    const text = first?.spans.map((each) => each.text).join('') ?? '';
    lines.push(line(span('name', text.slice(0, label.length)), text.slice(label.length)), ...rest);
  }
  return lines;
}

function trailerLines(trailers: HeaderList, input: MessageInput): readonly Line[] {
  return trailers.length === 0 ? [] : [line(span('dim', 'after the body:')), ...fieldLines(trailers, input)];
}

function versionText(version: string): string {
  return version === '' ? '' : `HTTP/${escapeTerminal(version)}`;
}
