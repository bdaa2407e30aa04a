import {
  type Dialect,
  findParameter,
  type Method,
  type Parameter,
  sessionParameters,
  statusParameter,
} from '../../dialects/index.ts';
import {
  configFor,
  type HookCall,
  type JsonObject,
  type JsonValue,
  member,
  placesOf,
  pointerOf,
  type ReadCall,
  type TextPayload,
} from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft, DraftRecord } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { methodTable, type NeededParameter } from '../payload/method-table.ts';
import { remedyFor } from '../remedy.ts';
import type { CallRule } from '../rule.ts';
import { configOf } from '../verdicts/evidence.ts';

/** A parameter is absent, null or empty that the call is of no use without. */
export const payloadMissing: CallRule = {
  id: 'payload/missing',
  severity: 'error',
  readsShapeOnly: true,
  inspect,
  settle,
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { payload, call } = read;
  if (call.methodSpec === null) return NO_DRAFTS;
  if (payload.kind !== 'object' && payload.kind !== 'partial') return NO_DRAFTS;
  const table = methodTable(call.methodSpec);
  // The ordinary case: the survey has met all needed parameters.
  if (inspection.survey.neededBits === table.neededBits) return NO_DRAFTS;
  let drafts: Draft[] | null = null;
  for (const needed of table.needed) {
    const lack = lackOf(payload.members, needed);
    // What is absent from the captured part of a body may be in the rest.
    if (lack === null || (lack === 'missing' && payload.kind === 'partial')) continue;
    if (isWithinFaultyText(payload, needed.parameter)) continue;
    drafts ??= [];
    drafts.push(draftOf(call, call.methodSpec, needed.parameter, lack));
  }
  return drafts ?? NO_DRAFTS;
}

/** What stands within a JSON text of which payload/not-json tells that it cannot be read is not told again. */
function isWithinFaultyText({ embedded }: TextPayload, { paths }: Parameter): boolean {
  if (embedded === undefined || paths === undefined) return false;
  const faulty = embedded.filter(({ fault }) => fault !== null);
  return paths.some((path) => faulty.some(({ pointer }) => `${pointerOf(path)}/`.startsWith(`${pointer}/`)));
}

/** Where a parameter was looked for first; items of a list have no place of their own. */
function pointerTo({ name, paths }: Parameter): string {
  const [path = [name]] = paths ?? [];
  const listed = path.indexOf('*');
  return pointerOf(listed < 0 ? path : path.slice(0, listed));
}

/** How a needed parameter is not there. */
type Lack = 'missing' | 'null' | 'empty';

/** null where the parameter is there under one of its names or paths. */
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
  const remedy = remedyFor(call.dialect, payloadMissing.id, 'usual');
  return {
    rule: payloadMissing.id,
    message: `${row.name} ${LACK_WORDS[lack]} ${call.method}`,
    pointer: pointerTo(row),
    consequence: consequenceOf(call.dialect, method, row),
    ...(remedy === null ? {} : { remedy }),
    parameters: [row.name],
  };
}

function consequenceOf(dialect: Dialect, method: Method, row: Parameter): string {
  if (method.dialog?.parameters.includes(row.name) === true) {
    return `The backend cannot tell which ${method.dialog?.kind} the call belongs to.`;
  }
  if (row.name === statusParameter(dialect, method))
    return 'The backend learns that something happened, and not what.';
  return CONSEQUENCES[contextRole(dialect, row.name)];
}

/** Takes back what the session's configuration excludes, and what this version of the server never sends. */
function settle(
  { draft, call }: DraftRecord,
  facts: CaptureFacts,
  statistics: CaptureStatistics,
): Draft | null {
  const [name] = draft.parameters ?? [];
  const row = call.methodSpec === null || name === undefined ? null : findParameter(call.methodSpec, name);
  if (row === null) return draft;
  const { exclude } = configFor(call.dialect, configOf(facts.evidence, call), call.method);
  if ([row.name, ...(row.aliases ?? [])].some((spelling) => exclude.has(spelling))) return null;
  const excused = row.excusedWhen === 'absent-from-capture' && !isCarried(statistics, call.dialect, row);
  return excused ? null : draft;
}

/** Whether any call of the capture has a context parameter. Of other parameters no record is kept: they count as carried. */
function isCarried(statistics: CaptureStatistics, dialect: Dialect, row: Parameter): boolean {
  return statistics.isCarried(dialect, row.name, CARRIED[contextRole(dialect, row.name)]);
}

type ContextRole = 'session' | 'application' | 'node' | 'none';

const CONSEQUENCES: Readonly<Record<ContextRole, string>> = {
  session: 'The backend cannot tell whose connection the call belongs to.',
  application: 'The backend cannot tell which application the call belongs to.',
  node: 'The backend cannot tell which server made the call, and so cannot answer to it later.',
  none: 'The backend cannot use the call.',
};

const CARRIED: Readonly<Record<ContextRole, (call: HookCall) => boolean>> = {
  session: (call) => call.sessionId !== null,
  application: (call) => call.appKey !== null,
  node: (call) => call.nodeId !== null,
  none: () => true,
};

function contextRole({ context }: Dialect, name: string): ContextRole {
  if (context === null) return 'none';
  if (sessionParameters(context).includes(name)) return 'session';
  if (name === context.application) return 'application';
  return name === context.node ? 'node' : 'none';
}
