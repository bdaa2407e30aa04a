/** The events that requests tell of, each with its requests. */
import { findNaming, type Naming, wordAt } from './naming.ts';
import type { Observation } from './observation.ts';

export interface ObservedEvent {
  /** As a method of a dialect file is named. */
  readonly name: string;
  /** As it is on the wire, where that is no such name or is written in several ways. */
  readonly aliases: readonly string[];
  /** Where nothing but the path says which event it is. */
  readonly path: string | null;
  /** In order of time. */
  readonly observations: readonly Observation[];
}

export interface ObservedEvents {
  /** null: only the paths tell. */
  readonly naming: Naming | null;
  readonly events: readonly ObservedEvent[];
  /** Requests with a payload that have no word where the others have one. */
  readonly unnamed: readonly Observation[];
}

const NAME = /^[A-Za-z][\w.-]*$/;
const LONGEST_NAME = 100;

export function findEvents(observations: readonly Observation[]): ObservedEvents {
  const naming = findNaming(observations);
  const groups = new Map<string, { readonly words: Set<string>; readonly members: Observation[] }>();
  const unnamed: Observation[] = [];
  for (const observation of observations) {
    const word = naming === null ? observation.path : wordAt(observation, naming.place);
    if (word === null) {
      unnamed.push(observation);
      continue;
    }
    // Names are compared without regard to case; paths are not.
    const key = naming === null ? word : word.toLowerCase();
    const group = groups.get(key) ?? { words: new Set<string>(), members: [] };
    group.words.add(word);
    group.members.push(observation);
    groups.set(key, group);
  }
  const taken = new Set<string>();
  const events = [...groups.values()].map(({ words, members }): ObservedEvent => {
    const [first = ''] = words;
    const name = freeName(naming === null ? wordOfPath(first) : first, taken);
    return {
      name,
      aliases: naming === null ? [] : [...words].filter((word) => word !== name),
      path: naming === null ? first : null,
      observations: members,
    };
  });
  return { naming, events, unnamed };
}

/** What a path is about: its last segment. */
function wordOfPath(path: string): string {
  return path.split('/').findLast((segment) => segment !== '') ?? 'hook';
}

/** A name that a dialect file may have and that no other event has. */
function freeName(word: string, taken: Set<string>): string {
  const cleaned = word.replaceAll(/[^\w.-]+/g, '_').slice(0, LONGEST_NAME - 10);
  const name = NAME.test(cleaned) ? cleaned : `event-${cleaned}`;
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}-${number}`;
  taken.add(free.toLowerCase());
  return free;
}
