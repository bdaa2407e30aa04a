import { type Dialect, findParameter, type Method, type Parameter } from '../../dialects/index.ts';
import {
  configFor,
  escapePointer,
  type HookCall,
  type JsonObject,
  type JsonValue,
  member,
  placesOf,
  type ReadCall,
} from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft, DraftRecord } from '../finding.ts';
import { methodTable, type NeededParameter } from '../payload/method-table.ts';
import { surveyOf } from '../payload/survey.ts';
import { remedyText } from '../remedy.ts';
import type { CallRule } from '../rule.ts';

export const payloadMissing: CallRule = {
  id: 'payload/missing',
  severity: 'error',
  title: 'Parameter missing that the call cannot do without',
  means:
    'A parameter is absent, null or empty without which the call is of no use: the one that tells its call, stream or message from all others, the status of a status event, or the context (nodeId, sessionId, appKey). Nothing is said where restExclude in the answer to connect leaves the parameter out on purpose, where no call of the whole capture carries it (servers of old versions send no nodeId), or where the capture lacks part of the body.',
  matters:
    'The backend cannot tell what the call is about. It can only ignore it or, worse, apply it to the wrong session or call.',
  fix: "See whether the call server sent it:\n  grep -A 40 'SEND REST OBJECT' /usr/local/FlashphonerWebCallServer/logs/server_logs/flashphoner.log\nIf it did, a proxy on the way rewrites bodies. If it did not, look at restExclude in the backend's answer to connect (clientExclude is for the client only), and at the server's version.",
  inspect,
  settle,
};

function inspect(read: ReadCall): readonly Draft[] {
  const { payload, call } = read;
  if (call.methodSpec === null) return NO_DRAFTS;
  if (payload.kind !== 'object' && payload.kind !== 'partial') return NO_DRAFTS;
  const table = methodTable(call.methodSpec);
  // The ordinary case: the walk over the payload met them all.
  if (surveyOf(read).neededBits === table.neededBits) return NO_DRAFTS;
  let drafts: Draft[] | null = null;
  for (const needed of table.needed) {
    const lack = lackOf(payload.members, needed);
    // What is absent from the part of a body that was captured may be in the other.
    if (lack === null || (lack === 'missing' && payload.kind === 'partial')) continue;
    drafts ??= [];
    drafts.push(draftOf(call, call.methodSpec, needed.parameter, lack));
  }
  return drafts ?? NO_DRAFTS;
}

type Lack = 'missing' | 'null' | 'empty';

/** How a needed parameter is not there; null where it is. */
function lackOf(members: JsonObject, { parameter, names }: NeededParameter): Lack | null {
  let lack: Lack = 'missing';
  if (parameter.paths === undefined) {
    for (const name of names) {
      const found = judge(member(members, name));
      if (found === null) return null;
      if (found !== 'missing') lack = found;
    }
    return lack;
  }
  for (const place of placesOf(members, parameter)) {
    const found = judge(place.value);
    if (found === null) return null;
    lack = found;
  }
  return lack;
}

function judge(value: JsonValue | undefined): Lack | null {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return value === '' ? 'empty' : null;
}

const LACK_WORDS: Readonly<Record<Lack, string>> = {
  missing: 'is missing from',
  null: 'is null in',
  empty: 'is empty in',
};

function draftOf(call: HookCall, method: Method, row: Parameter, lack: Lack): Draft {
  const remedy = remedyText(call.dialect, ['check-log']);
  return {
    rule: payloadMissing.id,
    message: `${row.name} ${LACK_WORDS[lack]} ${call.method}`,
    pointer: `/${escapePointer(row.name)}`,
    consequence: consequenceOf(call.dialect, method, row),
    ...(remedy === null ? {} : { remedy }),
    parameters: [row.name],
  };
}

function consequenceOf({ context, statusParameter }: Dialect, method: Method, row: Parameter): string {
  switch (row.name) {
    case method.dialog?.parameter:
      return `The backend cannot tell which ${method.dialog?.kind} the call belongs to.`;
    case statusParameter:
      return 'The backend learns that something happened, and not what.';
    case context?.session:
      return 'The backend cannot tell whose connection the call belongs to.';
    case context?.application:
      return 'The backend cannot tell which application the call belongs to.';
    case context?.node:
      return 'The backend cannot tell which server made the call, and so cannot answer to it later.';
    default:
      return 'The backend cannot use the call.';
  }
}

/** Takes back what the session's configuration excludes, and what the server's version never sends. */
function settle({ draft, call }: DraftRecord, scene: CaptureFacts): Draft | null {
  const [name] = draft.parameters ?? [];
  const row = call.methodSpec === null || name === undefined ? null : findParameter(call.methodSpec, name);
  if (row === null) return draft;
  const { exclude } = configFor(call.dialect, scene.configOf(call), call.method);
  if ([row.name, ...(row.aliases ?? [])].some((spelling) => exclude.has(spelling))) return null;
  const excused = row.excusedWhen === 'absent-from-capture' && !isCarried(scene, call.dialect, row);
  return excused ? null : draft;
}

/** What the calls of a scene carry, by dialect and parameter: asked for many drafts, so it is found once. */
const carriedOf = new WeakMap<CaptureFacts, Map<string, boolean>>();

/** Whether any call of the capture has a context parameter. Of others no record is kept: those count as carried. */
function isCarried(scene: CaptureFacts, dialect: Dialect, row: Parameter): boolean {
  const carries = CARRIED[contextRole(dialect, row.name)];
  const known = carriedOf.get(scene) ?? new Map<string, boolean>();
  carriedOf.set(scene, known);
  const key = `${dialect.name}\n${row.name}`;
  const found = known.get(key) ?? scene.calls.some((call) => call.dialect === dialect && carries(call));
  known.set(key, found);
  return found;
}

type ContextRole = 'session' | 'application' | 'node' | 'none';

const CARRIED: Readonly<Record<ContextRole, (call: HookCall) => boolean>> = {
  session: (call) => call.sessionId !== null,
  application: (call) => call.appKey !== null,
  node: (call) => call.nodeId !== null,
  none: () => true,
};

function contextRole({ context }: Dialect, name: string): ContextRole {
  if (name === context?.session) return 'session';
  if (name === context?.application) return 'application';
  return name === context?.node ? 'node' : 'none';
}
