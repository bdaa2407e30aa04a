import type { BlankReason, ExtractTally, ScrubTally } from '../../extract/index.ts';
import { count } from '../../report/layout/index.ts';

/** Why parts of messages were blanked. */
const REASONS: Readonly<Record<BlankReason, string>> = {
  compressed: 'compressed, with secrets or unreadable',
  incomplete: 'not whole in the capture, or beyond the 64 MiB that are looked through',
  binary: 'no text',
  unreadable: 'neither HTTP nor JSON that can be looked through',
  http2: 'HTTP/2, whose compressed header fields cannot be replaced in place',
};

/** What was written, as lines. */
export function* extractLines(path: string, tally: ExtractTally): Iterable<string> {
  const { frames, connections, calls, scrubbed, secrets } = tally;
  const of = [...(calls === 0 ? [] : [count(calls, 'call')]), count(connections, 'connection')];
  yield `${path}: ${count(frames, 'frame')} of ${of.join(' on ')}`;
  if (secrets !== null) {
    yield `${path}: holds ${count(secrets, 'TLS secret')}: whoever has it can read these connections`;
  }
  if (scrubbed !== null) yield* scrubLines(scrubbed);
}

function* scrubLines({ secrets, blanked, unread, leftOut, comments }: ScrubTally): Iterable<string> {
  yield `scrubbed: ${count(secrets, 'secret')} replaced`;
  const messages = Object.entries(blanked).filter(([, times]) => times > 0);
  for (const [reason, times] of messages) {
    const extent = reason === 'http2' ? 'as a whole' : 'in part';
    yield `scrubbed: ${count(times, 'message')} blanked ${extent}: ${REASONS[reason as BlankReason]}`;
  }
  if (unread > 0)
    yield `scrubbed: ${count(unread, 'frame')} blanked where the bytes are of no message that was read`;
  if (leftOut > 0) yield `scrubbed: ${count(leftOut, 'frame')} left out that cannot be looked through`;
  if (comments > 0) yield `scrubbed: ${count(comments, 'comment')} left out`;
}
