import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../samples/builder/index.ts';
import { playPlan } from '../scenarios/capture.ts';
import type { Plan } from '../scenarios/plan.ts';
import { randomScenario } from '../scenarios/scenario.ts';

/** Files of captures as an operator of many call servers has them, and what is wrong with some of them. */
export interface WrittenCaptures {
  /** Paths of files that can be read: those of a capture, or of a rotated set. */
  readonly sets: readonly (readonly string[])[];
  /** No captures, whatever their names say. */
  readonly odd: readonly string[];
}

/** 2023-11-14 22:13:20 UTC. */
const EPOCH = 1_700_000_000;
/** Seconds from the beginning of a capture to that of the next one of the same call server: more than a scenario lasts. */
const APART = 7200;
const PCAP_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

/**
 * Writes captures of several call servers, one after the other in time: single ones, rotated sets of three files, some cut off in the
 * middle of a record, some that are no captures. The same seed gives the same files.
 */
export function writeCaptures(folder: string, count: number, seed: number): WrittenCaptures {
  const random = new Random(seed);
  const sets: (readonly string[])[] = [];
  const odd: string[] = [];
  for (let number = 0; number < count; number++) {
    const path = join(folder, `server${number % 4}-${String(number).padStart(4, '0')}.pcap`);
    const kind = random.below(20);
    if (kind === 0) {
      writeFileSync(path, `no capture, number ${number} of seed ${seed}`);
      odd.push(path);
      continue;
    }
    const { plan } = randomScenario(seed * 10_000 + number);
    const bytes = playPlan(plainFile(plan), EPOCH + number * APART).bytes;
    const files =
      kind < 5 ? rotated(path, bytes) : [{ path, bytes: kind === 5 ? bytes.subarray(0, -7) : bytes }];
    for (const file of files) writeFileSync(file.path, file.bytes);
    sets.push(files.map(({ path }) => path));
  }
  return { sets, odd };
}

function plainFile(plan: Plan): Plan {
  return { ...plan, form: { ...plan.form, file: 'pcap', byteOrder: 'little' } };
}

/** The same capture as `tcpdump -C` would have written it into three files. */
function rotated(path: string, bytes: Buffer): readonly { readonly path: string; readonly bytes: Buffer }[] {
  const header = bytes.subarray(0, PCAP_HEADER_BYTES);
  const starts: number[] = [];
  for (
    let at = PCAP_HEADER_BYTES;
    at < bytes.length;
    at += RECORD_HEADER_BYTES + bytes.readUInt32LE(at + 8)
  ) {
    starts.push(at);
  }
  const [first = bytes.length, second = bytes.length] = [1, 2].map(
    (third) => starts[Math.floor((starts.length * third) / 3)],
  );
  const piece = (from: number, to: number): Buffer => Buffer.concat([header, bytes.subarray(from, to)]);
  return [
    { path, bytes: bytes.subarray(0, first) },
    { path: `${path}1`, bytes: piece(first, second) },
    { path: `${path}2`, bytes: piece(second, bytes.length) },
  ];
}
