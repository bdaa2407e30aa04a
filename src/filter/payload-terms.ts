import { isObject, type JsonValue } from '../hooks/index.ts';
import { namePattern } from './compare.ts';

/** What a term of the filter asks of a payload. */
export type PayloadQuestion =
  /** A text anywhere in it. */
  | { readonly in: 'body' }
  /** A part of the value of a member with this name, at any depth, in any case. */
  | { readonly in: 'member'; readonly name: string }
  /** The whole value at this place: a JSON Pointer (RFC 6901). */
  | { readonly in: 'place'; readonly pointer: string };

/** A term that is answered from payloads, which are kept of few calls. */
export interface PayloadTerm {
  readonly question: PayloadQuestion;
  readonly value: string;
  /** Whether a payload has it; null where the payload cannot be read to its end, and what is there does not have it. */
  readonly test: (payload: ReadablePayload) => boolean | null;
}

/** A payload as it is searched: masked as it is shown, so that no secret is found. */
export interface ReadablePayload {
  /** What was read as JSON; null where nothing was. */
  readonly value: JsonValue | null;
  /** The text of what is not wholly JSON; null where `value` has all. */
  readonly text: string | null;
  /** False where the capture lacks a part of it, or it cannot be read to its end. */
  readonly isWhole: boolean;
}

/** The term that asks a question. `value`: what is sought. */
export function payloadTerm(question: PayloadQuestion, value: string): PayloadTerm {
  const isFound = finderOf(question, value);
  return {
    question,
    value,
    test: (payload) => (isFound(payload) ? true : payload.isWhole ? false : null),
  };
}

function finderOf(question: PayloadQuestion, value: string): (payload: ReadablePayload) => boolean {
  const sought = value.toLowerCase();
  const isPart = (text: string): boolean => text.toLowerCase().includes(sought);
  switch (question.in) {
    case 'body':
      return ({ value, text }) =>
        (text !== null && isPart(text)) ||
        (value !== null && (isPart(JSON.stringify(value)) || hasLeaf(value, isPart)));
    case 'member': {
      const name = question.name.toLowerCase();
      return ({ value }) => value !== null && hasMember(value, name, isPart);
    }
    case 'place': {
      const fits = namePattern(value);
      const steps = stepsOf(question.pointer);
      return ({ value }) => {
        const found = value === null ? undefined : valueAt(value, steps);
        return found !== undefined && fits(textOf(found));
      };
    }
  }
}

/** Whether a text or number within a value fits. */
function hasLeaf(value: JsonValue, fits: (text: string) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return fits(textOf(value));
  return Object.values(value).some((each: JsonValue) => hasLeaf(each, fits));
}

function hasMember(value: JsonValue, name: string, fits: (text: string) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, each]: [string, JsonValue]) =>
      (isObject(value) && key.toLowerCase() === name && hasLeaf(each, fits)) || hasMember(each, name, fits),
  );
}

/** The names on the way to a place, unescaped (RFC 6901 §4). */
function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(value: JsonValue, steps: readonly string[]): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as { readonly [name: string]: JsonValue })[step];
  }
  return at;
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
