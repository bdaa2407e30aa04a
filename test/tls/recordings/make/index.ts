/**
 * Records what `recordings.test.ts` reads, anew: `npm run recordings -- [NAME…]` as root on Linux, with tcpdump,
 * tshark, editcap, openssl, curl and a JDK. Everything happens in a network of its own.
 */
import { mkdirSync } from 'node:fs';
import process from 'node:process';
import { DERIVED } from './derived.ts';
import { FIXTURES, writeDerived, writeRecording } from './fixtures.ts';
import { HANDSHAKE_RECORDINGS } from './handshakes.ts';
import { HTTP2_RECORDINGS } from './http2.ts';
import { isInOwnNetwork } from './network.ts';
import { PAIR_RECORDINGS } from './pairs.ts';
import type { Recording } from './recording.ts';
import { SHAPE_RECORDINGS } from './shapes.ts';
import { writeSharedOracles } from './shared.ts';
import { Stage } from './stage.ts';
import { SUITE_RECORDINGS } from './suites.ts';

const RECORDINGS: readonly Recording[] = [
  ...SUITE_RECORDINGS,
  ...HANDSHAKE_RECORDINGS,
  ...SHAPE_RECORDINGS,
  ...HTTP2_RECORDINGS,
  ...PAIR_RECORDINGS,
];

/**
 * `names`: those that are made; none: all. What is derived from a recording is made with it. `shared` stands for what tshark says of the
 * recordings beside the checkout.
 */
async function main(names: readonly string[]): Promise<void> {
  mkdirSync(FIXTURES, { recursive: true });
  const stage = new Stage();
  const isWanted = (name: string): boolean => names.length === 0 || names.includes(name);
  try {
    for (const recording of RECORDINGS.filter(({ name }) => isWanted(name))) {
      writeRecording(recording, await stage.record(() => recording.play(stage)), stage);
    }
    for (const derived of DERIVED.filter(({ name, base }) => isWanted(name) || isWanted(base))) {
      writeDerived(derived, stage.folder);
    }
    if (isWanted('shared')) writeSharedOracles();
  } finally {
    stage.end();
  }
}

if (isInOwnNetwork()) await main(process.argv.slice(2));
