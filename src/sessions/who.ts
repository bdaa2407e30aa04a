import { clientOfSession } from '../dialects/index.ts';
import { type HookCall, hasPeople, NO_KEY, type Person, personText } from '../hooks/index.ts';

/** Who talks to whom. At least one of the two is known; null: not named. In few characters: numbers and users, not whole URIs. */
export interface Pair {
  readonly caller: string | null;
  readonly callee: string | null;
}

/** Whose session it is, as far as the capture names somebody. Texts of the capture: neither masked nor escaped. */
export interface SessionPeople {
  /** Callers and callees of its dialogs, each pair once, in the order in which they came. */
  readonly pairs: readonly Pair[];
  /** The login; null where none is named. */
  readonly login: string | null;
  /** A name that others see; null where none is told. */
  readonly name: string | null;
  /** Who else is named, such as to whom a call is transferred; each once. */
  readonly others: readonly string[];
}

/** Who a session is told to be, in one line. */
export interface SessionWho {
  /** `1005 → 2003, +2`: the first pair and how many there are besides. Else the login, else anybody named, the client, the id. */
  readonly text: string;
  /** What `text` is made of. `unnamed`: nothing of these is known. */
  readonly by: 'pair' | 'login' | 'other' | 'client' | 'id' | 'unnamed';
}

/** What stands for the calls that name no session, where they name nobody either. */
const UNNAMED = 'without a session';

const NO_PAIRS: readonly Pair[] = [];
const NO_OTHERS: readonly string[] = [];

/** The people of calls of one session, in order of request. */
export function peopleOf(calls: Iterable<HookCall>): SessionPeople {
  // Most sessions name nobody, or one pair.
  let byDialog: Map<string | typeof NO_KEY, { caller: string | null; callee: string | null }> | null = null;
  let login: string | null = null;
  let name: string | null = null;
  let others: Set<string> | null = null;
  let last: readonly Person[] | null = null;
  let lastDialog: string | typeof NO_KEY = NO_KEY;
  for (const call of calls) {
    if (!hasPeople(call)) continue;
    const { people } = call;
    const dialog = call.dialog?.id ?? NO_KEY;
    // Calls of a dialog name the same people again and again.
    if (people === last && dialog === lastDialog) continue;
    last = people;
    lastDialog = dialog;
    for (const { role, text } of people) {
      const short = personText(text);
      if (role === 'login') login ??= short;
      else if (role === 'name') name ??= short;
      else if (role === 'other') {
        others ??= new Set();
        others.add(short);
      } else {
        byDialog ??= new Map();
        const pair = byDialog.get(dialog) ?? { caller: null, callee: null };
        // Mostly nobody calls himself: where somebody else is named as well, one report took the one for the other.
        const isDoubtful = pair.caller === pair.callee;
        if (pair[role] === null || isDoubtful) pair[role] = short;
        byDialog.set(dialog, pair);
      }
    }
  }
  return {
    pairs: byDialog === null ? NO_PAIRS : withoutRepetitions([...byDialog.values()]),
    login,
    name,
    others: others === null ? NO_OTHERS : [...others],
  };
}

/** Who is named alone, and elsewhere with another, is not told twice: ids of dialogs may differ within one call. */
function withoutRepetitions(all: readonly Pair[]): readonly Pair[] {
  if (all.length < 2) return all;
  const pairs = [
    ...new Map(all.map((pair) => [JSON.stringify([pair.caller, pair.callee]), pair] as const)).values(),
  ];
  const [callers, callees] = [new Set<string>(), new Set<string>()];
  for (const { caller, callee } of pairs) {
    if (caller === null || callee === null) continue;
    callers.add(caller);
    callees.add(callee);
  }
  return pairs.filter(({ caller, callee }) => {
    if (callee === null) return caller === null || !callers.has(caller);
    return caller !== null || !callees.has(callee);
  });
}

/** `1005 → 2003`; of somebody alone, which side it is: `→ 2003`. */
export function pairText({ caller, callee }: Pair): string {
  if (callee === null) return caller ?? '';
  return caller === null ? `→ ${callee}` : `${caller} → ${callee}`;
}

/** Who a session is, by its people; where it names nobody, by its client or its id. `first`: its first call. */
export function whoOf(people: SessionPeople, sessionId: string | null, first: HookCall | null): SessionWho {
  const { pairs, login, others } = people;
  const [pair] = pairs;
  if (pair !== undefined) return { text: withMore(pairText(pair), pairs.length - 1), by: 'pair' };
  if (login !== null) return { text: login, by: 'login' };
  const [other] = others;
  if (other !== undefined) return { text: withMore(other, others.length - 1), by: 'other' };
  if (sessionId === null) return { text: UNNAMED, by: 'unnamed' };
  const client = first === null ? null : clientOfSession(first.dialect, sessionId);
  return client === null ? { text: sessionId, by: 'id' } : { text: client, by: 'client' };
}

function withMore(text: string, further: number): string {
  return further === 0 ? text : `${text}, +${further}`;
}
