/** Finds events that come at regular intervals. */
import type { ObservedEvent } from './events.ts';

export interface ObservedBeat {
  readonly event: ObservedEvent;
  /** Seconds between two, on the average. */
  readonly seconds: number;
}

/** Fewer may be regular by chance. */
const FEWEST_BEATS = 4;
/** How much the longest interval may exceed the shortest. */
const MOST_UNEVEN = 1.25;

/** Of events that belong to no session and no dialog: those that do come when something happens. */
export function findBeats(events: readonly ObservedEvent[]): readonly ObservedBeat[] {
  return events.flatMap((event) => {
    const gaps = event.observations
      .slice(1)
      .map(({ at }, index) => at - (event.observations[index]?.at ?? at));
    const [shortest, longest] = [Math.min(...gaps), Math.max(...gaps)];
    const isEven = gaps.length >= FEWEST_BEATS - 1 && shortest > 0 && longest / shortest <= MOST_UNEVEN;
    return isEven ? [{ event, seconds: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length }] : [];
  });
}
