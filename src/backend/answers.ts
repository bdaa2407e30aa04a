import { Buffer } from 'node:buffer';
import {
  acceptanceOf,
  acceptedBody,
  type Dialect,
  isAcceptedStatus,
  isMirrored,
  type Method,
} from '../dialects/index.ts';
import { type HeaderList, headerValue } from '../http/index.ts';
import type { ReadRequest, ReceivedRequest } from './received.ts';

/** What the backend answers. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** What was asked for, for a method or for all. Methods by name in lower case. */
export interface BackendRules {
  readonly statuses: ReadonlyMap<string, number>;
  /** Seconds. */
  readonly delays: ReadonlyMap<string, number>;
}

/** The key of what holds for every method that has no rule of its own. */
export const EVERY_METHOD = '*';

const NOTHING = Buffer.alloc(0);
const NO_HOOK = Buffer.from(
  'This is the echo backend of hookscope, and the request is no hook that it knows.\n',
);
const JSON_HEADERS: HeaderList = ['Content-Type', 'application/json;charset=UTF-8'];
const NOT_FOUND = 404;

/** The answer to a request: consent in the form that the dialect asks for, unless another status was asked for. */
export function answerTo({ received, hook }: ReadRequest, rules: BackendRules): BackendAnswer {
  if (hook === null)
    return { status: NOT_FOUND, headers: ['Content-Type', 'text/plain;charset=UTF-8'], body: NO_HOOK };
  const { dialect, methodSpec, method } = hook.call;
  const consent = consentTo(dialect, methodSpec, received);
  const status = ruleFor(rules.statuses, method) ?? consent.status;
  if (isAcceptedStatus(dialect, methodSpec, status) && !isBodiless(status)) return { ...consent, status };
  return { status, headers: [], body: NOTHING };
}

/** Seconds to wait before the answer to a request. */
export function delayOf({ hook }: ReadRequest, rules: BackendRules): number {
  return hook === null ? 0 : (ruleFor(rules.delays, hook.call.method) ?? 0);
}

function ruleFor(rules: ReadonlyMap<string, number>, method: string): number | undefined {
  return rules.get(method.toLowerCase()) ?? rules.get(EVERY_METHOD);
}

/** What a backend answers that accepts everything: the payload back, where the dialect asks for it, else what its rule demands. */
export function consentTo(
  dialect: Dialect,
  method: Method | null,
  { headers, body }: ReceivedRequest,
): BackendAnswer {
  const acceptance = acceptanceOf(dialect, method);
  const status = acceptance.statuses[0]?.from ?? 200;
  if (isMirrored(dialect, method)) {
    const coding = headerValue(headers, 'content-encoding');
    return {
      status,
      headers: coding === null ? JSON_HEADERS : [...JSON_HEADERS, 'Content-Encoding', coding],
      body,
    };
  }
  const text = acceptedBody(acceptance.body);
  if (text === null) return { status, headers: [], body: NOTHING };
  return { status, headers: JSON_HEADERS, body: Buffer.from(text) };
}

/** Responses that have no body whatever is sent (RFC 9110 §6.4.1). */
function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}
