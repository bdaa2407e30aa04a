/** What the payloads of an event have in common. */
import type { JsonType } from '../dialects/index.ts';
import { isSecretName } from '../privacy/index.ts';
import type { ObservedEvent } from './events.ts';
import { keyOfPath, type ObservedMember } from './observation.ts';
import type { Screen } from './screen.ts';

/** A member of the payloads of one event. */
export interface MemberSummary {
  readonly path: readonly string[];
  /** Types that were seen, without null. */
  readonly types: readonly JsonType[];
  /** In how many payloads it was, and in how many it had a value: neither null nor "". */
  readonly present: number;
  readonly filled: number;
  readonly isSecret: boolean;
  /** Values that came often and are words; null where the values are no such words, are secret or tell of people. */
  readonly words: readonly string[] | null;
}

const MOST_WORDS = 8;
/** Each word came that often on the average: a value that came once proves no list of values. */
const LEAST_REPEATED = 2;
/** Values of a member in which secrets are looked for. */
const LOOKED_AT = 100;
const WORD = /^[A-Za-z][\w /-]{0,29}$/;

/** The members of an event's payloads, in the order in which they came first. */
export function summariseMembers(event: ObservedEvent, screen: Screen): readonly MemberSummary[] {
  const all = new Map<string, ObservedMember[]>();
  for (const { members } of event.observations) {
    for (const member of members.values()) {
      const key = keyOfPath(member.path);
      const known = all.get(key);
      if (known === undefined) all.set(key, [member]);
      else known.push(member);
    }
  }
  return [...all.values()].flatMap((members) => {
    const [first] = members;
    return first === undefined ? [] : [summaryOf(first.path, members, screen)];
  });
}

function summaryOf(
  path: readonly string[],
  members: readonly ObservedMember[],
  screen: Screen,
): MemberSummary {
  const isSecret =
    isSecretName(path.at(-1) ?? '') ||
    members.slice(0, LOOKED_AT).some(({ value }) => value !== null && screen.isSecret(value));
  const texts = members.filter(({ type }) => type === 'string').flatMap(({ value }) => value ?? []);
  return {
    path,
    types: typesOf(members),
    present: members.length,
    filled: members.filter(({ type, value }) => type !== 'null' && value !== '').length,
    isSecret,
    words: isSecret || texts.length < members.length ? null : wordsOf(texts, screen),
  };
}

function typesOf(members: readonly ObservedMember[]): readonly JsonType[] {
  const types = new Set(members.map(({ type }) => type).filter((type) => type !== 'null'));
  // A number without a fraction may come where others have one.
  if (types.has('number')) types.delete('integer');
  return [...types];
}

function wordsOf(texts: readonly string[], screen: Screen): readonly string[] | null {
  const words = [...new Set(texts)];
  const isList =
    words.length > 0 &&
    words.length <= MOST_WORDS &&
    texts.length >= words.length * LEAST_REPEATED &&
    words.every((word) => WORD.test(word) && !/\d{3}/.test(word) && screen.isHarmless(word));
  return isList ? words : null;
}
