/** Whether the body of a response fulfils a dialect's rule about bodies, and how it does not. */
import type { BodyRule } from '../dialects/index.ts';
import type { BodyFailure } from './call.ts';
import { isOfType } from './marks.ts';
import { type Payload, valueAt } from './payload.ts';

/**
 * How a body fails a rule; null where it fulfils it, and where the body is cut, too deep or in an unknown coding: nothing is
 * concluded from what was not read. It refuses on purpose where one of several rules says so.
 */
export function bodyFailureOf(rule: BodyRule, body: Payload): BodyFailure | null {
  return UNREAD.has(body.kind) ? null : failureBy(rule, body);
}

const UNREAD: ReadonlySet<Payload['kind']> = new Set(['partial', 'encoded', 'too-deep']);

function failureBy(rule: BodyRule, body: Payload): BodyFailure | null {
  switch (rule.kind) {
    case 'any':
      return null;
    case 'json':
      return body.kind === 'object' || (body.kind === 'other' && !rule.object) ? null : 'body';
    case 'text':
      return 'text' in body && rule.equals.includes(body.text.trim()) ? null : 'body';
    case 'member': {
      const value = body.kind === 'object' ? valueAt(body.members, rule.path) : undefined;
      if (value === undefined) return 'body';
      if (rule.equals.some((accepted) => accepted === value)) return null;
      return rule.refusedBy?.some((type) => isOfType(value, type)) === false ? 'body' : 'refusal';
    }
    case 'either':
      return failureByAll(rule.rules, body);
  }
}

function failureByAll(rules: readonly BodyRule[], body: Payload): BodyFailure | null {
  let failure: BodyFailure = 'body';
  for (const each of rules) {
    const own = failureBy(each, body);
    if (own === null) return null;
    if (own === 'refusal') failure = own;
  }
  return failure;
}
