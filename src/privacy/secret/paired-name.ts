import { isSecretName } from './secret-names.ts';

/** Members that name what stands in the member beside them, and those that hold it. */
const NAME_MEMBERS = ['name', 'key', 'field', 'header', 'param', 'parameter'];
const VALUE_MEMBERS: ReadonlySet<string> = new Set(['value', 'val', 'content']);

/** `{"name": "password", "value": …}`: the name of what a member holds, where that name is a secret's. */
export function pairedName(members: Readonly<Record<string, unknown>>, member: string): string | null {
  if (!VALUE_MEMBERS.has(member.toLowerCase())) return null;
  for (const each of NAME_MEMBERS) {
    const name = members[each];
    if (typeof name === 'string' && isSecretName(name)) return name;
  }
  return null;
}

/** `["password", …]` within a list of such: the name, where it is a secret's. Two such names are a list of names. */
export function nameOfPair(item: unknown): string | null {
  if (!Array.isArray(item) || item.length !== 2) return null;
  const [name, value] = item as readonly unknown[];
  if (typeof name !== 'string' || !isSecretName(name)) return null;
  return typeof value === 'string' && isSecretName(value) ? null : name;
}
