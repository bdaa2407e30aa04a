/**
 * Rounds of a fleet in which workers are killed, Redis is restarted and captures vanish or change at random moments, outside CI:
 *
 *     npm run fleet:rounds -- [--rounds N] [--captures N] [--seed N]
 *
 * After each round the report has to be that of a round without any of it over the same captures, and has to name each set that
 * could not be read. Needs `npm run build` and redis-server. docs/fleet.md has what came of it.
 */
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../samples/builder/index.ts';
import { writeCaptures } from './fleet-captures.ts';
import { endOf, FleetPlace } from './fleet-place.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    captures: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  },
});
const REPORT = ['--format', 'json', '--fail-on', 'never'] as const;
const random = new Random(Number(values.seed));
let wrong = 0;
for (let round = 1; round <= Number(values.rounds); round++) {
  const place = new FleetPlace();
  try {
    const said = await roundOf(place, Number(values.seed) * 1000 + round);
    if (said !== null) wrong += 1;
    console.log(`round ${round}: ${said ?? 'the same report, and each failed set is named'}`);
  } finally {
    await place.remove();
  }
}
console.log(`${wrong} of ${values.rounds} rounds went wrong`);
process.exitCode = wrong === 0 ? 0 : 1;

/** What went wrong in a round; null where nothing did. */
async function roundOf(place: FleetPlace, seed: number): Promise<string | null> {
  await place.startRedis();
  const captures = join(place.folder, 'captures');
  mkdirSync(captures);
  const { sets, odd } = writeCaptures(captures, Number(values.captures), seed);
  const files = [...sets.flat(), ...odd];
  place.fleet('submit', 'disturbed', ...files);
  const [gone, changed, ...untouched] = sets;
  rmSync(gone?.[0] ?? '');
  appendFileSync(changed?.[0] ?? '', 'more');
  await disturb(place);
  const disturbed = place.fleet('report', 'disturbed', ...REPORT);
  const unnamed = [gone?.[0], changed?.[0], ...odd].filter((path) => !disturbed.stderr.includes(`${path}`));
  if (unnamed.length > 0) return `NOT NAMED: ${unnamed.join(', ')}: ${disturbed.stderr}`;
  if (disturbed.status !== 2) return `STATUS ${disturbed.status} INSTEAD OF 2`;
  // Rotated files of one set may have been told apart by their pauses: then the others of it were read.
  const others = [...(gone ?? []).slice(1), ...(changed ?? []).slice(1)].filter(
    (path) => !disturbed.stderr.includes(path),
  );
  const calm = await calmReport([...untouched.flat(), ...others]);
  return disturbed.stdout !== '' && disturbed.stdout === calm ? null : `ANOTHER REPORT: ${disturbed.stderr}`;
}

/** Three workers, two of which are killed; Redis is restarted meanwhile. A last worker does what is left. */
async function disturb(place: FleetPlace): Promise<void> {
  const workers = Array.from({ length: 3 }, () => place.worker());
  for (const worker of workers.slice(0, 2)) {
    await pause(random.between(300, 4000));
    worker.kill('SIGKILL');
  }
  await pause(random.between(0, 1500));
  await place.stopRedis(random.chance(0.5) ? 'SIGTERM' : 'SIGKILL');
  await pause(random.between(0, 1000));
  await place.startRedis();
  await endOf(place.worker('--drain'));
  workers[2]?.kill('SIGTERM');
  for (const worker of workers) await endOf(worker);
}

/** The report of the same captures in a run that nothing disturbs, with a Redis and a store of its own. */
async function calmReport(files: readonly string[]): Promise<string> {
  const place = new FleetPlace();
  try {
    await place.startRedis();
    place.fleet('submit', 'calm', ...files);
    await endOf(place.worker('--drain'));
    return place.fleet('report', 'calm', ...REPORT).stdout;
  } finally {
    await place.remove();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, milliseconds));
}
