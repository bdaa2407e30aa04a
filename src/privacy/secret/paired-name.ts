import { isSecretName } from './secret-names.ts';

/** Members that name the value of the member beside them, and members that hold such a value. */
const NAME_MEMBERS = ['name', 'key', 'field', 'header', 'param', 'parameter'];
const VALUE_MEMBERS: ReadonlySet<string> = new Set(['value', 'val', 'content']);

/** True for a member that may hold the value of which another member has the name. */
export function holdsNamedValue(member: string): boolean {
  return VALUE_MEMBERS.has(member.toLowerCase());
}

/**
 * The name of a member's value in an object such as `{"name": "password", "value": …}`, where that is the name of a
 * secret.
 */
export function pairedName(members: Readonly<Record<string, unknown>>, member: string): string | null {
  if (!holdsNamedValue(member)) return null;
  for (const each of NAME_MEMBERS) {
    const name = members[each];
    if (typeof name === 'string' && isSecretName(name)) return name;
  }
  return null;
}

/**
 * The name in a pair such as `["password", …]` within a list of pairs, where that is the name of a secret. A pair of
 * two such names is a list of names.
 */
export function nameOfPair(item: unknown): string | null {
  if (!Array.isArray(item) || item.length !== 2) return null;
  const [name, value] = item as readonly unknown[];
  if (typeof name !== 'string' || !isSecretName(name)) return null;
  return typeof value === 'string' && isSecretName(value) ? null : name;
}
