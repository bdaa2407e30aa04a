import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Groups, NO_GROUP } from '../../src/base/groups.ts';
import type { CallGroup } from '../../src/checks/verdicts/call-group.ts';
import { CallGroups } from '../../src/checks/verdicts/grouping.ts';
import { ListedCalls } from '../../src/checks/verdicts/listed-calls.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import { hook } from './exchange-builder.ts';

/** Both ways of sorting calls into groups against plain lists. */

const CALL = hook('call', { callId: '1' }).call;
/** Of each call the names of the groups it may be in. */
const sorted = fc.array(fc.subarray(['a', 'b', 'c', 'd', 'e']), { maxLength: 120, size: 'max' });

function callsIn(group: CallGroup | undefined): readonly (HookCall | undefined)[] {
  return Array.from({ length: group?.length ?? 0 }, (_, position) => group?.at(position));
}

function listsOf(names: readonly (readonly string[])[], calls: readonly HookCall[]) {
  const lists = new Map<string, HookCall[]>();
  for (const [position, call] of calls.entries()) {
    for (const name of names[position] ?? []) lists.set(name, [...(lists.get(name) ?? []), call]);
  }
  return lists;
}

test('calls that are in one group at most', () => {
  fc.assert(
    fc.property(sorted, (names) => {
      const calls = names.map((_, id): HookCall => ({ ...CALL, id }));
      const first = names.map((each) => each.slice(0, 1));
      const lists = listsOf(first, calls);
      const groupOf = new Int32Array(calls.length).fill(NO_GROUP);
      const numbers = new Map<string, number>();
      for (const [position, [name]] of first.entries()) {
        if (name === undefined) continue;
        const number = numbers.get(name) ?? numbers.size;
        numbers.set(name, number);
        groupOf[position] = number;
      }
      const grouping = new CallGroups(calls, groupOf, Groups.of(groupOf, numbers.size));
      for (const [position, [name]] of first.entries()) {
        expect(grouping.numberAt(position)).toBe(name === undefined ? undefined : numbers.get(name));
      }
      // Asked twice: large groups are made once.
      for (const [name, number] of [...numbers, ...numbers]) {
        expect(callsIn(grouping.group(number))).toEqual(lists.get(name));
        expect(grouping.group(number).at(lists.get(name)?.length ?? 0)).toBeUndefined();
      }
    }),
  );
});

test('calls that may be in several groups', () => {
  fc.assert(
    fc.property(sorted, (names) => {
      const calls = names.map((_, id): HookCall => ({ ...CALL, id }));
      const lists = listsOf(names, calls);
      const listed = new ListedCalls<string>(calls);
      for (const [position, each] of names.entries()) {
        for (const name of each) listed.add(name, position);
      }
      for (const name of ['a', 'b', 'c', 'd', 'e', 'a']) {
        expect(callsIn(listed.group(name))).toEqual(lists.get(name) ?? []);
      }
      expect(listed.group('f')).toBeUndefined();
      expect(listed.groups().map(callsIn)).toEqual([...lists.values()]);
    }),
  );
});
