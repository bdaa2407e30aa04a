import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInput, FRAME, type FramePlace, FramePlaces } from '../../src/capture/index.ts';
import { classicFile, payload } from './capture-bytes.ts';
import { opened } from './read-all.ts';

const FRAMES = 3000;
const packets = Array.from({ length: FRAMES }, (_, index) => ({
  data: payload(900 + (index % 50), index % 251),
}));

let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-jump-'));
  path = join(folder, 'jump.pcap');
  writeFileSync(path, classicFile(packets));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a jump within a capture', () => {
  // 3,000 frames are nearly three windows: some jumps stay within the present one, others leave it in either direction.
  it('goes on at the frame that stands there, and reads to the end from there', async () => {
    const capture = await opened(captureInput(path));
    const places = new FramePlaces();
    const next = async (): Promise<number> => {
      while (capture.next() !== FRAME) await capture.fill();
      const { number, bytes, start, end } = capture.frame;
      const { data } = packets[number - 1];
      expect(bytes.compare(data, 0, data.length, start, end)).toBe(0);
      return number;
    };
    for (let number = 1; number <= FRAMES; number++) {
      expect(await next()).toBe(number);
      places.note(capture.frame);
    }
    for (const wanted of [1, 200, 300, 2900, 10, 1500, 1400, 2999]) {
      const place = places.before(wanted) as FramePlace;
      expect(capture.jump?.(place)).toBe(true);
      for (let number = place.number; number < Math.min(place.number + 150, FRAMES); number++) {
        expect(await next()).toBe(number);
      }
    }
    capture.close();
  });
});
