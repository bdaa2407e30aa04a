import {
  type Dialect,
  type Method,
  type Parameter,
  sessionParameters,
  statusParameter,
} from '../dialects/index.ts';
import type { DialogKey } from './call.ts';
import { asKey, keyText, memberNames, placesOf, valueOfRow } from './parameter.ts';
import type { JsonObject } from './payload.ts';

/** What of a payload tells which session and dialog a call belongs to. */
export interface CallKeys {
  readonly sessionId: string | null;
  readonly appKey: string | null;
  readonly nodeId: string | null;
  readonly dialog: DialogKey | null;
  readonly status: string | null;
  readonly numbers: readonly string[];
}

/** The rows whose values together are an id. null stands for a row that is not in the tables: then there is no id. */
type IdRows = readonly (Parameter | null)[];

/** The rows that hold a method's keys, found once for each method. */
interface KeyRows {
  readonly session: IdRows;
  readonly application: Parameter | null;
  readonly node: Parameter | null;
  readonly dialog: IdRows;
  readonly status: Parameter | null;
  readonly numbers: readonly Parameter[];
}

const NO_NUMBERS: readonly string[] = [];
const rowsOfMethod = new WeakMap<Method, KeyRows>();
const rowsOfUnknown = new WeakMap<Dialect, KeyRows>();

/** Reads the keys of a call out of its payload. An unknown method has a session and no dialog. */
export function readKeys(dialect: Dialect, row: Method | null, members: JsonObject): CallKeys {
  const rows = keyRows(dialect, row);
  const dialogId = idOf(members, rows.dialog);
  return {
    sessionId: idOf(members, rows.session),
    appKey: keyOf(members, rows.application),
    nodeId: keyOf(members, rows.node),
    dialog: row?.dialog && dialogId !== null ? { kind: row.dialog.kind, id: dialogId } : null,
    status: statusOf(members, rows.status),
    numbers: rows.numbers.length === 0 ? NO_NUMBERS : numbersOf(rows.numbers, members),
  };
}

/** Names of members from which a call's keys are read, each with all spellings. */
export interface KeyNames {
  readonly session: readonly string[];
  readonly dialog: readonly string[];
  /** Those of the application, the server, the status and the numbers of parties; names of objects in which they stand. */
  readonly others: readonly string[];
}

/** The members that the keys of a method's calls are read from. */
export function keyNames(dialect: Dialect, row: Method | null): KeyNames {
  const { session, application, node, dialog, status, numbers } = keyRows(dialect, row);
  const namesOf = (rows: readonly (Parameter | null)[]): readonly string[] =>
    rows.flatMap((each) => (each === null ? [] : memberNames(each)));
  return {
    session: namesOf(session),
    dialog: namesOf(dialog),
    others: namesOf([application, node, status, ...numbers]),
  };
}

function keyOf(members: JsonObject, row: Parameter | null): string | null {
  if (row === null) return null;
  const text = keyText(members, row);
  return row.secret === 'query' && text !== null ? withoutQuery(text) : text;
}

/** Ids stand in reports, and the query of a URL may hold a secret. What an id tells apart is before it. */
function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/** An id; of several values, these with `/` between them. Where one is absent there is none. */
function idOf(members: JsonObject, rows: IdRows): string | null {
  if (rows.length === 1) return keyOf(members, rows[0]);
  if (rows.length === 0) return null;
  const parts: string[] = [];
  for (const row of rows) {
    const part = keyOf(members, row);
    if (part === null) return null;
    parts.push(partOfId(part));
  }
  return parts.join('/');
}

/** A value as a part of an id. A `/` in it is written `%2F`, and what reads like such an escape is escaped: no two lists of values give one id. */
function partOfId(value: string): string {
  return /[/%]/.test(value) ? value.replace(/%(?=2F|25)/g, '%25').replaceAll('/', '%2F') : value;
}

/** The status as a text: that of a truth value is `true` or `false`. */
function statusOf(members: JsonObject, row: Parameter | null): string | null {
  if (row === null) return null;
  const value = row.types.includes('boolean') ? valueOfRow(members, row) : undefined;
  return typeof value === 'boolean' ? String(value) : keyText(members, row);
}

function keyRows(dialect: Dialect, row: Method | null): KeyRows {
  const known = row === null ? rowsOfUnknown.get(dialect) : rowsOfMethod.get(row);
  if (known !== undefined) return known;
  const parameters =
    row === null ? dialect.contextParameters : [...row.parameters, ...dialect.contextParameters];
  const find = (name: string | undefined): Parameter | null =>
    parameters.find((parameter) => parameter.name === name || parameter.aliases?.includes(name ?? '')) ??
    null;
  const { context } = dialect;
  const hasSession = context !== null && row?.outsideSessions !== true;
  const rows: KeyRows = {
    session: hasSession ? sessionParameters(context).map(find) : [],
    application: find(context?.application ?? undefined),
    node: find(context?.node ?? undefined),
    dialog: row?.dialog?.parameters.map(find) ?? [],
    status: find(statusParameter(dialect, row)),
    numbers: dialect.numberParameters.flatMap((name) => find(name) ?? []),
  };
  if (row === null) rowsOfUnknown.set(dialect, rows);
  else rowsOfMethod.set(row, rows);
  return rows;
}

function numbersOf(rows: readonly Parameter[], members: JsonObject): readonly string[] {
  const numbers = new Set<string>();
  for (const row of rows) {
    for (const place of placesOf(members, row)) {
      const values = Array.isArray(place.value) ? place.value : [place.value];
      for (const value of values) {
        const number = asKey(value);
        if (number !== null) numbers.add(number);
      }
    }
  }
  return [...numbers];
}
