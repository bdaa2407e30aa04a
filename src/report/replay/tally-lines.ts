import { isPassed, type ReplayTally, sentOf } from '../../replay/index.ts';
import { count, durationText } from '../layout/quantity.ts';
import { INCOMPLETE_WORDS } from './words.ts';

/** Seconds of delay that are worth a word. */
const LATE_SECONDS = 1;

/** What is to be known about a replay as a whole, and in the last line what came of it. `to`: where it went; `server`: what the system that made the calls is called. */
export function* tallyLines(tally: ReplayTally, to: string, server: string): Iterable<string> {
  const { masked, withheld, noTarget, behindSeconds, madeNevertheless } = tally;
  if (masked > 0)
    yield `${count(masked, 'call')} had secrets, and went with marks in their place; --show-secrets sends them as they were`;
  if (withheld.length > 0)
    yield `header fields with secrets were left out (${withheld.join(', ')}); --show-secrets sends them`;
  if (noTarget > 0) yield `${count(noTarget, 'call')} had no target in the request line; / stood for it`;
  if (behindSeconds >= LATE_SECONDS)
    yield `some calls went up to ${durationText(behindSeconds)} later than in the capture: the backend, or this machine, was slower`;
  if (madeNevertheless > 0)
    yield `${count(madeNevertheless, 'call')} would not have been made after a refusal, and went all the same (--past-refusals)`;
  for (const [reason, times] of tally.incomplete)
    yield `${count(times, 'call')} not sent: ${INCOMPLETE_WORDS[reason]}`;
  if (tally.notMade > 0)
    yield `${count(tally.notMade, 'call')} not sent: ${server} would not have made them after a refusal; --past-refusals sends them`;
  yield lastLine(tally, to);
}

function lastLine(tally: ReplayTally, to: string): string {
  const { changes } = tally;
  const parts = [
    [changes.same, 'as in the capture'],
    [changes['no-reference'], 'accepted, with nothing in the capture to compare'],
    [changes['accepted-now'], 'accepted now and not in the capture'],
    [changes.body, 'accepted with another body'],
    [changes.status, 'with another status'],
    [changes.refused, 'not accepted, as in the capture'],
    [changes['refused-now'], 'not accepted now'],
  ] as const;
  const told = parts.flatMap(([times, words]) => (times === 0 ? [] : [`${times} ${words}`]));
  const sent = sentOf(tally);
  const stopped = tally.end === 'stopped' ? 'stopped early; ' : '';
  const verdict = sent === 0 ? 'nothing was sent' : isPassed(tally) ? 'passed' : 'differs';
  return `${stopped}${verdict}: ${count(sent, 'call')} sent to ${to}${told.length === 0 ? '' : `: ${told.join(', ')}`}`;
}
