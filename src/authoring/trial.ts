/** What becomes of a capture when it is read with a dialect that somebody writes. */
import { type Dialect, type Method, methodNames } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';
import {
  type ExchangeOrigin,
  memberNames,
  membersOf,
  placesOf,
  type ReadCall,
  readCall,
} from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';

/** How often something came. */
export interface Counted {
  readonly name: string;
  readonly times: number;
}

export interface TrialExpectation {
  readonly id: string;
  readonly met: number;
  readonly late: number;
  readonly missing: number;
  readonly inconclusive: number;
  readonly excused: number;
}

export interface DialectTrial {
  /** Calls of each method of the dialect that was called, most often first. */
  readonly called: readonly Counted[];
  /** Requests that are hooks of the dialect, by methods that it does not have. */
  readonly unknownMethods: readonly Counted[];
  /** Requests to the port of the hooks that are no hook of the dialect, by HTTP method and path; null where nobody looked. */
  readonly unrecognised: readonly Counted[] | null;
  /** Methods that were never called. */
  readonly unseenMethods: readonly string[];
  /** Parameters that no call had, of methods that were called. */
  readonly unseenParameters: readonly { readonly method: string; readonly parameters: readonly string[] }[];
  /** Members of payloads that the dialect does not have. */
  readonly undocumented: readonly { readonly method: string; readonly members: readonly Counted[] }[];
  /** Expectations that were opened. */
  readonly expectations: readonly TrialExpectation[];
  /** Expectations that no call opened. */
  readonly neverOpened: readonly string[];
}

/** What a method's payloads had. */
interface SeenMembers {
  calls: number;
  readonly parameters: Set<string>;
  readonly undocumented: Map<string, number>;
}

/** Collects from calls, while their payloads are at hand, what a trial tells. */
export class TrialBook {
  readonly #dialect: Dialect;
  readonly #seen = new Map<Method, SeenMembers>();
  readonly #unrecognised = new Map<string, number>();
  readonly #unknownMethods = new Map<string, number>();
  #looked = false;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** A call of the dialect. */
  call({ call, payload }: ReadCall): void {
    const { methodSpec } = call;
    if (methodSpec === null) return;
    const seen = this.#seen.get(methodSpec) ?? {
      calls: 0,
      parameters: new Set<string>(),
      undocumented: new Map<string, number>(),
    };
    this.#seen.set(methodSpec, seen);
    seen.calls += 1;
    const members = membersOf(payload);
    for (const row of methodSpec.parameters) {
      if (!seen.parameters.has(row.name) && placesOf(members, row).length > 0) seen.parameters.add(row.name);
    }
    if (methodSpec.openMembers === true) return;
    const known = new Set(methodSpec.parameters.flatMap(memberNames));
    for (const name of Object.keys(members)) {
      if (!known.has(name)) seen.undocumented.set(name, (seen.undocumented.get(name) ?? 0) + 1);
    }
  }

  /** Any exchange of the port of the hooks: notes it where it is no hook. */
  exchange(origin: ExchangeOrigin, exchange: Exchange): void {
    this.#looked = true;
    const { request } = exchange;
    if (request === null) return;
    const read = readCall([this.#dialect], origin, exchange);
    if (read === null) return;
    if (read.certainty !== 'other') {
      if (read.call.methodSpec === null) countIn(this.#unknownMethods, read.call.method);
      return;
    }
    // Queries hold values, which may be secret.
    countIn(this.#unrecognised, `${request.method} ${request.target.replace(/[?#].*$/s, '')}`);
  }

  trial({ calls, expectations }: Pick<Analysis, 'calls' | 'expectations'>): DialectTrial {
    const dialect = this.#dialect;
    const known = new Map<string, number>();
    for (const { method, methodSpec } of calls) if (methodSpec !== null) countIn(known, method);
    const opened = new Map<string, TrialExpectation>();
    for (const { expectation, verdict } of expectations) {
      const none = { id: expectation.id, met: 0, late: 0, missing: 0, inconclusive: 0, excused: 0 };
      const row = opened.get(expectation.id) ?? none;
      opened.set(expectation.id, { ...row, [verdict]: row[verdict] + 1 });
    }
    return {
      called: mostFirst(known),
      unknownMethods: mostFirst(this.#unknownMethods),
      unrecognised: this.#looked ? mostFirst(this.#unrecognised) : null,
      unseenMethods: methodNames(dialect).filter((name) => !known.has(name)),
      unseenParameters: [...this.#seen].flatMap(([method, { parameters }]) => {
        const absent = method.parameters.map((row) => row.name).filter((name) => !parameters.has(name));
        return absent.length === 0 ? [] : [{ method: method.name, parameters: absent }];
      }),
      undocumented: [...this.#seen].flatMap(([method, { undocumented }]) =>
        undocumented.size === 0 ? [] : [{ method: method.name, members: mostFirst(undocumented) }],
      ),
      expectations: dialect.expectations.flatMap(({ id }) => opened.get(id) ?? []),
      neverOpened: dialect.expectations.map(({ id }) => id).filter((id) => !opened.has(id)),
    };
  }
}

function countIn(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): readonly Counted[] {
  return [...counts]
    .map(([name, times]) => ({ name, times }))
    .sort((one, other) => other.times - one.times || (one.name < other.name ? -1 : 1));
}
