import { offsetOf } from '../../../base/time.ts';
import type { HookCall } from '../../../hooks/index.ts';
import { frameFilter, offsetText } from '../../../report/layout/index.ts';
import type { Line } from '../../layout/line.ts';
import { heading, labelledLines, wrapped } from '../../layout/text-lines.ts';
import type { Catalogue } from '../../model/catalogue.ts';
import { responseTimeText } from '../row-text.ts';
import { clockText } from '../times.ts';
import type { Viewer } from '../viewer.ts';
import { connectionLines } from './connection.ts';

/** The tab Frames: where the call is in the capture, and what happened on its connection. */
export function frameLines(
  call: HookCall,
  catalogue: Catalogue,
  columns: number,
  viewer: Viewer,
): readonly Line[] {
  const { analysis, connection: connectionOf, callsBeside } = catalogue;
  const { firstTime } = analysis;
  const { response, requestFrames } = call;
  const lines: Line[] = [
    ...labelledLines(
      'request',
      `${rangeText(requestFrames)} at ${offsetText(offsetOf(firstTime, call))} s (${clockText(call)} UTC)`,
      columns,
    ),
  ];
  if (response !== null) {
    const at = offsetText(offsetOf(firstTime, response));
    lines.push(
      ...labelledLines(
        'answer',
        `${rangeText(response.frames)}, whole at ${at} s, ${responseTimeText(call)} after the request`,
        columns,
      ),
    );
  } else {
    const frame = call.endFrame > 0 ? `, frame ${call.endFrame}` : '';
    lines.push(...labelledLines('no answer', `${responseTimeText(call)}${frame}`, columns, 'error'));
  }
  lines.push(...labelledLines('Wireshark', callFilter(call), columns, 'command'));
  lines.push(...labelledLines('', `tcp.stream == ${call.stream}`, columns, 'command'));
  const connection = connectionOf(call.stream);
  lines.push(...heading('Its TCP connection'));
  if (connection === null) lines.push(...wrapped('Nothing more is known of it.', columns, 2, 'dim'));
  else {
    const calls = { calls: callsBeside(call), own: call };
    lines.push(...connectionLines(connection, calls, catalogue, columns, viewer));
  }
  return lines;
}

/** A display filter for the frames in which request and response begin and end. */
export function callFilter(call: HookCall): string {
  const frames = [...call.requestFrames, ...(call.response?.frames ?? [])];
  return frameFilter([...new Set(frames)]);
}

function rangeText([first, last]: readonly [number, number]): string {
  return first === last ? `frame ${first}` : `frames ${first} to ${last}`;
}
