/** Which responses count as accepted, how long they are waited for, and how that is said. */
import type { Acceptance, BodyRule, FailureKind, StatusRange } from './delivery.ts';
import type { Method } from './method.ts';
import type { Dialect } from './types.ts';

/** Which responses to a method's calls count as accepted. `method` null: the dialect does not know it. */
export function acceptanceOf({ acceptance }: Dialect, method: Method | null): Acceptance {
  return method?.acceptance ?? acceptance;
}

/** Seconds after which the server gives up waiting for the response to a method's call; null: not known. */
export function timeoutOf({ delivery }: Dialect, method: Method | null): number | null {
  return method?.timeoutSeconds ?? delivery.timeoutSeconds;
}

/** Whether the backend is to give back what it received: not where the method asks for a body of another form. */
export function isMirrored({ delivery }: Dialect, method: Method | null): boolean {
  return delivery.mirrored && (method?.acceptance?.body.kind ?? 'any') === 'any';
}

/** Whether a status is one that counts as accepted; what the body says is not part of it. */
export function isAcceptedStatus(dialect: Dialect, method: Method | null, status: number): boolean {
  return isWithin(acceptanceOf(dialect, method).statuses, status);
}

/** Whether a status is one by which the backend says no on purpose. */
export function isRefusalStatus(dialect: Dialect, method: Method | null, status: number): boolean {
  const { refusals } = acceptanceOf(dialect, method);
  return refusals !== undefined && isWithin(refusals, status);
}

/** Whether a status lies within one of the ranges; no status lies within any. */
export function isWithin(ranges: readonly StatusRange[], status: number | null): boolean {
  if (status === null) return false;
  for (const range of ranges) {
    if (status >= range.from && status <= range.to) return true;
  }
  return false;
}

/** What counts as accepted, in words that follow "answered": `200`, `2xx`, `200 to 204 or 302 with result = ok`. */
export function acceptanceText(dialect: Dialect, method: Method | null): string {
  const { statuses, body } = acceptanceOf(dialect, method);
  const text = statuses.map(rangeText).join(' or ');
  return body.kind === 'any' ? text : `${text} with ${ruleText(body)}`;
}

/** A body that fulfils a rule, the shortest plain one; null: none is needed. */
export function acceptedBody(rule: BodyRule): string | null {
  switch (rule.kind) {
    case 'any':
      return null;
    case 'json':
      return '{}';
    case 'text':
      return rule.equals[0] ?? '';
    case 'member': {
      const [accepted = true] = rule.equals;
      return JSON.stringify(rule.path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), accepted));
    }
    case 'either': {
      const last = rule.rules.at(-1);
      return last === undefined ? null : acceptedBody(last);
    }
  }
}

function rangeText({ from, to }: StatusRange): string {
  if (from === to) return String(from);
  if (to === from + 1) return `${from} or ${to}`;
  const hundreds = Math.floor(from / 100);
  return from === hundreds * 100 && to === from + 99 ? `${hundreds}xx` : `${from} to ${to}`;
}

const FAILURE_WORDS: Readonly<Record<FailureKind, string>> = {
  'no-response': 'no response',
  status: 'another status',
  body: 'a body that is not as it must be',
  refusal: 'a refusal on purpose',
};

/** The failures that a row is for, in words that follow "after": `no response or 400 to 499`; null where it is for any. */
export function failureText({
  after,
  statuses,
}: {
  readonly after?: readonly FailureKind[];
  readonly statuses?: readonly StatusRange[];
}): string | null {
  // Where statuses are named, they say what the failure is.
  const words = statuses?.map(rangeText) ?? after?.map((kind) => FAILURE_WORDS[kind]) ?? [];
  return words.length === 0 ? null : words.join(' or ');
}

function ruleText(rule: BodyRule): string {
  switch (rule.kind) {
    case 'any':
      return 'any body';
    case 'json':
      return rule.object ? 'a JSON object' : 'JSON';
    case 'text':
      return `the body ${rule.equals.join(' or ')}`;
    case 'member':
      return `${rule.path.join('.')} = ${rule.equals.map(String).join(' or ')}`;
    case 'either':
      return rule.rules.map(ruleText).join(' or ');
  }
}
