/** Which systems a capture has hooks of, and by what that is known. */
import type { Dialect } from '../dialects/index.ts';
import { type HookCall, type ReadCall, signWords } from '../hooks/index.ts';
import type { System } from './model.ts';

/** Calls of a dialect to a server. It is a value. */
export interface SystemSeen {
  /** Name of the dialect. */
  readonly dialect: string;
  /** Address and port of the server. */
  readonly server: string;
  readonly port: number;
  /** Bits of all signs by which the calls were recognised. */
  readonly signs: number;
}

/** Notes the systems of calls while these come. */
export class SystemBook {
  readonly #seen = new Map<string, SystemSeen>();
  /** The dialect of the first call to each server. */
  readonly #dialects = new Map<string, Dialect>();
  #last: SystemSeen | null = null;

  /** Takes a call that was recognised. */
  note({ call, signs, certainty }: ReadCall): void {
    if (certainty === 'other' || call.methodSpec === null) return;
    const { dialect, server, serverPort } = call;
    const last = this.#last;
    // Mostly nothing is new.
    if (last?.server === server && last.dialect === dialect.name && (signs & ~last.signs) === 0) return;
    if (!this.#dialects.has(server)) this.#dialects.set(server, dialect);
    this.add({ dialect: dialect.name, server, port: serverPort, signs });
  }

  add(seen: SystemSeen): void {
    const key = `${seen.dialect}\n${seen.server}`;
    const known = this.#seen.get(key);
    const joined = known === undefined ? seen : { ...known, signs: known.signs | seen.signs };
    this.#seen.set(key, joined);
    this.#last = joined;
  }

  /** A server whose dialect is known from elsewhere. */
  learn(server: string, dialect: Dialect): void {
    if (!this.#dialects.has(server)) this.#dialects.set(server, dialect);
  }

  /** The dialect of the hooks that a server takes; null where none came so far. */
  dialectOf(server: string): Dialect | null {
    return this.#dialects.get(server) ?? null;
  }

  list(): readonly SystemSeen[] {
    return [...this.#seen.values()];
  }
}

/** The systems of calls, those with most calls first. `dialects`: those that were looked for. */
export function systemsOf(
  counts: ReadonlyMap<Dialect, number>,
  seen: readonly SystemSeen[],
  dialects: readonly Dialect[],
): readonly System[] {
  const systems = dialects.flatMap((dialect): readonly System[] => {
    const own = seen.filter((each) => each.dialect === dialect.name);
    if (own.length === 0) return [];
    const signs = own.reduce((all, each) => all | each.signs, 0);
    return [
      {
        dialect,
        ports: [...new Set(own.map(({ port }) => port))].sort((one, other) => one - other),
        calls: counts.get(dialect) ?? 0,
        // Where the user named the dialect, nothing was found out.
        evidence: dialects.length === 1 ? [] : signWords(dialect, signs),
      },
    ];
  });
  return systems.sort((one, other) => other.calls - one.calls);
}

/** The same systems with other calls of them. */
export function systemsWithin(systems: readonly System[], calls: readonly HookCall[]): readonly System[] {
  if (systems.length === 0) return systems;
  const counts = new Map<Dialect, number>();
  for (const { dialect } of calls) counts.set(dialect, (counts.get(dialect) ?? 0) + 1);
  return systems.map((system) => ({ ...system, calls: counts.get(system.dialect) ?? 0 }));
}
