import { findBeats, type ObservedBeat } from './beats.ts';
import { findEvents, type ObservedEvent, type ObservedEvents } from './events.ts';
import { findKeys, type ObservedKey, type ObservedKeys } from './keys.ts';
import { type MemberSummary, summariseMembers } from './members.ts';
import { keyOfPath, nameOfPath, type Observation } from './observation.ts';
import { findLast, findPairs, type LastEvent, type ObservedPair, type ObservedPairs } from './pairs.ts';
import { newScreen } from './screen.ts';
import {
  beatSentence,
  count,
  foundIn,
  keySentences,
  lastSentence,
  pairSentence,
  statusesText,
  timesText,
  unknownIn,
} from './sentences.ts';
import { type DraftFile, type KeyChoice, keyText, parametersOf } from './tables.ts';

/** A dialect file that was made of what a capture shows, and what is to be said about it. */
export interface DialectDraft {
  /** As `docs/dialects.md` describes it. */
  readonly file: DraftFile;
  /** What was found, each a sentence. */
  readonly found: readonly string[];
  /** What the capture could not tell, each a sentence that says what to do. */
  readonly unknown: readonly string[];
}

/** Seconds. A pair that takes longer is not joined by a window: what was begun may go on for any time. */
const LONGEST_WINDOW = 30;
const SHORTEST_WINDOW = 5;
const NICE_SECONDS = [SHORTEST_WINDOW, 10, 20, 30, 60, 120];

/** Makes a dialect file of the requests to one server. At least one request is needed. */
export function draftDialect(name: string, observations: readonly Observation[]): DialectDraft {
  const screen = newScreen();
  const sorted = [...observations].sort((one, other) => one.at - other.at);
  const observed = findEvents(sorted);
  const members = new Map(observed.events.map((event) => [event, summariseMembers(event, screen)] as const));
  const secret = secretPaths(members);
  const named = observed.naming?.place.in === 'payload' ? observed.naming.place.path : null;
  const keys = findKeys(observed.events, named, (path) => secret.has(keyOfPath(path)));
  const pairs = pairsOf(keys, sorted.at(-1)?.at ?? 0);
  const last = keys.session === null ? null : findLast(keys.session, keys.dialogs);
  const joined = [...(keys.session?.events ?? []), ...keys.dialogs.flatMap(({ events }) => events)];
  const beats = findBeats(observed.events.filter((event) => !joined.includes(event)));
  const choice: KeyChoice = { session: keys.session, dialogs: keys.dialogs, named };
  return {
    file: {
      name,
      title: name,
      description: descriptionOf(sorted, observed),
      ports: distinct(sorted.map(({ port }) => port)),
      ...recognitionOf(observed),
      ...embeddedOf(sorted),
      ...contextOf(keys.session),
      ...statusParameterOf(members),
      delivery: {
        httpMethods: distinct(sorted.map(({ httpMethod }) => httpMethod)),
        bodyForms: distinct(sorted.map(({ form }) => form)),
      },
      methods: Object.fromEntries(
        observed.events.map((event) => [event.name, methodOf(event, members.get(event) ?? [], choice)]),
      ),
      ...(beats.length > 0 && { periodic: beats.map(periodicOf) }),
      ...(pairs.always.length > 0 && {
        expectations: Object.fromEntries(pairs.always.map((pair) => expectationOf(pair, keys.session, last))),
      }),
    },
    found: [
      ...foundIn(observed, sorted),
      ...keySentences(keys),
      ...pairs.always.map(pairSentence),
      ...lastSentence(last),
      ...beats.map(beatSentence),
    ],
    unknown: unknownIn(observed, sorted, keys, pairs),
  };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

function secretPaths(members: ReadonlyMap<ObservedEvent, readonly MemberSummary[]>): ReadonlySet<string> {
  return new Set(
    [...members.values()].flat().flatMap(({ path, isSecret }) => (isSecret ? [keyOfPath(path)] : [])),
  );
}

/** Pairs within dialogs go first: they need no wider key. */
function pairsOf({ dialogs, session }: ObservedKeys, end: number): ObservedPairs {
  const within = dialogs.map((key) => findPairs(key, end));
  const wider = session === null ? { always: [], nearly: [] } : findPairs(session, end);
  // What a dialog has to do with the events of its session, no count of a few sessions shows.
  const inOne = ({ first, second }: ObservedPair): boolean =>
    dialogs.some(({ events }) => events.includes(first) || events.includes(second));
  return {
    always: [...within.flatMap(({ always }) => always), ...wider.always.filter((pair) => !inOne(pair))],
    nearly: [...within.flatMap(({ nearly }) => nearly), ...wider.nearly.filter((pair) => !inOne(pair))],
  };
}

function descriptionOf(observations: readonly Observation[], { events }: ObservedEvents): string {
  return `Proposed from a capture with ${count(observations.length, 'request')} of ${count(events.length, 'kind')}. Responses: ${statusesText(observations)}; every 2xx is taken as accepted until this file says otherwise.`;
}

function recognitionOf({ naming, events }: ObservedEvents): DraftFile {
  if (naming === null) {
    return {
      // Nothing but the paths tells: no word is looked for that could be there by chance.
      recognition: { by: 'word', places: [] },
      hookPaths: events.map(({ path, name }) => ({ path: path ?? '/', method: name })),
    };
  }
  return {
    recognition: naming.place.in === 'segment' ? { by: 'target' } : { by: 'word', places: [naming.place] },
  };
}

function embeddedOf(observations: readonly Observation[]): DraftFile {
  const paths = new Map(
    observations.flatMap(({ embedded }) => embedded.map((path) => [keyOfPath(path), path])),
  );
  return paths.size === 0 ? {} : { embedded: [...paths.values()] };
}

function contextOf(session: ObservedKey | null): DraftFile {
  if (session === null) return {};
  const name = nameOfPath(session.path);
  return {
    context: { session: name },
    contextParameters: {
      [name]: {
        types: session.types,
        presence: 'key',
        ...(session.path.length > 1 && { paths: [session.path] }),
        description: `Tells sessions apart: ${count(session.values, 'value')} observed.`,
      },
    },
  };
}

/** The member that looks most like a status: it is named so, and its values are words. */
function statusParameterOf(members: ReadonlyMap<ObservedEvent, readonly MemberSummary[]>): DraftFile {
  const all = [...members.values()].flat();
  for (const name of ['status', 'state', 'event_status', 'phase']) {
    if (all.some(({ path, words }) => path.length === 1 && path[0] === name && words !== null)) {
      return name === 'status' ? {} : { statusParameter: name };
    }
  }
  return {};
}

function methodOf(event: ObservedEvent, members: readonly MemberSummary[], choice: KeyChoice): DraftFile {
  const { observations, aliases } = event;
  const { session, dialogs } = choice;
  const dialog = dialogs.find(({ events }) => events.includes(event));
  const isOutside = session !== null && !session.events.includes(event);
  const isRefused = observations.some(({ status }) => status !== null && status >= 400 && status < 500);
  return {
    // Only a question can be refused; whether it is one, nothing but a refusal shows.
    role: isRefused ? 'ask' : 'event',
    description: `Observed ${timesText(observations.length)}; responses: ${statusesText(observations)}.`,
    ...(aliases.length > 0 && { aliases }),
    ...(isOutside && { context: false, outsideSessions: true }),
    ...(dialog !== undefined && {
      dialog: { kind: kindOf(dialog.path), parameter: nameOfPath(dialog.path) },
    }),
    parameters: parametersOf(event, members, choice),
  };
}

/** What an id is of, as its name says: `visit` of `visitId`, `room` of `room.sid`. */
function kindOf(path: readonly string[]): string {
  const [last = '', before] = path.toReversed();
  const stem = last.replace(/[-_]?(?:id|sid|uuid|guid|number|name|key)$/i, '');
  const word = (stem === '' ? (before ?? '') : stem).replaceAll(/[^\w.-]/g, '');
  return /^[A-Za-z]/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : 'dialog';
}

function expectationOf(
  pair: ObservedPair,
  session: ObservedKey | null,
  last: LastEvent | null,
): readonly [string, DraftFile] {
  const { first, second, longest } = pair;
  const windowSeconds = windowOf(longest);
  const isClosed = windowSeconds === null && last !== null && pair.key !== session;
  return [
    `${second.name}-after-${first.name}`,
    {
      after: { methods: [first.name], answer: 'ok' },
      expect: [{ method: second.name }],
      key: keyText(pair, session),
      windowSeconds,
      ...(isClosed && {
        closedBy: [{ methods: [last.event.name], within: 'session', withinSeconds: SHORTEST_WINDOW }],
      }),
      severity: 'warning',
      consequence: `${pairSentence(pair)} Say here what it means for the backend when it does not.`,
    },
  ];
}

/** Three times what was observed, rounded up; null where what was begun may go on for any time. */
function windowOf(longest: number): number | null {
  if (longest > LONGEST_WINDOW) return null;
  return NICE_SECONDS.find((seconds) => seconds >= longest * 3) ?? null;
}

function periodicOf(beat: ObservedBeat): DraftFile {
  return {
    method: beat.event.name,
    per: 'node',
    // Learned from each capture: what was observed here may be a setting.
    intervalSeconds: null,
    consequence: `${beatSentence(beat)} Say here what it means when it fails to come.`,
  };
}
