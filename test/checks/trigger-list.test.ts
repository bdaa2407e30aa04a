import { describe, expect, it } from 'vitest';
import { type OpenedExpectation, TriggerBook, TriggerList } from '../../src/checks/verdicts/triggers.ts';
import { type Dialect, defaultDialect } from '../../src/dialects/index.ts';
import { CallPositions, type HookCall } from '../../src/hooks/index.ts';
import { hook } from './exchange-builder.ts';

const [one, other, third] = defaultDialect.expectations;
const [a, b, c] = ['a', 'b', 'c'].map((callId) => hook('call', { callId }).call);

const pairs = (list: TriggerList, from?: number, to?: number): readonly (readonly [HookCall, string])[] =>
  [...list.slice(from, to)].map(({ call, expectation }: OpenedExpectation) => [call, expectation.id]);

describe('lists of triggers', () => {
  it('joined, have those of one after those of the other', () => {
    const lists = [
      new TriggerList([b, a], [other, one]),
      new TriggerList([], []),
      new TriggerList([c], [one]),
    ];
    const joined = TriggerList.joined(lists);
    expect(joined.length).toBe(3);
    expect(pairs(joined)).toEqual([
      [b, other.id],
      [a, one.id],
      [c, one.id],
    ]);
    expect(lists.map(({ length }) => length)).toEqual([2, 0, 1]);
    expect(TriggerList.joined([]).length).toBe(0);
    expect(pairs(TriggerList.joined([lists[0]]))).toEqual(pairs(lists[0]));
  });

  it('give those from one position up to another, and none beyond their ends', () => {
    const list = new TriggerList([a, b, c], [one, other, third]);
    expect(pairs(list, 1, 2)).toEqual([[b, other.id]]);
    expect(pairs(list, 1)).toEqual(pairs(list).slice(1));
    expect(pairs(list, 2, 99)).toEqual([[c, third.id]]);
    expect(pairs(list, 3, 99)).toEqual([]);
  });

  it('are put in order of request, those of one call as they were noted', () => {
    const list = new TriggerList([c, a, c, b, a], [one, other, third, one, one]);
    const ordered = list.inOrder(CallPositions.of([a, b, c]));
    expect(pairs(ordered)).toEqual([
      [a, other.id],
      [a, one.id],
      [b, one.id],
      [c, one.id],
      [c, third.id],
    ]);
    expect(pairs(list)[0]).toEqual([c, one.id]);
  });
});

describe('a list of triggers with other objects for the calls', () => {
  const list = new TriggerList([a, b], [one, other]);

  it('has the same expectations where the dialect is the same', () => {
    const twin = { ...a };
    const mapped = list.map((call) => (call === a ? twin : call));
    const [first, second] = mapped.slice();
    expect(first.call).toBe(twin);
    expect(first.expectation).toBe(one);
    expect(second.call).toBe(b);
    expect(second.expectation).toBe(other);
    expect([...list.slice()][0].call).toBe(a);
  });

  it('has those of the same ids where it is another', () => {
    const dialect: Dialect = {
      ...defaultDialect,
      expectations: defaultDialect.expectations.toReversed().map((each) => ({ ...each })),
    };
    const mapped = list.map((call) => ({ ...call, dialect }));
    for (const [at, { expectation }] of [...mapped.slice()].entries()) {
      expect(expectation.id).toBe([one, other][at].id);
      expect(dialect.expectations).toContain(expectation);
    }
  });

  it('keeps an expectation that the other dialect has not', () => {
    const dialect: Dialect = { ...defaultDialect, expectations: [] };
    const [first] = list.map((call) => ({ ...call, dialect })).slice();
    expect(first.expectation).toBe(one);
  });
});

describe('the triggers of a book', () => {
  it('are a value: what is noted or forgotten later changes nothing of them', () => {
    const book = new TriggerBook();
    const reads = ['a', 'b'].map((callId) => hook('call', { callId }));
    book.note(reads[0]);
    const early = book.triggers();
    const told = pairs(early);
    expect(told.length).toBeGreaterThan(0);
    book.note(reads[1]);
    expect(book.triggers().length).toBe(2 * told.length);
    book.forget((call) => call === reads[0].call);
    expect([...book.triggers().slice()].every(({ call }) => call === reads[1].call)).toBe(true);
    expect(book.triggers().length).toBe(told.length);
    expect(pairs(early)).toEqual(told);
  });
});
