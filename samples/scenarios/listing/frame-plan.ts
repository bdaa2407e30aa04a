/** A frame whose number is known, and perhaps its time; `send` puts exactly one packet on the wire. */
export interface PlannedFrame {
  readonly number: number;
  /** Microseconds; between the frames before and after, evenly, unless given. */
  readonly time?: number;
  readonly send: (time: number) => void;
}

/** Puts exactly one packet of other traffic on the wire. */
export type FillFrame = (number: number, time: number) => void;

/**
 * Sends frames 1 to the last planned one, each at a time of its own, so that every planned frame gets its number:
 * numbers without a plan are filled. The first and the last frame have to have a time, and times have to leave a
 * microsecond for every frame between.
 */
export function sendInOrder(plan: readonly PlannedFrame[], fill: FillFrame): void {
  const planned = new Map(plan.map((frame) => [frame.number, frame]));
  const timed = plan.flatMap(({ number, time }) => (time === undefined ? [] : [{ number, time }]));
  timed.sort((one, other) => one.number - other.number);
  timed.forEach((mark, index) => {
    const following = timed[index + 1] ?? { number: mark.number + 1, time: mark.time };
    const step = (following.time - mark.time) / (following.number - mark.number);
    if (timed[index + 1] !== undefined && step < 1) throw new Error(`no room after frame ${mark.number}`);
    for (let number = mark.number; number < following.number; number += 1) {
      const time = Math.floor(mark.time + step * (number - mark.number));
      const frame = planned.get(number);
      if (frame === undefined) fill(number, time);
      else frame.send(time);
    }
  });
}

/** Microseconds of a time as Wireshark prints it, in seconds. */
export function microseconds(seconds: string): number {
  return Math.round(Number(seconds) * 1_000_000);
}
