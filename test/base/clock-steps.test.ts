import { describe, expect, test } from 'vitest';
import { ClockSteps } from '../../src/base/clock-steps.ts';

/** Takes frames at these seconds, numbered from 1. */
function frames(clock: ClockSteps, ...times: readonly number[]): void {
  times.forEach((time, index) => {
    clock.frame(index + 1, time, 0);
  });
}

describe('the clock of a capture', () => {
  test('set back by a second and more', () => {
    const clock = new ClockSteps();
    frames(clock, 1000, 1001, 940, 941);
    expect(clock.steps()).toEqual([{ frame: 3, before: 1001, after: 940, counted: null }]);
  });
  test('a silence alone is no leap', () => {
    const clock = new ClockSteps();
    frames(clock, 1000, 4600, 4601);
    expect(clock.steps()).toEqual([]);
  });
  test('a silence of which a host counted little is one', () => {
    const clock = new ClockSteps();
    frames(clock, 1000, 4600, 4601);
    clock.counted({ since: 1, elapsed: 3601, counted: 1.1, isPaceKnown: true });
    clock.counted({ since: 1, elapsed: 3601, counted: 1.2, isPaceKnown: false });
    expect(clock.steps()).toEqual([{ frame: 2, before: 1000, after: 4600, counted: 1.2 }]);
  });
  test('the longest silence is the leap, and the others are none', () => {
    const clock = new ClockSteps();
    frames(clock, 1000, 1010, 4600, 4610);
    clock.counted({ since: 1, elapsed: 3610, counted: 20, isPaceKnown: true });
    expect(clock.steps().map(({ frame }) => frame)).toEqual([3]);
  });
  test('a host that counted all of it contradicts one that slept', () => {
    for (const order of [
      [3600, 0.5],
      [0.5, 3600],
    ]) {
      const clock = new ClockSteps();
      frames(clock, 1000, 4600);
      for (const counted of order) clock.counted({ since: 1, elapsed: 3600, counted, isPaceKnown: true });
      expect(clock.steps()).toEqual([]);
    }
  });
  test('a host whose pace is not known contradicts nobody', () => {
    const clock = new ClockSteps();
    frames(clock, 1000, 4600);
    clock.counted({ since: 1, elapsed: 3600, counted: 0.5, isPaceKnown: true });
    clock.counted({ since: 1, elapsed: 3600, counted: 100_000, isPaceKnown: false });
    expect(clock.steps()).toHaveLength(1);
  });
  test('a host last heard after the silence tells nothing of it', () => {
    const clock = new ClockSteps();
    frames(clock, 1000, 4600, 4601);
    clock.counted({ since: 2, elapsed: 3, counted: 0.5, isPaceKnown: true });
    expect(clock.steps()).toEqual([]);
  });
  test('a leap is remembered over many silences', () => {
    const clock = new ClockSteps();
    frames(clock, 1000, 4600);
    clock.counted({ since: 1, elapsed: 3600, counted: 0.5, isPaceKnown: true });
    for (let frame = 3; frame < 200; frame++) clock.frame(frame, 4600 + frame * 10, 0);
    expect(clock.steps().map(({ frame }) => frame)).toEqual([2]);
  });
});
