import type { Body } from '../../../http/index.ts';
import { byteSize, grouped } from '../../../report/layout/index.ts';
import { EMPTY_LINE, type Line } from '../../layout/line.ts';
import { joined, type LineList, lineListOf } from '../../layout/line-list.ts';
import { heading, wrapped } from '../../layout/text-lines.ts';
import { hexLines } from '../hex-lines.ts';
import { barePayloadOf, bodyLines, type MessageInput, payloadOf } from './messages.ts';

/** The tab Raw: the bytes of the bodies in hexadecimal and as text. */
export function rawLines(input: MessageInput): LineList {
  const { request, response } = input.exchange;
  return joined(
    ...(request === null ? [] : side('request', 'Request body', request.body, input)),
    ...(response === null
      ? []
      : [lineListOf([EMPTY_LINE]), ...side('response', 'Answer body', response.body, input)]),
  );
}

function side(
  which: 'request' | 'response',
  title: string,
  body: Body,
  input: MessageInput,
): readonly LineList[] {
  const head = lineListOf([
    ...heading(`${title}, ${sizeText(body)}`, true),
    ...noteLines(body, input.columns),
  ]);
  if (body.bytes.length === 0) return [head];
  if (!mayBeDumped(which, body, input)) {
    const text = input.viewer.masker.redactsPersonal
      ? 'Bytes cannot be redacted. With what is to be masked masked:'
      : 'There are secrets in these bytes: s shows them. With the secrets masked:';
    return [
      head,
      lineListOf([
        ...wrapped(text, input.columns, 0, 'warning'),
        ...bodyLines(payloadOf(input, which), input),
      ]),
    ];
  }
  return [head, hexLines(body.bytes, input.columns)];
}

/**
 * True where a body may be dumped. A dump cannot be masked, so a body in which something would have to be masked is not
 * dumped.
 */
function mayBeDumped(which: 'request' | 'response', body: Body, input: MessageInput): boolean {
  const { viewer } = input;
  if (viewer.masker.redactsPersonal) return false;
  if (viewer.masker.showSecrets) return true;
  const text = body.bytes.toString('utf8');
  if (!body.decoded || viewer.masker.captured(text, input.call.dialect) !== text) return false;
  return JSON.stringify(payloadOf(input, which)) === JSON.stringify(barePayloadOf(input, which));
}

function sizeText({ length, bytes }: Body): string {
  const all = `${grouped(length)} bytes`;
  return bytes.length < length ? `${all}, the first ${byteSize(bytes.length)} kept` : all;
}

function noteLines(body: Body, columns: number): readonly Line[] {
  const notes = [
    ...(body.decoded ? [] : ['as it was on the wire: its content coding could not be undone']),
    ...(body.lost > 0 ? [`${grouped(body.lost)} bytes lost by the capture`] : []),
    ...(body.cut > 0 ? [`${grouped(body.cut)} bytes cut off by the snap length`] : []),
    ...(body.complete ? [] : ['not whole']),
  ];
  return notes.length === 0 ? [] : wrapped(notes.join('; '), columns, 0, 'warning');
}
