import { Columns, placeInPage } from '../../base/columns.ts';
import type { List } from '../../base/list.ts';
import { filtering, ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import type { Expectation } from '../../dialects/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Evidence } from './evidence.ts';
import {
  type Bound,
  closesAt,
  type Decision,
  type ExpectationResult,
  hasNoWindow,
  keyOf,
  MET,
  methodOf,
  type Scale,
  type Verdict,
  type VerdictCause,
} from './expected.ts';

/**
 * What is kept of a result. `trigger`, `metBy`: positions of calls in the snapshot, the second one more than that, or 0.
 * `expectation`, `decision`: numbers in the lists.
 */
const EXPECTATION_SCHEMA = { trigger: 'u32', metBy: 'u32', expectation: 'u32', decision: 'u32' } as const;

/** Results of expectations in little space: there may be one for each call. */
export class ExpectationRows {
  readonly evidence: Evidence;
  readonly scale: Scale;
  readonly #columns = new Columns(EXPECTATION_SCHEMA);
  readonly #expectations: Expectation[] = [];
  readonly #numbers = new Map<Expectation, number>();
  /** The first is that of all that were met. */
  readonly #decisions: Decision[] = [MET];

  constructor(evidence: Evidence, scale: Scale) {
    this.evidence = evidence;
    this.scale = scale;
  }

  /** Adds a result. `metBy`: the call that came, in time or late. */
  add(expectation: Expectation, trigger: HookCall, metBy: HookCall | null, decision: Decision): void {
    const { positions } = this.evidence;
    const row = this.#columns.add();
    const page = this.#columns.writable(row);
    const at = placeInPage(row);
    page.trigger[at] = positions.of(trigger);
    page.metBy[at] = metBy === null ? 0 : positions.of(metBy) + 1;
    page.expectation[at] = this.#numberOf(expectation);
    page.decision[at] = decision === MET ? 0 : this.#decisions.push(decision) - 1;
  }

  /** All of them so far, in the order in which they were added. */
  results(): List<ExpectationResult> {
    return new ExpectationList(this, this.#columns.length);
  }

  expectation(row: number): Expectation {
    return this.#expectations[this.#columns.page(row).expectation[placeInPage(row)]];
  }

  trigger(row: number): HookCall {
    return this.evidence.calls[this.#columns.page(row).trigger[placeInPage(row)]];
  }

  metBy(row: number): HookCall | null {
    const position = this.#columns.page(row).metBy[placeInPage(row)];
    return position === 0 ? null : this.evidence.calls[position - 1];
  }

  decision(row: number): Decision {
    return this.#decisions[this.#columns.page(row).decision[placeInPage(row)]];
  }

  #numberOf(expectation: Expectation): number {
    let number = this.#numbers.get(expectation);
    if (number === undefined) {
      number = this.#expectations.push(expectation) - 1;
      this.#numbers.set(expectation, number);
    }
    return number;
  }
}

/** The results that are not met, in their order; in steps. Of rows only these are made: most are met. */
export function* unmetAmong(results: List<ExpectationResult>): Steps<readonly ExpectationResult[]> {
  if (!(results instanceof ExpectationList))
    return yield* filtering(results, ({ verdict }) => verdict !== 'met');
  const unmet: ExpectationResult[] = [];
  for (let index = 0; index < results.length; index++) {
    if (index % ITEMS_A_STEP === 0) yield;
    if (!results.isMet(index)) unmet.push(new ExpectationRow(results.rows, index));
  }
  return unmet;
}

/** Results each of which is made when it is asked for. */
class ExpectationList implements List<ExpectationResult> {
  readonly length: number;
  readonly rows: ExpectationRows;

  constructor(rows: ExpectationRows, length: number) {
    this.rows = rows;
    this.length = length;
  }

  at(index: number): ExpectationResult | undefined {
    return index >= 0 && index < this.length ? new ExpectationRow(this.rows, index) : undefined;
  }

  isMet(index: number): boolean {
    return this.rows.decision(index).verdict === 'met';
  }

  *[Symbol.iterator](): Iterator<ExpectationResult> {
    for (let row = 0; row < this.length; row++) yield new ExpectationRow(this.rows, row);
  }
}

/** A result that reads its row. Use `plainCopy` of `base/columns.ts` for a copy with changes. */
class ExpectationRow implements ExpectationResult {
  readonly #rows: ExpectationRows;
  readonly #row: number;

  constructor(rows: ExpectationRows, row: number) {
    this.#rows = rows;
    this.#row = row;
  }

  get expectation(): Expectation {
    return this.#rows.expectation(this.#row);
  }

  get trigger(): HookCall {
    return this.#rows.trigger(this.#row);
  }

  get metBy(): HookCall | null {
    return this.#rows.metBy(this.#row);
  }

  get method(): string {
    return methodOf(this.expectation);
  }

  get key(): string {
    return keyOf(this.trigger, this.expectation) ?? '';
  }

  get windowSeconds(): number | null {
    const { expectation } = this;
    return hasNoWindow(expectation) ? null : expectation.windowSeconds * this.#rows.scale.windowFactor;
  }

  get deadline(): number | null {
    const { bound } = this;
    if (bound !== null) return bound.due;
    const closes = closesAt(this.expectation, this.trigger, this.#rows.scale);
    return Number.isFinite(closes) ? closes : null;
  }

  get verdict(): Verdict {
    return this.#rows.decision(this.#row).verdict;
  }

  get cause(): VerdictCause | null {
    return this.#rows.decision(this.#row).cause;
  }

  get reason(): string | null {
    return this.#rows.decision(this.#row).reason;
  }

  get bound(): Bound | null {
    return this.#rows.decision(this.#row).bound;
  }

  get proof(): string | null {
    return this.#rows.decision(this.#row).proof;
  }
}
