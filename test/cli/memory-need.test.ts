import { describe, expect, it } from 'vitest';
import { memoryAtHand, whyTooLarge } from '../../src/cli/shards/memory-need.ts';

const GIGABYTE = 1e9;

describe('the memory that shards need', () => {
  it('is there for a few shards, on any machine that runs these tests', () => {
    expect(whyTooLarge(1e6, memoryAtHand())).toBeNull();
  });

  it('is told before it runs out: that of the machine', () => {
    const message = whyTooLarge(4 * GIGABYTE, { heapLimit: 100 * GIGABYTE, machine: 8 * GIGABYTE });
    expect(message).toContain('10 GB of memory, and this machine has 8.0 GB');
  });

  it('is told before it runs out: that of the heap, with a limit that is enough', () => {
    const atHand = { heapLimit: GIGABYTE, machine: 100 * GIGABYTE };
    const message = whyTooLarge(GIGABYTE, atHand);
    const advised = Number(/--max-old-space-size=(\d+)/.exec(message ?? '')?.[1]) * 2 ** 20;
    expect(whyTooLarge(GIGABYTE, { ...atHand, heapLimit: advised })).toBeNull();
  });
});
