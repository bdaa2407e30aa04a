/** Tables of parameters for a proposed dialect file. */
import type { ObservedEvent } from './events.ts';
import type { ObservedKey } from './keys.ts';
import type { MemberSummary } from './members.ts';
import { keyOfPath, nameOfPath } from './observation.ts';
import type { ObservedPair } from './pairs.ts';

/** A value that can be written as JSON. */
export type DraftFile = { readonly [member: string]: unknown };

/** The members that were taken for keys, and the one that names the method. */
export interface KeyChoice {
  readonly session: ObservedKey | null;
  readonly dialogs: readonly ObservedKey[];
  readonly named: readonly string[] | null;
}

/** Fewer payloads do not show that a member is ordinarily there. */
const FEWEST_FOR_USUAL = 3;
const ANY_TYPE = ['string', 'integer', 'number', 'boolean', 'object', 'array'];

/** The rows of an event's members. That of the session is a context parameter, which all methods have. */
export function parametersOf(
  event: ObservedEvent,
  members: readonly MemberSummary[],
  { session, dialogs, named }: KeyChoice,
): DraftFile {
  const { observations } = event;
  const dialog = dialogs.find(({ events }) => events.includes(event)) ?? null;
  const sessionKey = session === null ? null : keyOfPath(session.path);
  const rows = new Map<string, DraftFile>();
  for (const member of members) {
    const key = keyOfPath(member.path);
    const name = nameOfPath(member.path);
    // A name with a dot of its own is the rarer case, and the member at the top came first.
    if (key === sessionKey || rows.has(name) || isHolder(member, members)) continue;
    const isName = named !== null && key === keyOfPath(named);
    const isKey = isName || (dialog !== null && key === keyOfPath(dialog.path));
    rows.set(name, rowOf(isName ? { ...member, words: null } : member, observations.length, isKey));
  }
  return Object.fromEntries(rows);
}

/** An object whose members have rows of their own needs none. */
function isHolder({ path, types }: MemberSummary, members: readonly MemberSummary[]): boolean {
  const within = keyOfPath([...path, '']);
  return (
    types.length === 1 &&
    types[0] === 'object' &&
    members.some((other) => keyOfPath(other.path).startsWith(within))
  );
}

function rowOf(member: MemberSummary, payloads: number, isKey: boolean): DraftFile {
  const { path, types, present, filled, isSecret, words } = member;
  const always = filled === payloads;
  const presence = always && isKey ? 'key' : always && payloads >= FEWEST_FOR_USUAL ? 'usual' : 'optional';
  return {
    types: types.length === 0 ? ANY_TYPE : types,
    ...(presence !== 'optional' && { presence }),
    ...(path.length > 1 && { paths: [path] }),
    description: `Observed in ${present} of ${payloads} calls${remarkOf(member)}.`,
    ...(isSecret && !isKey && { secret: true }),
    ...(words !== null && { values: { values: words, extent: 'examples' } }),
  };
}

function remarkOf({ types, present, filled, isSecret }: MemberSummary): string {
  if (types.length === 0) return '; always null, so that its type could not be told';
  if (isSecret) return '; its name or its value looks like a secret';
  return filled < present ? `; ${present - filled} times null or empty` : '';
}

export function keyText({ key }: ObservedPair, session: ObservedKey | null): 'session' | 'dialog' {
  return key === session ? 'session' : 'dialog';
}
