import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInput, END, MORE } from '../../src/capture/index.ts';
import { classicFile, classicRecord, payload, pcapng } from './capture-bytes.ts';
import { drain, opened } from './read-all.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-follow-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a growing file', () => {
  it.each(['hookscope', 'pcap-parser'] as const)('is read as it grows, by %s', async (reader) => {
    const path = join(folder, `${reader}.pcap`);
    writeFileSync(path, classicFile([{ seconds: 1, data: payload(10) }]));
    const capture = await opened(captureInput(path), { follow: true, reader });
    expect(await drain(capture)).toHaveLength(1);
    expect(capture.next()).toBe(MORE);
    expect(await drain(capture)).toEqual([]);

    const record = classicRecord({ seconds: 2, data: payload(20) });
    for (const byte of record) {
      expect(await drain(capture)).toEqual([]);
      appendFileSync(path, Buffer.from([byte]));
    }
    appendFileSync(path, record.subarray(0, 21));
    expect(await drain(capture)).toMatchObject([{ number: 2, time: '2.000000000' }]);
    expect(capture.diagnostics()).toEqual([]);
    expect(capture.info()[0]).toMatchObject({ frames: 2, complete: false });

    capture.finish();
    expect(capture.next()).toBe(END);
    expect(capture.diagnostics()).toMatchObject([
      { kind: 'truncated', available: 21, needed: 36, afterFrame: 2 },
    ]);
    capture.close();
  });

  it('may begin with its header alone, and be pcapng', async () => {
    const path = join(folder, 'grows.pcapng');
    const ng = pcapng();
    writeFileSync(path, ng.section().subarray(0, 12));
    const capture = await opened(captureInput(path), { follow: true });
    expect(await drain(capture)).toEqual([]);
    appendFileSync(
      path,
      Buffer.concat([ng.section().subarray(12), ng.face(1), ng.block(77, payload(30)).subarray(0, 20)]),
    );
    expect(await drain(capture)).toEqual([]);
    appendFileSync(
      path,
      Buffer.concat([ng.block(77, payload(30)).subarray(20), ng.enhanced({ data: payload(4) })]),
    );
    expect(await drain(capture)).toHaveLength(1);
    capture.finish();
    expect(await drain(capture)).toEqual([]);
    expect(capture.info()[0]?.complete).toBe(true);
    capture.close();
  });

  it('may be one of several: nothing is given before its turn is known', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    writeFileSync(
      one,
      classicFile([
        { seconds: 1, data: payload(1) },
        { seconds: 5, data: payload(1) },
      ]),
    );
    writeFileSync(two, classicFile([{ seconds: 2, data: payload(1) }]));
    const capture = await opened([captureInput(one), captureInput(two)], { follow: true });
    expect((await drain(capture)).map(({ file }) => file)).toEqual([0, 1]);
    appendFileSync(two, classicRecord({ seconds: 6, data: payload(1) }));
    expect((await drain(capture)).map(({ file }) => file)).toEqual([0]);
    capture.finish();
    expect((await drain(capture)).map(({ file, number }) => [file, number])).toEqual([[1, 4]]);
    expect(capture.info().every(({ complete }) => complete)).toBe(true);
    capture.close();
  });
});
