import { MAX_OUTLINE_MEMBERS } from '../base/limits.ts';
import { sameJson } from '../checks/index.ts';
import { isAccepted, member, type ReadCall } from '../hooks/index.ts';

/**
 * What a response's body is. `mirror`: the JSON that was sent. `json`: other JSON. `unknown`: the capture lacks a part
 * of it, or it could not be decoded.
 */
export type ResponseBody = 'mirror' | 'json' | 'not-json' | 'empty' | 'unknown';

/**
 * The compared parts of a response's body: how it differs from the request. A configuration in it is compared
 * separately.
 */
export interface ResponseOutline {
  readonly body: ResponseBody;
  /** Names of the members that the response leaves out, changes and adds. */
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
}

const MIRROR: ResponseOutline = { body: 'mirror', removed: [], changed: [], added: [] };

/** The outline of a call's response; null where there is nothing to compare: no response, or a refusal. */
export function responseOutline(read: ReadCall): ResponseOutline | null {
  const { call, payload, responsePayload } = read;
  if (!isAccepted(call)) return null;
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
  if (responsePayload === payload || responsePayload.text === payload.text) return MIRROR;
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
  if (removed.length + changed.length + added.length === 0) return MIRROR;
  return { body: 'json', removed, changed, added: added.slice(0, MAX_OUTLINE_MEMBERS) };
}

function bodyOnly(body: ResponseBody): ResponseOutline {
  return { ...MIRROR, body };
}

/** True for the outline of a response that gives back what was sent. All such responses share one object. */
export function isMirror(outline: ResponseOutline): boolean {
  return outline === MIRROR;
}
