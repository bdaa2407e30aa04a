import type { HookCall } from '../../../hooks/index.ts';
import type { Exchange } from '../../../http/index.ts';
import { type PayloadView, viewPayload } from '../../../privacy/index.ts';
import { type Line, line, span } from '../../layout/line.ts';
import { wrapped } from '../../layout/text-lines.ts';
import type { Maskers } from '../../state/state.ts';
import { jsonLines } from '../json-lines.ts';
import type { Viewer } from '../viewer.ts';

/** A call with its headers and bodies, and the viewer that masks them. */
export interface MessageInput {
  readonly call: HookCall;
  readonly exchange: Exchange;
  readonly viewer: Viewer;
  readonly maskers: Maskers;
  readonly columns: number;
}

/** The body of the request or response in the form that may be shown. */
export function payloadOf(
  { call, exchange, viewer }: MessageInput,
  side: 'request' | 'response',
): PayloadView {
  return viewPayload(call, exchange, side, viewer.masker);
}

/** The same without masking: only to be judged, never to be shown. */
export function barePayloadOf(
  { call, exchange, maskers }: MessageInput,
  side: 'request' | 'response',
): PayloadView {
  return viewPayload(call, exchange, side, maskers.showing);
}

/** A body as lines: JSON is indented, other text stays as it is. */
export function bodyLines(view: PayloadView, { viewer, columns }: MessageInput): readonly Line[] {
  switch (view.kind) {
    case 'json':
      return jsonLines(view.value, columns);
    case 'text':
      return textLines(view.text, viewer, columns);
    case 'encoded':
      return [
        line(span('warning', 'The body has a content coding that could not be undone; Raw has its bytes.')),
      ];
    case 'empty':
      return [line(span('dim', 'The body is empty.'))];
    case 'not-kept':
      return [line(span('dim', 'The body was not kept.'))];
  }
}

/** Text that is no JSON, in its own lines, at most 4000 of them. */
function textLines(text: string, { safe }: Viewer, columns: number): readonly Line[] {
  const rows = text.split(/\r?\n/);
  const shown = rows
    .slice(0, MOST_TEXT_LINES)
    .flatMap((row) => wrapped(safe(row.slice(0, MOST_ROW_CHARACTERS)), columns));
  const cut = rows.length > MOST_TEXT_LINES || rows.some((row) => row.length > MOST_ROW_CHARACTERS);
  return cut ? [...shown, line(span('dim', '… not all of it: the tab Raw has everything'))] : shown;
}

const MOST_TEXT_LINES = 4000;
const MOST_ROW_CHARACTERS = 16_384;
