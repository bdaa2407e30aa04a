import { jsonTypeOf } from '../../../checks/index.ts';
import {
  acceptedTypes,
  type Dialect,
  findParameter,
  isKnownValue,
  type JsonType,
  type Method,
  type Parameter,
} from '../../../dialects/index.ts';
import { escapePointer, type JsonObject, type JsonValue, placesOf } from '../../../hooks/index.ts';

export type ParameterVerdict = 'ok' | 'absent' | 'missing' | 'wrong type' | 'unknown value' | 'undocumented';

/** One line of the parameter table. */
export interface ParameterLine {
  readonly name: string;
  /** undefined where it is not in the payload. */
  readonly value: JsonValue | undefined;
  /** JSON Pointer of the value; null where it has none. */
  readonly pointer: string | null;
  readonly verdict: ParameterVerdict;
  /** The documented types; empty where no table has the parameter. */
  readonly types: readonly JsonType[];
  readonly description: string;
}

/**
 * The payload beside its table: documented parameters in the order of the table, then those that no table has. Optional
 * parameters that are absent are left out. `whole`: no part of the payload is lost, so that absence means something.
 */
export function parameterLines(
  dialect: Dialect,
  method: Method | null,
  members: JsonObject,
  whole: boolean,
): readonly ParameterLine[] {
  const rows = method?.parameters ?? dialect.contextParameters;
  const lines: ParameterLine[] = [];
  const documented = new Set<string>();
  for (const row of rows) {
    for (const name of [row.name, ...(row.aliases ?? [])]) documented.add(name);
    for (const [top] of row.paths ?? []) if (top !== undefined) documented.add(top);
    const places = placesOf(members, row);
    if (places.length === 0) {
      const absent = absentLine(row);
      if (whole && absent !== null) lines.push(absent);
    }
    for (const { value, pointer } of places) {
      const { name, description } = row;
      lines.push({
        name,
        value,
        pointer,
        verdict: verdictOf(row, value),
        types: acceptedTypes(row),
        description,
      });
    }
  }
  for (const name of Object.keys(members)) {
    if (documented.has(name) || (method !== null && findParameter(method, name) !== null)) continue;
    const value = Object.hasOwn(members, name) ? members[name] : undefined;
    const pointer = `/${escapePointer(name)}`;
    lines.push({ name, value, pointer, verdict: 'undocumented', types: [], description: 'in no table' });
  }
  return lines;
}

function absentLine(row: Parameter): ParameterLine | null {
  const { name, presence, description } = row;
  if (presence === 'optional') return null;
  // Servers of some versions never send it, so its absence is no fault.
  const verdict = presence === 'key' && row.excusedWhen === undefined ? 'missing' : 'absent';
  return { name, value: undefined, pointer: null, verdict, types: acceptedTypes(row), description };
}

function verdictOf(row: Parameter, value: JsonValue): ParameterVerdict {
  if (row.presence === 'key' && (value === null || value === '')) return 'missing';
  const types = acceptedTypes(row);
  const type = jsonTypeOf(value);
  if (!types.includes(type) && !(type === 'integer' && types.includes('number'))) return 'wrong type';
  return typeof value === 'string' && !isKnownValue(row, value) ? 'unknown value' : 'ok';
}
