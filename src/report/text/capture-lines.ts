import { isoTime } from '../../analysis/index.ts';
import type { CaptureInfo } from '../../capture/index.ts';
import { labelled } from '../layout/page.ts';
import { byteSize, count, durationText } from '../layout/quantity.ts';
import type { TextContext } from './context.ts';

const MOST_FILES = 5;

/** What was read, and what hooks were found in it. */
export function* captureLines(context: TextContext): Iterable<string> {
  const { analysis } = context;
  const shown = context.everything ? analysis.captures : analysis.captures.slice(0, MOST_FILES);
  let label = 'capture';
  for (const capture of shown) {
    yield* labelled(context, label, captureText(context, capture), 0);
    label = '';
  }
  const more = analysis.captures.length - shown.length;
  if (more > 0) yield* labelled(context, '', `and ${count(more, 'more file')}`, 0);
  yield* labelled(context, 'hooks', hooksText(context), 0);
}

function captureText(context: TextContext, capture: CaptureInfo): string {
  const { firstTime, lastTime } = capture;
  const name = capture.path === '-' ? 'standard input' : context.safe(capture.path);
  const packed = capture.compression === null ? '' : ` in ${capture.compression}`;
  const size = `${count(capture.frames, 'frame')}, ${byteSize(capture.bytes)}`;
  const span =
    firstTime === null || lastTime === null
      ? ''
      : `, ${durationText(lastTime.seconds - firstTime.seconds + (lastTime.nanoseconds - firstTime.nanoseconds) / 1e9)} from ${isoTime(firstTime, 0).replace('T', ' ').replace('Z', ' UTC')}`;
  const whole = capture.complete ? '' : ', cut short or damaged';
  return `${name}: ${capture.format}${packed}, ${size}${span}${whole}`;
}

function hooksText({ analysis, safe }: TextContext): string {
  const { ports, sessions, summary } = analysis;
  const where = ports.length === 0 ? '' : ` on port ${ports.join(', ')}`;
  const named = sessions.filter((session) => session.id !== null).length;
  const within = named === 0 ? '' : ` in ${count(named, 'session')}`;
  return `${safe(analysis.dialect.title)}${where}: ${count(summary.calls, 'call')}${within}`;
}
