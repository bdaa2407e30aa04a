import { totalmem } from 'node:os';
import process from 'node:process';
import { getHeapStatistics } from 'node:v8';
import { byteSize } from '../../report/index.ts';

/**
 * What judging shards takes for each byte of them, measured with 2.4 million calls (docs/fleet.md): at least, so that nobody is
 * refused who has enough.
 */
const HEAP_A_BYTE = 1.2;
const MEMORY_A_BYTE = 2.5;
/** What the program itself takes. */
const OWN_BYTES = 100e6;
/** The heap that a user is told to allow: what is above the need spares the collector work. */
const ADVISED_SHARE = 1.5;
const MEBIBYTE = 2 ** 20;

/** What a process may use, in bytes. */
export interface MemoryAtHand {
  /** The most that objects of JavaScript may take. */
  readonly heapLimit: number;
  /** What the machine, or the container, has in all: what is free of it cannot be told, because the cache of files counts as used. */
  readonly machine: number;
}

/** What this process may use. */
export function memoryAtHand(): MemoryAtHand {
  // 0 or more than there is: no limit.
  const limit = process.constrainedMemory();
  const machine = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { heapLimit: getHeapStatistics().heap_size_limit, machine };
}

/**
 * Why shards of so many bytes together cannot be judged with the memory at hand, and what to do, as a sentence; null where they may be. It
 * is found out before they are read: a process that runs out of memory ends in the middle, without a word about the reason.
 */
export function whyTooLarge(shardBytes: number, { heapLimit, machine }: MemoryAtHand): string | null {
  const heap = OWN_BYTES + shardBytes * HEAP_A_BYTE;
  const memory = OWN_BYTES + shardBytes * MEMORY_A_BYTE;
  const shards = `the shards have ${byteSize(shardBytes)} together`;
  if (memory > machine) {
    return `${shards}; to judge them takes at least ${byteSize(memory)} of memory, and this machine has ${byteSize(machine)}: report them by day or by server, as runs of their own, or on one with more`;
  }
  if (heap > heapLimit) {
    const advised = Math.ceil((heap * ADVISED_SHARE) / MEBIBYTE);
    return `${shards}; to judge them takes at least ${byteSize(heap)} of heap, and Node.js allows ${byteSize(heapLimit)}: set NODE_OPTIONS=--max-old-space-size=${advised}, or report them by day or by server, as runs of their own`;
  }
  return null;
}
