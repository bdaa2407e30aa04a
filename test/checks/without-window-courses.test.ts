import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../fixed-seed.ts';
import { gap, START, story, troubleOf, verdictsOn } from './call-builder.ts';
import { PUBLISH_ENDS, smallDialect, smallHook } from './small-dialect.ts';

/**
 * Random courses of streams: published and unpublished again and again, with or without a sign that they are over; some ends are
 * never sent. The capture begins late, ends early, and loses some spans. What really happened is known to the test and not to what it tests.
 */

const dialect = smallDialect({ expectations: [PUBLISH_ENDS] });

/** One life of a stream; times in tenths of a second after the one before. */
interface Life {
  readonly pause: number;
  readonly lasts: number;
  /** null: the end was never sent. Else when it was, after the stream was over. */
  readonly endsAfter: number | null;
  readonly sign: boolean;
}

interface Sent {
  readonly life: number;
  readonly at: number;
  readonly method: string;
}

const life: fc.Arbitrary<Life> = fc.record({
  pause: fc.integer({ min: 1, max: 400 }),
  lasts: fc.integer({ min: 1, max: 600 }),
  endsAfter: fc.option(fc.integer({ min: 0, max: 49 }), { freq: 3 }),
  sign: fc.boolean(),
});

/** What the server sends, in tenths of a second. */
function sentIn(lives: readonly Life[]): readonly Sent[] {
  let now = 0;
  return lives.flatMap(({ pause, lasts, endsAfter, sign }, place): readonly Sent[] => {
    const begins = now + pause;
    const over = begins + lasts;
    now = over;
    return [
      { life: place, at: begins, method: 'publish' },
      ...(sign ? [{ life: place, at: over, method: 'left' }] : []),
      ...(endsAfter === null ? [] : [{ life: place, at: over + endsAfter, method: 'unpublish' }]),
    ];
  });
}

const course = fc.record({
  lives: fc.array(life, { minLength: 1, maxLength: 6 }),
  begins: fc.integer({ min: -100, max: 500 }),
  lasts: fc.integer({ min: 1, max: 4000 }),
  loss: fc.option(fc.record({ from: fc.nat(3000), lasts: fc.nat(300) })),
});

const seconds = (tenths: number) => ({
  seconds: START + Math.floor(tenths / 10),
  nanoseconds: (((tenths % 10) + 10) % 10) * 1e8,
});
const time = (tenths: number) => START + tenths / 10;

test('an end is called missing only where it was not sent, and a sign shows that it was due', () => {
  let missing = 0;
  fc.assert(
    fc.property(course, ({ lives, begins, lasts, loss }) => {
      const ends = begins + lasts;
      const isLost = (at: number) => loss !== null && at >= loss.from && at <= loss.from + loss.lasts;
      const seen = sentIn(lives)
        .filter(({ at }) => at >= begins && at <= ends && !isLost(at))
        .toSorted((one, other) => one.at - other.at);
      const reads = seen.map(({ at, method }, count) => smallHook(dialect, at / 10, method, { count }));
      const lost =
        loss === null
          ? []
          : [
              story({
                anomalies: troubleOf(
                  gap({ sinceSeconds: time(loss.from), ...seconds(loss.from + loss.lasts) }),
                ),
              }),
            ];
      const results = verdictsOn(reads, {
        connections: lost,
        firstTime: seconds(begins),
        lastTime: seconds(ends),
      });
      const starts = seen.filter(({ method }) => method === 'publish');
      expect(results).toHaveLength(starts.length);
      for (const [place, { verdict }] of results.entries()) {
        const start = starts[place];
        if (start === undefined) throw new Error('no start');
        const isSent = lives[start.life]?.endsAfter !== null;
        const later = seen.filter(({ at, method }) => method !== 'unpublish' && at > start.at);
        if (verdict === 'missing') {
          missing += 1;
          expect(isSent).toBe(false);
          expect(later.some(({ at }) => at + 50 <= ends)).toBe(true);
        }
        // Where nothing is near that could be mistaken, and nothing was lost, it is found.
        const [sign] = later;
        const next = later.find(({ method }) => method === 'publish')?.at ?? ends;
        const isClear =
          sign !== undefined &&
          sign.at + 50 <= ends &&
          (loss === null || loss.from > sign.at + 50 || loss.from + loss.lasts < start.at - 10) &&
          !seen.some(
            ({ at, method }) =>
              method === 'unpublish' && at >= start.at - 10 && at <= Math.max(sign.at + 50, next + 10),
          );
        if (!isSent && isClear) expect(verdict).toBe('missing');
        const own = seen.find((each) => each.life === start.life && each.method === 'unpublish');
        if (own !== undefined) expect(['met', 'inconclusive']).toContain(verdict);
      }
    }),
    { numRuns: 400 },
  );
  expect(missing).toBeGreaterThan(50);
});

test('a later end of the capture turns no missing end into one that came', () => {
  fc.assert(
    fc.property(fc.array(life, { minLength: 1, maxLength: 4 }), fc.nat(2000), (lives, cut) => {
      const sent = sentIn(lives).toSorted((one, other) => one.at - other.at);
      const judgedAt = (end: number) => {
        const reads = sent
          .filter(({ at }) => at <= end)
          .map((one, count) => smallHook(dialect, one.at / 10, one.method, { count }));
        return verdictsOn(reads, { firstTime: seconds(0), lastTime: seconds(end) }).map(
          ({ verdict }) => verdict,
        );
      };
      const whole = judgedAt(10_000);
      for (const [place, verdict] of judgedAt(cut).entries()) {
        if (verdict === 'missing') expect(whole[place]).toBe('missing');
      }
    }),
    { numRuns: 200 },
  );
});
