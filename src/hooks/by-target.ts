/** Recognition of hooks whose last path segment names the method. */
import {
  type ContextRule,
  contextNames,
  type Dialect,
  findMethod,
  sessionParameters,
  type TargetRecognition,
} from '../dialects/index.ts';
import { headerValue, type RequestMessage } from '../http/index.ts';
import { valueOfRow } from './parameter.ts';
import { type JsonObject, type JsonValue, member, membersOf, type Payload } from './payload.ts';
import { type Found, sendsHooks } from './recognised.ts';
import { lastSegment } from './target-path.ts';

/** Stands behind what the capture has of a method's name. */
const CUT_MARK = '…';
/** Characters of such a name: what a long path was cut within is no name at all. */
const MAX_CUT_NAME_LENGTH = 40;
const JSON_TYPE = /\bjson\b/i;

/** What the path of a request says, together with a context parameter in its payload; null: nothing. */
export function byTarget(
  dialect: Dialect,
  recognition: TargetRecognition,
  request: RequestMessage,
  payload: Payload,
  serverPort: number,
): Found | null {
  const sends = sendsHooks(dialect, request.method);
  if (request.targetCut) {
    if (!sends || isForeign(recognition, request.target)) return null;
    return ofCutTarget(dialect, request.target, serverPort);
  }
  const members = membersOf(payload);
  const name = lastSegment(request.target);
  const row = findMethod(dialect, name);
  const { context } = dialect;
  const inContext =
    context === null ||
    contextNames(dialect).some((each) => contextValue(dialect, each, members) !== undefined);
  if (row === null) {
    const ownContext =
      context !== null && payload.kind === 'object' && hasOwnContext(dialect, context, members);
    return ownContext ? { certainty: 'certain', row: null, name } : null;
  }
  if (!inContext && isForeign(recognition, request.target)) return null;
  if (!sends && (context === null || !inContext)) return { certainty: 'other', row, name };
  if (inContext) return { certainty: 'certain', row, name };
  // Where the context cannot be read, a port of the dialect, a name that only hooks have, or what can be seen of the
  // context is enough.
  const told =
    dialect.ports.includes(serverPort) ||
    isDistinctive(recognition, row.name) ||
    (payload.kind !== 'object' && payload.kind !== 'partial' && showsHook(request, contextNames(dialect)));
  return { certainty: told ? 'certain' : 'likely', row, name };
}

/** Of a target whose end is absent from the capture the last segment is known in part, or not at all. */
function ofCutTarget(dialect: Dialect, target: string, serverPort: number): Found {
  const certainty = dialect.ports.includes(serverPort) ? 'certain' : 'likely';
  const begun = target.slice(target.lastIndexOf('/') + 1);
  const name = `${begun.slice(0, MAX_CUT_NAME_LENGTH)}${CUT_MARK}`;
  return { certainty, row: null, name };
}

/** Whether a body that could not be read was meant as JSON, or holds one of these names in another form. */
export function showsHook({ headers, body }: RequestMessage, names: readonly string[]): boolean {
  if (body.length === 0) return false;
  if (JSON_TYPE.test(headerValue(headers, 'content-type') ?? '')) return true;
  return names.some((name) => body.bytes.includes(name));
}

/** True for a path of another interface of the same system: the same words in its paths, no context in its bodies. */
function isForeign({ foreignPaths }: TargetRecognition, target: string): boolean {
  if (foreignPaths.length === 0) return false;
  const path = target.toLowerCase();
  return foreignPaths.some((part) => path.includes(part));
}

function isDistinctive({ distinctiveEndings }: TargetRecognition, name: string): boolean {
  return distinctiveEndings.some((ending) => name.endsWith(ending));
}

/** True where a body with an unknown method names its application, and its session or server; or its session alone. */
function hasOwnContext(dialect: Dialect, context: ContextRule, members: JsonObject): boolean {
  const { application, node } = context;
  const value = (name: string): JsonValue | undefined => contextValue(dialect, name, members);
  const session = sessionParameters(context).map(value);
  if (application === null) return session.every((each) => typeof each === 'string');
  if (typeof value(application) !== 'string') return false;
  return session.every((each) => each !== undefined) || (node !== null && value(node) !== undefined);
}

/** The value of a context parameter, where its row says that it stands, or under its name. */
function contextValue(dialect: Dialect, name: string, members: JsonObject): JsonValue | undefined {
  const row = dialect.contextParameters.find((each) => each.name === name);
  return row?.paths === undefined ? member(members, name) : valueOfRow(members, row);
}
