import fc from 'fast-check';
import { expect, it } from 'vitest';
import { END, FRAME, openCapture } from '../../src/capture/index.ts';
import {
  pcapHeader,
  pcapngInterface,
  pcapngPacket,
  pcapngSection,
  pcapRecord,
  type WritableFrame,
} from '../../src/capture/write/index.ts';

const frames = fc.array(
  fc.record({
    seconds: fc.integer({ min: 0, max: 0xffff_ffff }),
    nanoseconds: fc.nat(999_999_999),
    data: fc.uint8Array({ maxLength: 90 }),
    cut: fc.nat(70_000),
    comments: fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { maxLength: 2 }),
    interface: fc.nat(1),
  }),
  { maxLength: 12 },
);

/** A frame whose bytes lie among other bytes, as a reader gives them. */
function writable(frame: {
  seconds: number;
  nanoseconds: number;
  data: Uint8Array;
  cut: number;
}): WritableFrame {
  const { seconds, nanoseconds, data, cut } = frame;
  const bytes = Buffer.concat([Buffer.alloc(5, 0xee), data, Buffer.alloc(3, 0xee)]);
  return { seconds, nanoseconds, bytes, start: 5, end: 5 + data.length, originalLength: data.length + cut };
}

async function read(bytes: Buffer) {
  const opened = await openCapture([{ kind: 'bytes', path: 'written', bytes }]);
  if (!opened.ok) throw new Error(opened.error.message);
  const { capture } = opened;
  const found: unknown[] = [];
  for (let step = capture.next(); step !== END; step = capture.next()) {
    if (step !== FRAME) await capture.fill();
    else {
      const { seconds, nanoseconds, linkType, originalLength, start, end, interface: face } = capture.frame;
      const data = capture.frame.bytes.toString('hex', start, end);
      found.push({ seconds, nanoseconds, linkType, originalLength, data, interface: face });
    }
  }
  const [info] = capture.info();
  expect(capture.diagnostics()).toEqual([]);
  return { frames: found, info };
}

it.each([true, false])('a pcap is read as it was written; nanoseconds: %s', async (nanoseconds) => {
  await fc.assert(
    fc.asyncProperty(frames, async (given) => {
      const bytes = Buffer.concat([
        pcapHeader({ linkType: 113, snapLength: 0, nanoseconds }),
        ...given.map((frame) => pcapRecord(writable(frame), nanoseconds)),
      ]);
      const { frames: found, info } = await read(bytes);
      expect(info?.complete).toBe(true);
      expect(found).toEqual(
        given.map(({ seconds, nanoseconds: rest, data, cut }) => ({
          seconds,
          nanoseconds: nanoseconds ? rest : rest - (rest % 1000),
          linkType: 113,
          originalLength: data.length + cut,
          data: Buffer.from(data).toString('hex'),
          interface: -1,
        })),
      );
    }),
  );
});

it('a pcap keeps the snap length of its frames', async () => {
  const { info } = await read(pcapHeader({ linkType: 1, snapLength: 96, nanoseconds: false }));
  expect(info?.snapLength).toBe(96);
});

it('a pcapng is read as it was written, with interfaces and comments', async () => {
  const faces = [
    { linkType: 1, snapLength: 0, name: 'eth0', description: 'to the backend', clock: 'nanoseconds' },
    { linkType: 113, snapLength: 96, name: null, description: null, clock: 'microseconds' },
  ] as const;
  await fc.assert(
    fc.asyncProperty(frames, async (given) => {
      const bytes = Buffer.concat([
        pcapngSection('a test'),
        ...faces.map(pcapngInterface),
        ...given.map((frame) => {
          const number = frame.interface === 0 ? 0 : 1;
          return pcapngPacket(writable(frame), { number, clock: faces[number].clock }, frame.comments);
        }),
      ]);
      const { frames: found, info } = await read(bytes);
      expect(info?.interfaces).toMatchObject([
        { linkType: 1, snapLength: 0, name: 'eth0', description: 'to the backend', timeDigits: 9 },
        { linkType: 113, snapLength: 96, name: null, description: null, timeDigits: 6 },
      ]);
      expect(info?.comments).toEqual(
        given.flatMap(({ comments }, index) =>
          comments.map((text) => ({ of: 'packet', frame: index + 1, text: text.replace(/\0+$/, '') })),
        ),
      );
      expect(found).toMatchObject(
        given.map(({ seconds, nanoseconds, data, cut, interface: face }) => ({
          seconds,
          nanoseconds: face === 0 ? nanoseconds : nanoseconds - (nanoseconds % 1000),
          linkType: faces[face === 0 ? 0 : 1].linkType,
          originalLength: data.length + cut,
          data: Buffer.from(data).toString('hex'),
          interface: face,
        })),
      );
    }),
  );
});
