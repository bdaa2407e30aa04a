import type { HookCall } from '../hooks/index.ts';
import type { OutlineBook } from './outline-book.ts';
import type { PayloadOutline, ValueKind } from './payload-outline.ts';
import type { ResponseOutline } from './response-outline.ts';
import { stepKey } from './step.ts';

/** The payloads of one step in the good capture, over all calls of it in scenarios of one kind. */
export interface StepProfile {
  readonly requests: RequestProfile;
  readonly responses: ResponseProfile;
}

export interface RequestProfile {
  /** Number of calls whose payload was compared. */
  readonly calls: number;
  readonly example: HookCall | null;
  readonly members: ReadonlyMap<string, MemberProfile>;
  /** Pointers of the members that have a value in every call. */
  readonly always: readonly string[];
}

/** One member, over all calls. */
export interface MemberProfile {
  /** Number of calls in which it has a value: it is present, not null and not empty. */
  readonly valued: number;
  readonly present: number;
  readonly kinds: ReadonlySet<ValueKind>;
  readonly values: ReadonlySet<string>;
}

export interface ResponseProfile {
  readonly calls: number;
  readonly example: HookCall | null;
  readonly bodies: ReadonlySet<ResponseOutline['body']>;
  readonly removed: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
}

/** Gathers the profiles of all steps of one kind of scenario. */
export class Profiles {
  readonly #book: OutlineBook;
  readonly #steps = new Map<string, GrowingStep>();
  readonly #finished = new Map<string, StepProfile>();

  constructor(book: OutlineBook) {
    this.#book = book;
  }

  add(calls: readonly HookCall[]): void {
    for (const call of calls) {
      const outline = this.#book.of(call);
      if (outline === null) continue;
      const key = stepKey(call);
      let step = this.#steps.get(key);
      if (step === undefined) {
        step = { requests: new Map(), responses: new Map() };
        this.#steps.set(key, step);
      }
      if (outline.request !== null) count(step.requests, outline.request, call);
      if (outline.response !== null && outline.response.body !== 'unknown')
        count(step.responses, outline.response, call);
    }
  }

  /** The profile of a call's step; null where the step never came. Call it after all calls were added. */
  of(call: HookCall): StepProfile | null {
    const key = stepKey(call);
    const known = this.#finished.get(key);
    if (known !== undefined) return known;
    const step = this.#steps.get(key);
    if (step === undefined) return null;
    const profile = { requests: requestProfile(step.requests), responses: responseProfile(step.responses) };
    this.#finished.set(key, profile);
    return profile;
  }
}

interface OutlineCount {
  count: number;
  readonly example: HookCall;
}

/** The outlines of a step with their counts. Equal outlines are the same object, so there are few of them. */
interface GrowingStep {
  readonly requests: Map<PayloadOutline, OutlineCount>;
  readonly responses: Map<ResponseOutline, OutlineCount>;
}

function count<Outline>(tallies: Map<Outline, OutlineCount>, outline: Outline, example: HookCall): void {
  const tally = tallies.get(outline);
  if (tally === undefined) tallies.set(outline, { count: 1, example });
  else tally.count += 1;
}

/** True for a member that has a value other than null and the empty text. */
export function isValued(kinds: readonly ValueKind[]): boolean {
  return kinds.some((kind) => kind !== 'null' && kind !== 'empty');
}

function requestProfile(requests: ReadonlyMap<PayloadOutline, OutlineCount>): RequestProfile {
  const members = new Map<
    string,
    { valued: number; present: number; kinds: Set<ValueKind>; values: Set<string> }
  >();
  let calls = 0;
  for (const [outline, tally] of requests) {
    calls += tally.count;
    for (const [pointer, { kinds, values }] of outline) {
      let member = members.get(pointer);
      if (member === undefined) {
        member = { valued: 0, present: 0, kinds: new Set(), values: new Set() };
        members.set(pointer, member);
      }
      member.present += tally.count;
      if (isValued(kinds)) member.valued += tally.count;
      for (const kind of kinds) member.kinds.add(kind);
      for (const value of values) member.values.add(value);
    }
  }
  const always = [...members].filter(([, { valued }]) => valued === calls).map(([pointer]) => pointer);
  return { calls, example: exampleOf(requests), members, always };
}

function responseProfile(responses: ReadonlyMap<ResponseOutline, OutlineCount>): ResponseProfile {
  const outlines = [...responses.keys()];
  return {
    calls: [...responses.values()].reduce((sum, tally) => sum + tally.count, 0),
    example: exampleOf(responses),
    bodies: new Set(outlines.map(({ body }) => body)),
    removed: new Set(outlines.flatMap(({ removed }) => removed)),
    changed: new Set(outlines.flatMap(({ changed }) => changed)),
    added: new Set(outlines.flatMap(({ added }) => added)),
  };
}

function exampleOf(tallies: ReadonlyMap<unknown, OutlineCount>): HookCall | null {
  const [first] = tallies.values();
  return first?.example ?? null;
}
