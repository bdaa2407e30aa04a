import type { Change } from './answer.ts';
import type { Incomplete } from './request.ts';
import type { StepResult } from './step-result.ts';

/** What came of a replay. */
export interface ReplayTally {
  /** Calls that were sent, by what came of them. */
  readonly changes: Readonly<Record<Change, number>>;
  /** Calls that could not be sent, by the reason. */
  readonly incomplete: ReadonlyMap<Incomplete, number>;
  /** Calls that were not sent because the call server would not have made them. */
  readonly notMade: number;
  /** Calls that were sent although it would not have made them. */
  readonly madeNevertheless: number;
  /** Calls with marks in place of secrets. */
  readonly masked: number;
  /** Names of header fields that were left out because they hold secrets. */
  readonly withheld: readonly string[];
  /** Calls whose request line had no target. */
  readonly noTarget: number;
  /** Seconds by which a call was sent too late at most. */
  readonly behindSeconds: number;
  /** How it ended: `unreachable`: nobody listened where the first call was sent to. */
  readonly end: 'complete' | 'stopped' | 'unreachable';
}

/** Calls of a tally that were sent. */
export function sentOf({ changes }: ReplayTally): number {
  return Object.values(changes).reduce((sum, count) => sum + count, 0);
}

/** Whether the backend accepted everything that was sent, and answered as it was answered in the capture where that was accepted. */
export function isPassed({ changes }: ReplayTally): boolean {
  return changes.body + changes.status + changes['refused-now'] + changes.refused === 0;
}

/** A tally in the making. */
export class GrowingTally {
  end: ReplayTally['end'] = 'complete';
  readonly #changes: Record<Change, number> = {
    same: 0,
    body: 0,
    status: 0,
    'accepted-now': 0,
    'refused-now': 0,
    refused: 0,
    'no-reference': 0,
  };
  readonly #incomplete = new Map<Incomplete, number>();
  readonly #withheld = new Set<string>();
  #notMade = 0;
  #madeNevertheless = 0;
  #masked = 0;
  #noTarget = 0;
  #behindSeconds = 0;

  note(result: StepResult): void {
    switch (result.kind) {
      case 'incomplete':
        this.#incomplete.set(result.reason, (this.#incomplete.get(result.reason) ?? 0) + 1);
        return;
      case 'not-made':
        this.#notMade += 1;
        return;
      case 'sent':
        this.#changes[result.comparison.change] += 1;
        if (result.inSpiteOf !== null) this.#madeNevertheless += 1;
        if (result.changes.masked) this.#masked += 1;
        if (result.changes.noTarget) this.#noTarget += 1;
        for (const name of result.changes.withheld) this.#withheld.add(name);
    }
  }

  noteDelay(seconds: number): void {
    this.#behindSeconds = Math.max(this.#behindSeconds, seconds);
  }

  get value(): ReplayTally {
    return {
      changes: { ...this.#changes },
      incomplete: new Map(this.#incomplete),
      notMade: this.#notMade,
      madeNevertheless: this.#madeNevertheless,
      masked: this.#masked,
      withheld: [...this.#withheld].sort(),
      noTarget: this.#noTarget,
      behindSeconds: this.#behindSeconds,
      end: this.end,
    };
  }
}
