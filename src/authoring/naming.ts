/** Finds what of a request names its event. */
import type { WordPlace } from '../dialects/index.ts';
import { nameOfPath, type Observation } from './observation.ts';

/** Where a word stands, and which words stand there. */
export interface Naming {
  readonly place: WordPlace;
  readonly words: ReadonlySet<string>;
  /** Of how many observations it names the event. */
  readonly covered: number;
}

/** A place that most requests have is one of the event; some requests of the port may be none. */
const FEWEST_COVERED = 0.8;
const MOST_WORDS = 60;
/** Below that a place says too little about the requests to name them. */
const LEAST_SCORE = 0.7;
/** Names of members, fields and parameters that name an event in many systems. */
const EVENT_NAME =
  /^(?:x-)?(?:[a-z]+-)?(?:event|action|hook|method|call|command|cmd|notify|op|operation|type|topic|trigger|(?:event|hook|msg|message|notification|action)[-_]?(?:name|type|id)?)$/i;
const WORD = /^[A-Za-z][\w.:/-]{0,49}$/;
const GENERATED = /\d.*[A-Za-z].*\d|^[0-9a-f-]{16,}$/i;

/** A word and its place, as a key that is equal for equal places. */
interface Candidate {
  readonly place: WordPlace;
  readonly name: string;
  readonly depth: number;
  /** The word of each observation that has one, by the number of the observation. */
  readonly words: Map<number, string>;
}

/** The place that says most about the requests; null where none says enough. */
export function findNaming(observations: readonly Observation[]): Naming | null {
  const candidates = new Map<string, Candidate>();
  for (const [index, observation] of observations.entries()) {
    for (const { place, name, depth, word } of wordsOf(observation)) {
      const key = JSON.stringify(place);
      const known = candidates.get(key) ?? { place, name, depth, words: new Map<number, string>() };
      known.words.set(index, word);
      candidates.set(key, known);
    }
  }
  let best: Candidate | null = null;
  let bestScore = LEAST_SCORE;
  for (const candidate of candidates.values()) {
    const score = scoreOf(candidate, observations);
    if (score <= bestScore) continue;
    best = candidate;
    bestScore = score;
  }
  return best === null
    ? null
    : { place: best.place, words: new Set(best.words.values()), covered: best.words.size };
}

/** The word of a request at a place; null where there is none. */
export function wordAt(observation: Observation, place: WordPlace): string | null {
  const sought = JSON.stringify(place);
  return wordsOf(observation).find((each) => JSON.stringify(each.place) === sought)?.word ?? null;
}

interface FoundWord {
  readonly place: WordPlace;
  readonly name: string;
  readonly depth: number;
  readonly word: string;
}

function wordsOf({ members, headers, query, path }: Observation): readonly FoundWord[] {
  const found: FoundWord[] = [];
  for (const { path: at, type, value } of members.values()) {
    if (value === null || !(type === 'integer' ? /^\d{1,6}$/.test(value) : isWord(value))) continue;
    found.push({ place: { in: 'payload', path: at }, name: at.at(-1) ?? '', depth: at.length, word: value });
  }
  for (const [name, value] of headers) {
    if (isWord(value)) found.push({ place: { in: 'header', name }, name, depth: 1, word: value });
  }
  for (const [name, value] of query) {
    if (isWord(value)) found.push({ place: { in: 'query', name }, name, depth: 1, word: value });
  }
  const segment = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  if (isWord(segment)) found.push({ place: { in: 'segment' }, name: '', depth: 1, word: segment });
  return found;
}

function isWord(text: string): boolean {
  return WORD.test(text) && !GENERATED.test(text);
}

/**
 * How much a place is like the name of an event: its own name is that of one, its words are few, and they tell which members the
 * requests have.
 */
function scoreOf({ name, depth, words, place }: Candidate, observations: readonly Observation[]): number {
  const distinct = new Set(words.values()).size;
  const share = words.size / observations.length;
  if (share < FEWEST_COVERED || distinct > MOST_WORDS) return 0;
  // Each word a new one: these are values, not names. A few requests may well be one of each kind.
  if (words.size > 6 && distinct > words.size * 0.8) return 0;
  const isNamedSo = place.in !== 'segment' && EVENT_NAME.test(name);
  // One word for all requests names them only where the place says that it does.
  if (distinct === 1) return isNamedSo ? 1 - depth / 10 : 0;
  const hint = place.in === 'segment' ? 0.8 : isNamedSo ? 1 : 0;
  const variety = Math.min(distinct, 5) / 10;
  return hint + gainOf(words, observations) + variety + share - 1 - distinct / words.size / 2 - depth / 10;
}

/** How much of the variety of members the words explain: 0 nothing, 1 all of it. */
function gainOf(words: ReadonlyMap<number, string>, observations: readonly Observation[]): number {
  const shapes = new Map<number, string>();
  for (const index of words.keys()) {
    shapes.set(index, [...(observations[index]?.members.keys() ?? [])].sort().join('\u0001'));
  }
  const whole = entropyOf([...shapes.values()]);
  if (whole === 0) return 0;
  const groups = new Map<string, string[]>();
  for (const [index, word] of words) {
    const group = groups.get(word) ?? [];
    group.push(shapes.get(index) ?? '');
    groups.set(word, group);
  }
  let left = 0;
  for (const group of groups.values()) left += (group.length / words.size) * entropyOf(group);
  return (whole - left) / whole;
}

/** Bits that tell which of the texts one of them is. */
function entropyOf(texts: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / texts.length) * Math.log2(count / texts.length);
  return bits;
}

/** Where the word stands, in words. */
export function placeText(place: WordPlace): string {
  switch (place.in) {
    case 'payload':
      return `the member "${nameOfPath(place.path)}" of the payload`;
    case 'header':
      return `the header field "${place.name}"`;
    case 'query':
      return `the member "${place.name}" of the query`;
    case 'segment':
      return 'the last segment of the path';
  }
}
