import { MAX_OUTLINE_MEMBERS } from '../base/limits.ts';
import { sameJson } from '../checks/index.ts';
import { isAccepted, member, type ReadCall } from '../hooks/index.ts';

/**
 * What an answer's body is. `mirror`: the JSON that was sent; `json`: another; `unknown`: the capture lacks a part
 * of it, or it could not be decoded.
 */
export type AnswerBody = 'mirror' | 'json' | 'not-json' | 'empty' | 'unknown';

/** What is compared of an answer's body: how it differs from the request. The configuration it may hold is compared apart. */
export interface AnswerOutline {
  readonly body: AnswerBody;
  /** Names of members that the answer leaves out, changes or adds. */
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
}

const ORDINARY: AnswerOutline = { body: 'mirror', removed: [], changed: [], added: [] };

/** The outline of a call's answer; null where there is none to compare: none came, or it refused. */
export function answerOutline(read: ReadCall): AnswerOutline | null {
  const { call, payload, responsePayload } = read;
  if (!isAccepted(call.dialect, call.response)) return null;
  switch (responsePayload.kind) {
    case 'object':
      break;
    case 'partial':
    case 'encoded':
      return bodyOnly('unknown');
    case 'empty':
      return bodyOnly('empty');
    default:
      return bodyOnly('not-json');
  }
  if (payload.kind !== 'object') return bodyOnly('unknown');
  if (responsePayload === payload || responsePayload.text === payload.text) return ORDINARY;
  const sent = payload.members;
  const received = responsePayload.members;
  const config = call.dialect.clientConfig;
  const own = config?.method === call.method ? config.parameter : null;
  const removed: string[] = [];
  const changed: string[] = [];
  for (const name of Object.keys(sent).slice(0, MAX_OUTLINE_MEMBERS)) {
    if (name === own) continue;
    const value = member(received, name);
    if (value === undefined) removed.push(name);
    else if (!sameJson(sent[name], value)) changed.push(name);
  }
  const added = Object.keys(received).filter((name) => name !== own && !Object.hasOwn(sent, name));
  if (removed.length + changed.length + added.length === 0) return ORDINARY;
  return { body: 'json', removed, changed, added: added.slice(0, MAX_OUTLINE_MEMBERS) };
}

function bodyOnly(body: AnswerBody): AnswerOutline {
  return { ...ORDINARY, body };
}

/** True for the outline of an answer that gives back what was sent; all of these are one object. */
export function isOrdinary(outline: AnswerOutline): boolean {
  return outline === ORDINARY;
}
