import fc from 'fast-check';
import { expect, test } from 'vitest';
import { converse, deliver, expectedOf, type Plan, type Sent, tell } from './conversation.ts';

const body = fc.string({ unit: fc.constantFrom('a', '}', '"', '\r', '\n', ' ', '0', 'é'), maxLength: 60 });
const plan: fc.Arbitrary<Plan> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'POST', 'HEAD'),
  body,
  responseBody: body,
  chunked: fc.boolean(),
  responseChunked: fc.boolean(),
  interim: fc.boolean(),
});
const plans = fc.array(plan, { minLength: 1, maxLength: 8 });
const segmentLengths = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 6 });
const depth = fc.constantFrom(1, 1, 2, 8);
const NOTHING: ReadonlySet<number> = new Set();

/** Each direction in its own order, the two interleaved in any way: one of them may wait behind a hole. */
function interleave(sent: readonly Sent[], choices: readonly boolean[]): Sent[] {
  const queues = [
    sent.filter((piece) => piece.direction === 0),
    sent.filter((piece) => piece.direction === 1),
  ];
  const order: Sent[] = [];
  for (let index = 0; order.length < sent.length; index += 1) {
    const first = choices[index % choices.length] === true ? 0 : 1;
    const piece = queues[first]?.shift() ?? queues[1 - first]?.shift();
    if (piece !== undefined) order.push(piece);
  }
  return order;
}

test('any segmentation gives the same exchanges', () => {
  fc.assert(
    fc.property(plans, depth, segmentLengths, (list, deep, lengths) => {
      expect(deliver(converse(list, deep, lengths), NOTHING).map(tell)).toEqual(list.map(expectedOf));
    }),
    { numRuns: 300 },
  );
});

test('either direction may be delivered late', () => {
  const choices = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
  // A response to HEAD looks like any other as long as its request is not there: see below.
  const noHead = fc.array(
    plan.map((one) => (one.method === 'HEAD' ? { ...one, method: 'GET' as const } : one)),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(noHead, depth, segmentLengths, choices, (list, deep, lengths, order) => {
      const late = interleave(converse(list, deep, lengths), order);
      expect(deliver(late, NOTHING).map(tell)).toEqual(list.map(expectedOf));
    }),
    { numRuns: 300 },
  );
});

test('lost segments never pair a request with another one’s response', () => {
  const losses = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
  const noHead = fc.array(
    plan.map((one) => (one.method === 'HEAD' ? { ...one, method: 'GET' as const } : one)),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(noHead, segmentLengths, losses, (list, lengths, lost) => {
      const sent = converse(
        list,
        1,
        lengths.map((length) => length + 25),
      );
      const gone = new Set(lost);
      const exchanges = deliver(sent, gone);
      for (const { request, response } of exchanges) {
        if (request !== null && response?.reason.startsWith('N') && response.reason !== 'N') {
          if (!request.targetCut)
            expect(`N${request.target.slice(1)}`).toMatch(new RegExp(`^${response.reason}`));
        }
      }
      // Whatever is whole on both sides comes out whole.
      const told = new Set(exchanges.map(tell));
      const damaged = damagedBy(sent, gone, list);
      list.forEach((one, index) => {
        if (!damaged.has(index)) expect(told).toContain(expectedOf(one, index));
      });
    }),
    { numRuns: 500 },
  );
});

test('no request is called unanswered whose response was lost', () => {
  const losses = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(plans, segmentLengths, losses, (list, lengths, lost) => {
      for (const { request, response, problems } of deliver(
        converse(
          list,
          1,
          lengths.map((length) => length + 25),
        ),
        new Set(lost),
      )) {
        if (request === null || response !== null) continue;
        expect(problems.map((problem) => `${problem.side} ${problem.kind}`)).toContain('response lost-bytes');
      }
    }),
    { numRuns: 500 },
  );
});

/** Plans of which a segment is lost, and those that follow one whose end can no longer be found. */
function damagedBy(sent: readonly Sent[], lost: ReadonlySet<number>, list: readonly Plan[]): Set<number> {
  const damaged = new Set<number>();
  const starts: Record<number, number> = {};
  let index = -1;
  for (const { direction, at } of sent) {
    // A batch of one: the direction changes twice for each plan.
    if (direction === 0 && starts[at.acknowledged] === undefined) {
      starts[at.acknowledged] = 1;
      index += 1;
    }
    if (lost.has(at.frame)) damaged.add(index);
  }
  expect(index).toBeLessThan(list.length);
  return damaged;
}
