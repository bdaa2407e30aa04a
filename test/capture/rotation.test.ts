import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CaptureSet, captureInput, END } from '../../src/capture/index.ts';
import { classicFile, classicRecord, payload, pcapng } from './capture-bytes.ts';
import { drain, opened } from './read-all.ts';

let folder = '';
let path = '';
let capture: CaptureSet;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-rotation-'));
  path = join(folder, 'log.pcap');
});
afterEach(() => {
  capture.close();
  rmSync(folder, { recursive: true });
});

/** A capture with a frame of so many bytes at each of the given seconds. */
function file(...seconds: readonly number[]): Buffer {
  return classicFile(seconds.map((second) => ({ seconds: second, data: payload(20) })));
}

function record(seconds: number): Buffer {
  return classicRecord({ seconds, data: payload(20) });
}

async function follow(reader: 'hookscope' | 'pcap-parser' = 'hookscope'): Promise<void> {
  capture = await opened(captureInput(path), { follow: true, reader });
}

/** Numbers and whole seconds of the frames that come now. */
async function frames(): Promise<readonly (readonly [number, number])[]> {
  return (await drain(capture)).map(({ number, time }) => [number, Number.parseInt(time ?? '', 10)]);
}

describe.each(['hookscope', 'pcap-parser'] as const)('a followed file, read by %s', (reader) => {
  it('may be renamed while another takes its place', async () => {
    writeFileSync(path, file(1, 2));
    await follow(reader);
    expect(await frames()).toEqual([
      [1, 1],
      [2, 2],
    ]);
    appendFileSync(path, record(3));
    renameSync(path, `${path}.1`);
    // What was written last to the old file is read before the new one.
    expect(await frames()).toEqual([[3, 3]]);
    expect(capture.diagnostics()).toMatchObject([{ kind: 'file-replaced', how: 'gone', afterFrame: 3 }]);
    writeFileSync(path, file().subarray(0, 10));
    expect(await frames()).toEqual([]);
    appendFileSync(path, file().subarray(10));
    expect(await frames()).toEqual([]);
    expect(capture.diagnostics()).toMatchObject([
      {
        kind: 'file-replaced',
        how: 'replaced',
        path,
        offset: 132,
        afterFrame: 3,
        from: { seconds: 3 },
        until: null,
      },
    ]);
    appendFileSync(path, record(10));
    expect(await frames()).toEqual([[4, 10]]);
    appendFileSync(path, record(11));
    expect(await frames()).toEqual([[5, 11]]);
    expect(capture.diagnostics()).toMatchObject([
      { how: 'replaced', times: 1, from: { seconds: 3 }, until: { seconds: 10 } },
    ]);
    capture.finish();
    expect(capture.next()).toBe(END);
    expect(capture.info()).toMatchObject([
      {
        path,
        frames: 5,
        bytes: 132 + 96,
        complete: true,
        firstTime: { seconds: 1 },
        lastTime: { seconds: 11 },
      },
    ]);
    expect(capture.progress()).toEqual({ bytesRead: 228, bytesTotal: 228 });
  });

  it('may be written anew under its name', async () => {
    writeFileSync(path, file(1, 2, 3));
    await follow(reader);
    expect(await frames()).toHaveLength(3);
    writeFileSync(path, file(10));
    expect(await frames()).toEqual([[4, 10]]);
    expect(capture.diagnostics()).toMatchObject([
      { kind: 'file-replaced', how: 'cut-back', afterFrame: 3, from: { seconds: 3 }, until: { seconds: 10 } },
    ]);
    // Also where it has more bytes than were read when it is looked at.
    writeFileSync(path, file(20, 21, 22, 23, 24, 25));
    expect(await frames()).toEqual([20, 21, 22, 23, 24, 25].map((second, index) => [5 + index, second]));
    expect(capture.diagnostics()).toHaveLength(2);
  });

  it('may be cut back while its writer goes on behind the hole', async () => {
    writeFileSync(path, file(1, 2));
    await follow(reader);
    expect(await frames()).toHaveLength(2);
    const writer = openSync(path, 'r+');
    ftruncateSync(writer, 0);
    expect(await frames()).toEqual([]);
    expect(capture.diagnostics()).toMatchObject([{ how: 'cut-back', until: null }]);
    writeSync(writer, record(3), 0, 36, 24 + 72);
    closeSync(writer);
    expect(await frames()).toEqual([[3, 3]]);
    expect(capture.diagnostics()).toMatchObject([
      { how: 'cut-back', from: { seconds: 2 }, until: { seconds: 3 } },
    ]);
    appendFileSync(path, record(4));
    expect(await frames()).toEqual([[4, 4]]);
  });

  it('may be cut shorter and is not read twice', async () => {
    writeFileSync(path, file(1, 2, 3));
    await follow(reader);
    expect(await frames()).toHaveLength(3);
    truncateSync(path, 24 + 72);
    expect(await frames()).toEqual([]);
    expect(capture.diagnostics()).toMatchObject([{ how: 'cut-back' }]);
    expect(capture.info()).toMatchObject([{ frames: 3 }]);
  });

  it('may lose its name and go on', async () => {
    writeFileSync(path, file(1));
    await follow(reader);
    expect(await frames()).toHaveLength(1);
    const writer = openSync(path, 'a');
    unlinkSync(path);
    expect(await frames()).toEqual([]);
    expect(capture.diagnostics()).toMatchObject([{ how: 'gone' }]);
    writeSync(writer, record(2));
    closeSync(writer);
    expect(await frames()).toEqual([[2, 2]]);
    // Frames came: that its name is gone is told again only when they end.
    expect(await frames()).toEqual([]);
    expect(capture.diagnostics()).toMatchObject([{ how: 'gone', afterFrame: 2 }]);
  });

  it('may end within a record when another takes its place', async () => {
    writeFileSync(path, Buffer.concat([file(1), record(2).subarray(0, 20)]));
    await follow(reader);
    expect(await frames()).toHaveLength(1);
    renameSync(path, `${path}.1`);
    writeFileSync(path, file(3));
    expect(await frames()).toEqual([[2, 3]]);
    expect(capture.diagnostics()).toMatchObject([
      { kind: 'truncated', afterFrame: 1 },
      { kind: 'file-replaced' },
    ]);
  });
});

describe('a followed file', () => {
  it('may be replaced by what is no capture, and by one later', async () => {
    writeFileSync(path, file(1));
    await follow();
    expect(await frames()).toHaveLength(1);
    rmSync(path);
    writeFileSync(path, 'It was moved to another machine.');
    expect(await frames()).toEqual([]);
    expect(capture.diagnostics()).toMatchObject([
      { kind: 'file-replaced', how: 'replaced' },
      { kind: 'read-failed', reason: expect.stringMatching(/^not a capture: /) as string },
    ]);
    writeFileSync(path, file(2));
    expect(await frames()).toEqual([[2, 2]]);
    expect(capture.diagnostics()).toMatchObject([{ kind: 'file-replaced', times: 1 }]);
  });

  it('may change its format', async () => {
    writeFileSync(path, file(1));
    await follow();
    expect(await frames()).toHaveLength(1);
    rmSync(path);
    const ng = pcapng();
    writeFileSync(path, Buffer.concat([ng.section(), ng.face(1), ng.enhanced({ data: payload(4) })]));
    expect(await drain(capture)).toMatchObject([{ number: 2 }]);
    expect(capture.info()).toMatchObject([{ frames: 2, format: 'pcapng' }]);
  });

  it('tells a thousand replacements apart, and the oldest of more as one', async () => {
    writeFileSync(path, file(1));
    await follow();
    await frames();
    for (let time = 2; time < 1010; time += 1) {
      rmSync(path);
      writeFileSync(path, file(time));
      expect(await frames()).toEqual([[time, time]]);
    }
    const told = capture.diagnostics();
    expect(told).toHaveLength(1000);
    expect(told[0]).toMatchObject({ from: { seconds: 1 }, until: { seconds: 10 }, times: 9 });
    expect(told[1]).toMatchObject({ from: { seconds: 10 }, until: { seconds: 11 }, times: 1 });
  });

  it('may be one of several', async () => {
    const other = join(folder, 'other.pcap');
    writeFileSync(path, file(1));
    writeFileSync(other, file(2));
    capture = await opened([captureInput(path), captureInput(other)], { follow: true });
    expect([...(await frames()), ...(await frames())]).toEqual([
      [1, 1],
      [2, 2],
    ]);
    renameSync(path, `${path}.1`);
    writeFileSync(path, file(3));
    appendFileSync(other, record(4));
    expect([...(await frames()), ...(await frames())]).toEqual([
      [3, 3],
      [4, 4],
    ]);
    expect(capture.diagnostics()).toMatchObject([{ kind: 'file-replaced', file: 0, afterFrame: 1 }]);
    capture.finish();
    await frames();
    expect(capture.info()).toMatchObject([{ frames: 2 }, { frames: 2 }]);
  });
});
