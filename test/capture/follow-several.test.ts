import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CaptureSet, captureInput, END } from '../../src/capture/index.ts';
import { classicFile, classicRecord, payload } from './capture-bytes.ts';
import { drain, opened } from './read-all.ts';

let folder = '';
let [one, two] = ['', ''];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-follow-several-'));
  [one, two] = [join(folder, 'one.pcap'), join(folder, 'two.pcap')];
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (seconds: number) => ({ seconds, data: payload(1) });

/** The seconds of the frames that a number of looks finds; the looks follow each other as a follower makes them. */
async function looks(capture: CaptureSet, count: number): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (let look = 0; look < count; look += 1) {
    for (const { time } of await drain(capture)) seconds.push(Number(time));
  }
  return seconds;
}

async function followed(): Promise<CaptureSet> {
  return opened([captureInput(one), captureInput(two)], { follow: true });
}

describe('several files that are followed', () => {
  it('do not wait for one that is finished', async () => {
    writeFileSync(one, classicFile([at(1), at(2)]));
    writeFileSync(two, classicFile([at(3)]));
    const capture = await followed();
    expect(await looks(capture, 3)).toEqual([1, 2, 3]);
    for (let second = 4; second < 10; second += 1) {
      appendFileSync(two, classicRecord(at(second)));
      expect(await looks(capture, 2)).toEqual([second]);
    }
    capture.finish();
    expect(await drain(capture)).toEqual([]);
    expect(capture.next()).toBe(END);
    expect(capture.info().map(({ frames, complete }) => [frames, complete])).toEqual([
      [2, true],
      [7, true],
    ]);
    capture.close();
  });

  it('wait a look for one that is silent, so that what is written at nearly the same time is in order', async () => {
    writeFileSync(one, classicFile([at(1)]));
    writeFileSync(two, classicFile([at(2)]));
    const capture = await followed();
    expect(await looks(capture, 3)).toEqual([1, 2]);
    appendFileSync(two, classicRecord(at(4)));
    expect(await looks(capture, 1)).toEqual([]);
    appendFileSync(one, classicRecord(at(3)));
    expect(await looks(capture, 2)).toEqual([3, 4]);
    capture.close();
  });

  it('give what comes later than that when it comes', async () => {
    writeFileSync(one, classicFile([at(1)]));
    writeFileSync(two, classicFile([at(2)]));
    const capture = await followed();
    expect(await looks(capture, 3)).toEqual([1, 2]);
    appendFileSync(two, Buffer.concat([classicRecord(at(5)), classicRecord(at(6)), classicRecord(at(9))]));
    expect(await looks(capture, 2)).toEqual([5, 6, 9]);
    appendFileSync(one, classicRecord(at(4)));
    appendFileSync(two, classicRecord(at(10)));
    expect(await looks(capture, 2)).toEqual([4, 10]);
    capture.finish();
    expect(await drain(capture)).toEqual([]);
    capture.close();
  });

  it('may all be silent', async () => {
    writeFileSync(one, classicFile([]));
    writeFileSync(two, classicFile([]));
    const capture = await followed();
    expect(await looks(capture, 5)).toEqual([]);
    expect(await capture.fill()).toBe(false);
    capture.close();
  });
});
