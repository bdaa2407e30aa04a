import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './built-program.ts';
import { endOf, FleetPlace, hasRedis } from './fleet-place.ts';

if (!hasRedis) console.warn('skipped: no redis-server (Debian: apt-get install redis-server)');

/** Samples of several servers and systems, and by how many seconds each is moved from its own time: none meets another. */
const APART = [
  ['log', 0],
  ['slow-backend', 7_200],
  ['missing-connection-status', 90_000],
  ['srs-live', 200_000],
  ['zlmediakit-faults', 300_000],
] as const;

/** Sets that lie within each other in time, in the order of their beginning, as a fleet has them. No connection fails in them: see docs/fleet.md. */
const OVERLAPPING = [
  ['slow-backend', 3],
  ['missing-connection-status', 12],
  ['snaplen-cut', 20],
] as const;

/** A set that ends within a second or two of connects, and one of two hours later. */
const WITH_A_GAP = [
  ['missing-connection-status', 0],
  ['slow-backend', 7_200],
] as const;
/** Frames of the first of them that are kept: its two calls of connect, and nothing that has to follow. */
const KEPT_FRAMES = 40;

const REPORT = ['--format', 'json', '--fail-on', 'never', '--by', 'call-server,backend,app,day'];

describe.skipIf(!hasRedis)('the report of a fleet on several sets', () => {
  let place: FleetPlace;
  beforeAll(async () => {
    place = new FleetPlace();
    await place.startRedis();
    for (const [run, sets] of [
      ['apart', APART],
      ['overlapping', OVERLAPPING],
    ] as const) {
      mkdirSync(join(place.folder, run));
      for (const [name, by] of sets) {
        const bytes = readFileSync(join(ROOT, `samples/${name}.pcap`));
        writeFileSync(join(place.folder, run, `${name}.pcap`), movedBy(bytes, by));
      }
    }
    mkdirSync(join(place.folder, 'gap'));
    for (const [name, by] of WITH_A_GAP) {
      const moved = movedBy(readFileSync(join(ROOT, `samples/${name}.pcap`)), by);
      writeFileSync(
        join(place.folder, 'gap', `${name}.pcap`),
        by === 0 ? firstFrames(moved, KEPT_FRAMES) : moved,
      );
    }
    for (const run of ['apart', 'overlapping', 'gap']) {
      expect(place.fleet('submit', run, '--each', run).status).toBe(0);
    }
    expect(await endOf(place.worker('--drain', '--concurrency', '2'))).toBe(0);
  }, 120_000);
  afterAll(() => place.remove());

  /** The report of the run, and that of `check` over the same files. */
  const bothReports = (run: string, sets: typeof APART | typeof OVERLAPPING): readonly [string, string] => {
    const files = sets.map(([name]) => join(place.folder, run, `${name}.pcap`));
    const fleet = place.fleet('report', run, ...REPORT);
    const check = place.hookscope('check', '--together', ...files, ...REPORT);
    expect([fleet.status, check.status]).toEqual([0, 0]);
    return [renumbered(fleet.stdout), renumbered(check.stdout)];
  };

  it('is that of check byte for byte, where the sets follow each other in time', () => {
    const [fleet, check] = bothReports('apart', APART);
    expect(fleet === check).toBe(true);
    expect(fleet).toContain('"by":"day","value":"2023-11-15"');
  });

  it('differs in nothing but frames counted through all files, where they overlap', () => {
    const [fleet, check] = bothReports('overlapping', OVERLAPPING);
    expect(fleet === check).toBe(false);
    const [one, other] = [fleet, check].map((text) => withoutFrames(JSON.parse(text)));
    expect(one).toEqual(other);
  });

  it('claims nothing of the time between two sets', () => {
    const { expectations } = JSON.parse(place.fleet('report', 'gap', ...REPORT).stdout) as {
      readonly expectations: readonly { readonly verdict: string; readonly cause: string | null }[];
    };
    const unmet = expectations.filter(({ verdict }) => verdict !== 'met');
    expect(unmet.map(({ verdict, cause }) => `${verdict}: ${cause}`)).toEqual(
      Array(3).fill('inconclusive: capture-ended'),
    );
  });
});

/** A classic capture of this machine's byte order with all times moved. */
function movedBy(bytes: Buffer, seconds: number): Buffer {
  const moved = Buffer.from(bytes);
  for (let at = 24; at < moved.length; at += 16 + moved.readUInt32LE(at + 8)) {
    moved.writeUInt32LE(moved.readUInt32LE(at) + seconds, at);
  }
  return moved;
}

/** The same without the frames after the first ones. */
function firstFrames(bytes: Buffer, frames: number): Buffer {
  let at = 24;
  for (let frame = 0; frame < frames; frame++) at += 16 + bytes.readUInt32LE(at + 8);
  return bytes.subarray(0, at);
}

/** With the numbers of marks in the order of their first appearance: a store has its own. */
function renumbered(json: string): string {
  const numbers = new Map<string, number>();
  return json.replace(/\[secret \d+\]/g, (mark) => {
    if (!numbers.has(mark)) numbers.set(mark, numbers.size + 1);
    return `[secret ${numbers.get(mark)}]`;
  });
}

/** Without the numbers that count through all files; those of each file (`fileFrames`) stay. */
function withoutFrames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFrames);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== 'frames');
  return Object.fromEntries(members.map(([name, own]) => [name, withoutFrames(own)]));
}
