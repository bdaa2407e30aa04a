import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureInput } from '../../src/capture/index.ts';
import { type LiveAnalysis, openLive } from '../../src/engine/index.ts';
import { initialState } from '../../src/tui/index.ts';
import { createStore, type Store } from '../../src/tui/store/store.ts';
import { feed } from '../../src/tui/terminal/feed.ts';
import { conversation, fileHeader, hook, OK } from '../bombs/packets.ts';
import { analysisOptions } from '../engine/options.ts';
import { terminalOptions } from './terminal-options.ts';

/** Milliseconds that a packet may wait at most, from being written to being shown. */
const LATEST_MS = 50;
const FIRST_PORT = 30_000;

/** The clock is simulated: it measures how long the program waits, not how fast the machine is. */
beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Call number `number`, from the first packet of its connection to the last. */
function call(number: number): Buffer {
  const writes = [
    ['request', hook(`{"sessionId":"/198.51.100.1:${number}/192.0.2.1:8443"}`)],
    ['answer', OK],
  ] as const;
  return Buffer.concat([...conversation(writes, FIRST_PORT + number)]);
}

/** A capture that a program is still writing. */
interface Writing {
  readonly inputs: readonly CaptureInput[];
  readonly write: (bytes: Buffer) => void;
  readonly end: () => void;
}

const WAYS: Readonly<Record<string, () => Writing>> = {
  'a file': () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookscope-latency-'));
    const path = join(folder, 'grows.pcap');
    writeFileSync(path, fileHeader());
    return {
      inputs: [{ kind: 'file', path }],
      write: (bytes) => appendFileSync(path, bytes),
      end: () => rmSync(folder, { recursive: true }),
    };
  },
  'one of two files': () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookscope-latency-'));
    const [full, path] = [join(folder, 'full.pcap'), join(folder, 'grows.pcap')];
    writeFileSync(full, fileHeader());
    writeFileSync(path, fileHeader());
    return {
      inputs: [
        { kind: 'file', path: full },
        { kind: 'file', path },
      ],
      write: (bytes) => appendFileSync(path, bytes),
      end: () => rmSync(folder, { recursive: true }),
    };
  },
  'a pipe': () => {
    const pieces: Buffer[] = [fileHeader()];
    let wake = (): void => {};
    async function* stream(): AsyncGenerator<Uint8Array> {
      for (;;) {
        const piece = pieces.shift();
        if (piece !== undefined) yield piece;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    }
    return {
      inputs: [{ kind: 'stream', path: '-', stream: stream() }],
      write: (bytes) => {
        pieces.push(bytes);
        wake();
      },
      end: () => {},
    };
  },
};

/** Follows a capture with the terminal's feed, as on a screen. */
async function follow(
  inputs: readonly CaptureInput[],
): Promise<{ live: LiveAnalysis; store: Store; stop: () => void }> {
  const opened = await openLive(inputs, { ...analysisOptions(), follow: true, realTime: true });
  if (!opened.ok) throw new Error(opened.errors[0]?.message);
  const { live } = opened;
  const store = createStore(initialState(live, terminalOptions({ follow: true })));
  const unfeed = feed(live, store, (error) => {
    throw error;
  });
  return {
    live,
    store,
    stop: () => {
      unfeed();
      live.stop();
    },
  };
}

describe.each(Object.keys(WAYS))('what is written into %s', (way) => {
  const writing = (): Writing => (WAYS[way] as () => Writing)();

  it('is shown in time, on a line that is quiet else', async () => {
    const { inputs, write, end } = writing();
    const { live, store, stop } = await follow(inputs);
    for (let number = 0; number < 60; number += 1) {
      // The delays are chosen so that packets arrive at every phase of every interval.
      await vi.advanceTimersByTimeAsync(600 + number);
      write(call(number));
      await vi.advanceTimersByTimeAsync(LATEST_MS);
      expect(live.progress().calls).toBe(number + 1);
      expect(store.getState().catalogue.calls).toBe(number + 1);
    }
    stop();
    end();
  });

  it('is shown in time, on a line that is never quiet', async () => {
    const { inputs, write, end } = writing();
    const { store, stop } = await follow(inputs);
    const written: number[] = [];
    for (let millisecond = 0; millisecond < 1000; millisecond += 1) {
      if (millisecond % 7 === 0) {
        write(call(written.length));
        written.push(millisecond);
      }
      await vi.advanceTimersByTimeAsync(1);
      const due = written.filter((at) => at + LATEST_MS <= millisecond + 1).length;
      expect(store.getState().catalogue.calls).toBeGreaterThanOrEqual(due);
    }
    stop();
    end();
  });
});
