/** What is said about a proposed dialect: what a capture showed, and what it could not tell. */
import type { ObservedBeat } from './beats.ts';
import type { ObservedEvents } from './events.ts';
import type { ObservedKeys } from './keys.ts';
import { placeText } from './naming.ts';
import { nameOfPath, type Observation } from './observation.ts';
import type { LastEvent, ObservedPair, ObservedPairs } from './pairs.ts';

export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** `200 (12 times), none (once)`. */
export function statusesText(observations: readonly Observation[]): string {
  const counts = new Map<string, number>();
  for (const { status } of observations) {
    const text = status === null ? 'none' : String(status);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([status, times]) => `${status} (${timesText(times)})`).join(', ');
}

export function timesText(times: number): string {
  return times === 1 ? 'once' : `${times} times`;
}

export function beatSentence({ event, seconds }: ObservedBeat): string {
  return `${event.name} came every ${secondsText(seconds)}.`;
}

export function lastSentence(last: LastEvent | null): readonly string[] {
  return last === null
    ? []
    : [`${last.event.name} was the last call of its session ${last.sessions} of ${last.sessions} times.`];
}

export function pairSentence({
  first,
  second,
  times,
  failed,
  open,
  shortest,
  longest,
}: ObservedPair): string {
  const late = open === 0 ? '' : `; ${timesText(open)} the capture ended before`;
  return `${second.name} followed ${first.name} ${times} of ${times + failed} times, after ${secondsText(shortest)} to ${secondsText(longest)}${late}.`;
}

function secondsText(seconds: number): string {
  return seconds >= 10 ? `${Math.round(seconds)} s` : `${Math.round(seconds * 100) / 100} s`;
}

export function foundIn(
  { naming, events, unnamed }: ObservedEvents,
  all: readonly Observation[],
): readonly string[] {
  const kinds = count(events.length, 'method');
  const where = naming === null ? 'the path' : placeText(naming.place);
  const named = `${where.charAt(0).toUpperCase()}${where.slice(1)} names the method in ${all.length - unnamed.length} of ${all.length} requests: ${kinds}.`;
  return [named, `Responses: ${statusesText(all)}.`];
}

export function keySentences({ session, dialogs }: ObservedKeys): readonly string[] {
  return [
    ...(session === null
      ? []
      : [`"${nameOfPath(session.path)}" looks like the session: ${count(session.values, 'value')}.`]),
    ...dialogs.map(
      ({ path, events, values }) =>
        `"${nameOfPath(path)}" joins ${events.map(({ name }) => name).join(', ')}: ${count(values, 'value')}.`,
    ),
  ];
}

export function unknownIn(
  { naming, events, unnamed }: ObservedEvents,
  all: readonly Observation[],
  keys: ObservedKeys,
  pairs: ObservedPairs,
): readonly string[] {
  const rare = events.filter(({ observations }) => observations.length < 3).map(({ name }) => name);
  const constant = constantAnswer(all);
  const signed = [
    ...new Set(
      all.flatMap(({ headers }) => [...headers.keys()].filter((field) => /sign|hmac|digest/.test(field))),
    ),
  ];
  return [
    naming === null
      ? 'No member, header field or path segment names the method in most requests: each path was taken for a method ("hookPaths").'
      : '',
    unnamed.length > 0
      ? `${count(unnamed.length, 'request')} of the same port ${unnamed.length === 1 ? 'has' : 'have'} no such word and ${unnamed.length === 1 ? 'was' : 'were'} left out: "dialect test" lists requests that are not recognised.`
      : '',
    rare.length > 0
      ? `Seen once or twice only, so that nothing is said of which members they always have: ${rare.join(', ')}.`
      : '',
    keys.dialogs.length === 0
      ? 'No id was seen in several methods with several values: what joins the calls ("dialog") could not be told.'
      : '',
    keys.others.length > 0
      ? `These join requests as well: ${keys.others.map(({ path }) => `"${nameOfPath(path)}"`).join(', ')}. Take one of them where it fits better, or several together ("parameters").`
      : '',
    keys.dialogs.length > 0 && pairs.always.length === 0
      ? 'No method was always followed by another one at least twice: there are no expectations.'
      : '',
    ...pairs.nearly.map((pair) => `${pairSentence(pair)} If it always has to, write an expectation for it.`),
    'Which methods are questions that the backend may refuse ("role"), which statuses and bodies the server accepts ("acceptance"), how long it waits and whether it repeats calls ("delivery") no capture of sound calls can tell: see the manual of the server.',
    constant === null
      ? ''
      : `Every response has ${constant}: if the server demands it, say so in "acceptance".`,
    signed.length > 0
      ? `Requests have the header field ${signed.map((field) => `"${field}"`).join(', ')}: if it is a signature, describe it in "signature".`
      : '',
  ].filter((sentence) => sentence !== '');
}

/** A member that every response has with the same number or boolean, or the same short word. */
function constantAnswer(all: readonly Observation[]): string | null {
  const answered = all.filter(({ status }) => status !== null && status < 300);
  const [first] = answered;
  if (first === undefined || answered.length < 3) return null;
  const same = [...first.answer].find(
    ([name, value]) =>
      /^(?:code|error|result|status|ok|success|allowed|ret|rc)$/i.test(name) &&
      /^(?:-?\d{1,4}|true|false|"[A-Za-z]{1,12}")$/.test(value) &&
      answered.every(({ answer }) => answer.get(name) === value),
  );
  return same === undefined ? null : `"${same[0]}": ${same[1]}`;
}
