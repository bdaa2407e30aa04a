import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Analysis, Arrivals } from '../../src/engine/index.ts';
import { initialState } from '../../src/tui/index.ts';
import type { AnalysisSource } from '../../src/tui/source.ts';
import { createStore, type Store } from '../../src/tui/store/store.ts';
import { feed } from '../../src/tui/terminal/feed.ts';
import { sketchAnalysis } from '../report/sample-analysis.ts';
import { terminalOptions } from '../soak/terminal-options.ts';

/** How long a model takes to make, in milliseconds. */
const MAKING_MS = 100;

/** A line on which something comes whenever it is told so. */
class Line implements AnalysisSource {
  done = false;
  made = 0;
  #latest: Analysis = sketchAnalysis({ calls: [] });
  #listener = (): void => {};

  come(): void {
    this.#latest = { ...sketchAnalysis({ calls: [] }) };
    this.#listener();
  }

  end(): void {
    this.done = true;
    this.#listener();
  }

  snapshot(): Analysis {
    return this.#latest;
  }

  async renew(): Promise<Analysis> {
    const latest = this.#latest;
    this.made += 1;
    await new Promise((resolve) => setTimeout(resolve, MAKING_MS));
    return latest;
  }

  arrivals(): Arrivals | null {
    return null;
  }

  progress(): ReturnType<AnalysisSource['progress']> {
    return { bytes: 0, total: null, frames: 0, calls: 0 };
  }

  subscribe(listener: () => void): () => void {
    this.#listener = listener;
    return () => {};
  }
}

describe('what is shown of a line', () => {
  let line: Line;
  let store: Store;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] });
    line = new Line();
    store = createStore(initialState(line, terminalOptions({ follow: true })));
    stop = feed(line, store, (error) => {
      throw error;
    });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('is made anew for a fifth of the time, however much comes', async () => {
    for (let millisecond = 0; millisecond < 10_000; millisecond += 10) {
      line.come();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(line.made).toBeGreaterThanOrEqual(18);
    expect(line.made).toBeLessThanOrEqual(21);
  });

  it('has the last that came, also where the line falls silent before it may be made anew', async () => {
    line.come();
    await vi.advanceTimersByTimeAsync(MAKING_MS / 2);
    line.come();
    await vi.advanceTimersByTimeAsync(MAKING_MS * 12);
    expect(store.getState().catalogue.analysis).toBe(line.snapshot());
    line.come();
    line.end();
    await vi.advanceTimersByTimeAsync(MAKING_MS * 2);
    expect(store.getState().catalogue).toMatchObject({ analysis: line.snapshot(), done: true });
  });
});
