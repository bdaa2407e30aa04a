import { type BodyRule, type Dialect, isAcceptedStatus, type MethodRole } from '../dialects/index.ts';
import type { ProblemKind } from '../http/index.ts';
import type { HookCall, HookResponse } from './call.ts';
import { isObject, type JsonValue, member, type Payload } from './payload.ts';

/** Whether the server takes a response for the backend's consent; no response is none. */
export function isAccepted(
  dialect: Dialect,
  response: Pick<HookResponse, 'status' | 'refusedInBody'> | null,
): boolean {
  return response !== null && !response.refusedInBody && isAcceptedStatus(dialect, response.status);
}

/**
 * Whether the body of a response refuses, by the dialect's rule about bodies. False where the dialect has no rule, and
 * where the body is cut, too deep or in an unknown coding: nothing is concluded from what was not read.
 */
export function refusesInBody({ acceptance }: Dialect, body: Payload): boolean {
  return !UNREAD.has(body.kind) && !fulfils(acceptance.body, body);
}

function fulfils(rule: BodyRule, body: Payload): boolean {
  switch (rule.kind) {
    case 'any':
      return true;
    case 'json':
      return body.kind === 'object' || (body.kind === 'other' && !rule.object);
    case 'text':
      return 'text' in body && rule.equals.includes(body.text.trim());
    case 'member': {
      let value: JsonValue | undefined = body.kind === 'object' ? body.members : undefined;
      for (const name of rule.path) {
        value = value !== undefined && isObject(value) ? member(value, name) : undefined;
      }
      return rule.equals.some((accepted) => accepted === value);
    }
    case 'either':
      return rule.rules.some((each) => fulfils(each, body));
  }
}

const UNREAD: ReadonlySet<Payload['kind']> = new Set(['partial', 'encoded', 'too-deep']);

/** The role of a call's method; null where the dialect does not know the method. */
export function roleOf(call: HookCall): MethodRole | null {
  return call.methodSpec?.role ?? null;
}

/** True where the capture lost the response, so that nobody can tell whether there was one. */
export function isResponseLost({ response, problems }: HookCall): boolean {
  if (response !== null || problems.length === 0) return false;
  return problems.some(({ side, kind }) => side === 'response' && LOSSES.has(kind));
}

/** A response over HTTP/2 whose status is not known is as good as lost. */
const LOSSES: ReadonlySet<ProblemKind> = new Set(['lost-bytes', 'http2-fields-unknown']);
