import { describe, expect, it } from 'vitest';
import { NO_POSITION, PositionChains } from '../../src/base/position-chains.ts';

function chainOf(chains: PositionChains, key: number): readonly number[] {
  const found: number[] = [];
  for (let at = chains.newest(key); at !== NO_POSITION; at = chains.before(at)) found.push(at);
  return found;
}

describe('chains of positions', () => {
  it('have the newest first, each key its own, whatever the number of keys', () => {
    const chains = new PositionChains(3000);
    for (let position = 0; position < 3000; position++) chains.add((position % 1000) - 500, position);
    expect(chains.keys).toBe(1000);
    for (const key of [-500, -1, 0, 499]) {
      expect(chainOf(chains, key)).toEqual([2500 + key, 1500 + key, 500 + key]);
    }
    expect(chainOf(chains, 500)).toEqual([]);
  });

  it('lose positions at their ends and in the middle', () => {
    const chains = new PositionChains(5);
    for (let position = 0; position < 5; position++) chains.add(7, position);
    chains.remove(7, 2, 3);
    expect(chainOf(chains, 7)).toEqual([4, 3, 1, 0]);
    chains.remove(7, 4, NO_POSITION);
    chains.cutBehind(1);
    expect(chainOf(chains, 7)).toEqual([3, 1]);
  });

  it('may become empty and begin anew', () => {
    const chains = new PositionChains(3);
    chains.add(7, 0);
    chains.remove(7, 0, NO_POSITION);
    expect(chainOf(chains, 7)).toEqual([]);
    chains.add(7, 1);
    chains.add(7, 2);
    expect(chainOf(chains, 7)).toEqual([2, 1]);
  });

  it('are dropped where nothing of them is wanted', () => {
    const chains = new PositionChains(600);
    for (let position = 0; position < 600; position++) chains.add(position >> 1, position);
    chains.sweep((position) => position % 100 === 0);
    expect(chains.keys).toBe(6);
    expect(chainOf(chains, 50)).toEqual([101, 100]);
    expect(chainOf(chains, 51)).toEqual([]);
  });
});
