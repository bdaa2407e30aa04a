import type { Dialect, Method, Parameter } from '../dialects/index.ts';
import { asKey, keyText } from './parameter.ts';
import { type JsonObject, member } from './payload.ts';

/** The highest value that is read: the columns of calls hold one more than a value, in 32 bits. */
const MAX_COUNTER = 0xffff_fffe;

/**
 * The value of the member that the server counts up with each call (`Dialect.counters`); null where the dialect has none, and where the
 * payload lacks it or has no count there.
 */
export function readCounter(dialect: Dialect, method: Method | null, members: JsonObject): number | null {
  const [rule] = dialect.counters;
  if (rule === undefined) return null;
  const isIt = ({ name }: Parameter): boolean => name === rule.parameter;
  const row = method?.parameters.find(isIt) ?? dialect.contextParameters.find(isIt);
  // Hooks that the dialect does not know are counted with the others.
  const text = row === undefined ? asKey(member(members, rule.parameter)) : keyText(members, row);
  if (text === null || !/^\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value <= MAX_COUNTER ? value : null;
}
