import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, processCost } from '../measure/index.ts';

/** A function as V8 names it: where it begins in the file that ran, counted from 0. */
export interface ProfiledFunction {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** A call stack that was sampled, and how much of what was sampled falls on it. */
export interface SampledStack {
  /** The function that ran first, its callers after it. */
  readonly functions: readonly ProfiledFunction[];
  /** Microseconds, or bytes. */
  readonly amount: number;
}

/** Node of a CPU profile of the Chrome DevTools protocol (`Profiler.ProfileNode`). */
interface TimeNode {
  readonly id: number;
  readonly callFrame: ProfiledFunction;
  readonly hitCount: number;
  readonly children?: readonly number[];
}

/** `Profiler.Profile`; times are microseconds. */
interface TimeProfile {
  readonly nodes: readonly TimeNode[];
  readonly startTime: number;
  readonly endTime: number;
}

/** Node of a heap profile (`HeapProfiler.SamplingHeapProfileNode`); `selfSize` is an estimate in bytes. */
interface HeapNode {
  readonly callFrame: ProfiledFunction;
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

const RECORDER = new URL('./recorder.mjs', import.meta.url).href;

/** Runs a Node program once and tells on which call stacks its time went, in microseconds. */
export function sampledTime(command: Command): readonly SampledStack[] {
  return timeStacks(JSON.parse(recorded(command, 'time')) as TimeProfile);
}

/** Runs a Node program once and tells on which call stacks it allocated on the heap, in bytes. */
export function sampledAllocation(command: Command): readonly SampledStack[] {
  const { head } = JSON.parse(recorded(command, 'heap')) as { readonly head: HeapNode };
  return heapStacks(head, []);
}

function recorded(command: Command, kind: 'time' | 'heap'): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-profile-'));
  const path = join(folder, 'profile.json');
  try {
    processCost({
      ...command,
      words: ['--import', RECORDER, ...command.words],
      environment: { PROFILE_KIND: kind, PROFILE_FILE: path },
    });
    return readFileSync(path, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The samples are evenly spread over the run, so each stands for the same time. */
export function timeStacks({ nodes, startTime, endTime }: TimeProfile): readonly SampledStack[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const hits = nodes.reduce((sum, { hitCount }) => sum + hitCount, 0);
  const functionsOf = (id: number | undefined): readonly ProfiledFunction[] => {
    const functions: ProfiledFunction[] = [];
    for (let at = id; at !== undefined; at = parents.get(at)) {
      const node = byId.get(at);
      if (node !== undefined) functions.push(node.callFrame);
    }
    return functions;
  };
  return nodes
    .filter(({ hitCount }) => hitCount > 0)
    .map(({ id, hitCount }) => ({
      functions: functionsOf(id),
      amount: (hitCount / hits) * (endTime - startTime),
    }));
}

function heapStacks(node: HeapNode, callers: readonly ProfiledFunction[]): readonly SampledStack[] {
  const functions = [node.callFrame, ...callers];
  const below = node.children.flatMap((child) => heapStacks(child, functions));
  return node.selfSize === 0 ? below : [{ functions, amount: node.selfSize }, ...below];
}
