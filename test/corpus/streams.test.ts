import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { captureInput, END, FRAME, openCapture } from '../../src/capture/index.ts';
import { createSegment, DECODE, PacketDecoder } from '../../src/packet/index.ts';
import { type ConnectionConsumer, ConnectionTracker } from '../../src/stream/index.ts';
import { corpusEntries, corpusPath, hasCorpus, oracleLines } from './corpus.ts';
import { EXCEPTIONS } from './exceptions.ts';

interface StreamLine {
  readonly type: string;
  readonly stream: number;
  readonly a: string;
  readonly b: string;
  readonly firstFrame: number;
  readonly aToB?: { readonly length: number; readonly sha256: string; readonly gaps?: readonly number[] };
  readonly bToA?: { readonly length: number; readonly sha256: string; readonly gaps?: readonly number[] };
}

interface Followed {
  readonly chunks: readonly [Buffer[], Buffer[]];
  gaps: number;
}

/** Follows every connection of a capture to its end. */
async function follow(
  path: string,
): Promise<{ tracker: ConnectionTracker; followed: Map<number, Followed> }> {
  const opened = await openCapture([captureInput(path)]);
  if (!opened.ok) throw new Error(opened.error.message);
  const followed = new Map<number, Followed>();
  const tracker = new ConnectionTracker({
    ports: null,
    wakes: () => false,
    open: (stream): ConnectionConsumer => {
      const record: Followed = { chunks: [[], []], gaps: 0 };
      followed.set(stream, record);
      return {
        data: (direction, bytes, start, end) => {
          record.chunks[direction].push(Buffer.from(bytes.subarray(start, end)));
          return 'wanted';
        },
        gap: (_direction, length) => {
          if (length > 0) record.gaps += 1;
          return 'wanted';
        },
        end: () => {},
      };
    },
  });
  const decoder = new PacketDecoder();
  const segment = createSegment();
  for (;;) {
    const step = opened.capture.next();
    if (step === FRAME) {
      if (decoder.decode(opened.capture.frame, segment) === DECODE.segment) {
        tracker.segment(opened.capture.frame, segment);
      }
    } else if (step === END || !(await opened.capture.fill())) break;
  }
  tracker.finish();
  opened.capture.close();
  return { tracker, followed };
}

describe.skipIf(!hasCorpus)('streams of the corpus are numbered and put in order as tshark does', () => {
  const files = corpusEntries()
    .map((entry) => entry.file)
    .filter((file) => {
      const exception = EXCEPTIONS.get(file);
      return !exception?.isRefused && !exception?.hasOtherStreams;
    });
  it.each(files)('%s', async (file) => {
    const lines = oracleLines<StreamLine>(file, '.jsonl').filter((line) => line.type === 'stream');
    const { tracker, followed } = await follow(corpusPath(file));
    expect(tracker.count).toBe(lines.length);
    const snapshot = tracker.snapshot();
    for (const line of lines) {
      const summary = snapshot.summary(line.stream);
      expect({ stream: line.stream, firstFrame: summary.firstFrame }).toEqual({
        stream: line.stream,
        firstFrame: line.firstFrame,
      });
      const record = followed.get(line.stream);
      if (record === undefined || record.gaps > 0 || line.aToB?.gaps || line.bToA?.gaps) continue;
      // The oracle names the outer addresses of tunnels, so the port tells the sides apart.
      const forward = line.a.endsWith(`:${summary.endpoints[0].port}`);
      for (const [direction, side] of [
        [0, forward ? line.aToB : line.bToA],
        [1, forward ? line.bToA : line.aToB],
      ] as const) {
        if (side === undefined) continue;
        const bytes = Buffer.concat(record.chunks[direction]);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        expect({ stream: line.stream, direction, length: bytes.length, sha256 }).toEqual({
          stream: line.stream,
          direction,
          length: side.length,
          sha256: side.sha256,
        });
      }
    }
  });
});
