import { hostOf } from '../../base/endpoint.ts';
import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import { type Dialect, findMethod, type Method } from '../../dialects/index.ts';
import {
  type ClientConfig,
  type DialogNumbers,
  type HookCall,
  isAnswered,
  mayBeRare,
  NO_KEY,
  type SessionNumbers,
  traitsOf,
} from '../../hooks/index.ts';
import { CallGroup, NO_POSITION } from './call-group.ts';
import { CallGroups } from './grouping.ts';
import { ListedCalls } from './listed-calls.ts';
import { hadNoAnswer, type Sight } from './sight.ts';

/** Calls of one dialect by what joins them besides sessions and dialogs. */
interface ListsOfDialect {
  readonly numbers: ListedCalls<string>;
  /** Those whose session or dialog cannot be told, by session id. */
  readonly unkeyed: ListedCalls<string | null>;
  /** Those that may show that all that their node had going is over, by {@link nodeOf}. */
  readonly nodeSigns: ListedCalls<string>;
}

/** The methods of signs that concern a whole node: few dialects have any. */
const nodeSignMethods = new WeakMap<Dialect, ReadonlySet<Method | null>>();

function nodeSignsIn(dialect: Dialect): ReadonlySet<Method | null> {
  let methods = nodeSignMethods.get(dialect);
  if (methods === undefined) {
    const signs = dialect.expectations.flatMap(({ closedBy = [] }) => closedBy);
    const ofNode = signs.filter(({ within }) => within === 'node').flatMap((sign) => sign.methods);
    methods = new Set(ofNode.map((name) => findMethod(dialect, name)));
    nodeSignMethods.set(dialect, methods);
  }
  return methods;
}

/**
 * What tells servers apart: the node that calls name, and the host that they come from where the dialect's calls name none. null for a call
 * that lacks its node.
 */
export function nodeOf({ dialect, nodeId, client }: HookCall): string | null {
  return typeof dialect.context?.node === 'string' ? nodeId : hostOf(client);
}

/** Calls of all dialects by what joins them. Each session, and each dialog, is of one dialect. */
export interface JoinedCalls {
  readonly sessions: CallGroups;
  /** By the number of a session: the position of the first call that says that it is over; {@link NO_POSITION} where there is none. */
  readonly ends: Int32Array;
  /** By the number of a session: one more than the index of what the latest response that configures sessions set, 0 where it set nothing. */
  readonly configOf: Uint32Array;
  /** The different configurations of all sessions. */
  readonly configs: readonly ClientConfig[];
  /** By the number of a session: 1 where a whole configuring response is in the capture, so that what it left out has its default. */
  readonly isConfigured: Uint8Array;
  readonly dialogs: CallGroups;
  /** Dialogs by session, where they are large or not of one: made when first asked for. */
  readonly dialogsBySession: Map<number, ListedCalls<number>>;
  readonly lists: ReadonlyMap<Dialect, ListsOfDialect>;
  /** Calls whose target the capture cut, so that nobody knows their method. */
  readonly unnamed: CallGroup;
}

/** Joins the calls of a snapshot, in steps. */
export function* joiningCalls(
  calls: readonly HookCall[],
  sessions: SessionNumbers,
  dialogs: DialogNumbers,
  sight: Sight,
): Steps<JoinedCalls> {
  const lists = new Map<Dialect, ListsOfDialect>();
  const ends = new Int32Array(sessions.count).fill(NO_POSITION);
  const configOfSession = new Uint32Array(sessions.count);
  const configs: ClientConfig[] = [];
  const isConfigured = new Uint8Array(sessions.count);
  const unnamed: number[] = [];
  const newLists = (): ListsOfDialect => ({
    numbers: new ListedCalls(calls),
    unkeyed: new ListedCalls(calls),
    nodeSigns: new ListedCalls(calls),
  });
  let lastDialect: Dialect | null = null;
  let nodeSigns: ReadonlySet<Method | null> | null = null;
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    if (call.dialect !== lastDialect) {
      lastDialect = call.dialect;
      const signs = nodeSignsIn(lastDialect);
      nodeSigns = signs.size > 0 ? signs : null;
    }
    const isRare = mayBeRare(call);
    const session = sessions.of[position];
    if (session !== NO_KEY) {
      const config = isRare ? call.clientConfig : null;
      if (config !== null) configOfSession[session] = placeIn(configs, config) + 1;
      if (isConfigured[session] === 0 && (config !== null || configures(call, sight)))
        isConfigured[session] = 1;
      if (ends[session] === NO_POSITION && traitsOf(call).endsSession) ends[session] = position;
    }
    if (call.methodCut) unnamed.push(position);
    if (isRare) {
      for (const number of call.numbers) entry(lists, call.dialect, newLists).numbers.add(number, position);
    }
    if (nodeSigns !== null && call.methodSpec !== null && nodeSigns.has(call.methodSpec)) {
      const node = nodeOf(call);
      if (node !== null) entry(lists, call.dialect, newLists).nodeSigns.add(node, position);
    }
    if (call.unkeyed) entry(lists, call.dialect, newLists).unkeyed.add(call.sessionId, position);
  }
  return {
    sessions: new CallGroups(calls, sessions.of, sessions.groups),
    ends,
    configOf: configOfSession,
    configs,
    isConfigured,
    dialogs: new CallGroups(calls, dialogs.of, dialogs.groups),
    dialogsBySession: new Map(),
    lists,
    unnamed: new CallGroup(calls, unnamed),
  };
}

/** The index of a configuration in a list, to which it is added where it is new. A backend gives all sessions the same few. */
function placeIn(configs: ClientConfig[], config: ClientConfig): number {
  const last = configs.length - 1;
  for (let at = last; at >= 0 && at > last - LOOKED_BACK; at--) if (configs[at] === config) return at;
  return configs.push(config) - 1;
}

/** Configurations among which one is sought that was there before. */
const LOOKED_BACK = 8;

/** Whether a call is one whose response configures its session, and all of the response is in the capture. */
function configures(call: HookCall, sight: Sight): boolean {
  if (call.dialect.clientConfig?.method !== call.method) return false;
  // No answer configures nothing.
  if (!isAnswered(call)) return hadNoAnswer(call, sight);
  if (!mayBeRare(call)) return true;
  return !call.problems.some(
    ({ side, kind }) => side === 'response' && (kind === 'lost-bytes' || kind === 'cut-bytes'),
  );
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
