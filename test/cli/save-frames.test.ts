import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveFrames } from '../../src/cli/commands/save-frames.ts';
import { FilesRead } from '../../src/cli/files-read.ts';
import { analyse } from '../../src/engine/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { ROOT } from './built-program.ts';

const LOG = join(ROOT, 'samples/log.pcap');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each(['chosen.pcap', 'chosen.pcapng'])('writes the frames of calls to %s', async (name) => {
  const options = analysisOptions();
  const before = await analyse([LOG], options);
  if (!before.ok) throw new Error('the sample cannot be read');
  const chosen = [3, 20].map((position) => before.analysis.calls[position]);
  const path = join(folder, name);
  const frames = await saveFrames([LOG], { ...options, tls: [] }, chosen, path, new FilesRead());
  const after = await analyse([path], options);
  if (!after.ok) throw new Error('the extract cannot be read');
  expect(after.analysis.calls.map(({ target, sessionId }) => [target, sessionId])).toEqual(
    chosen.map(({ target, sessionId }) => [target, sessionId]),
  );
  expect(after.analysis.captures[0]).toMatchObject({ frames, format: name.split('.')[1] });
});

it('rejects where the capture is gone, and leaves nothing', async () => {
  const path = join(folder, 'x.pcap');
  const gone = join(folder, 'gone.pcap');
  await expect(
    saveFrames([gone], { ...analysisOptions(), tls: [] }, [], path, new FilesRead()),
  ).rejects.toThrow('no such file');
  expect(existsSync(path)).toBe(false);
});
