/**
 * Rounds of a fleet in which workers are killed and Redis is restarted at random moments, outside CI:
 *
 *     npm run fleet:rounds -- [--rounds N] [--captures N] [--seed N]
 *
 * After each round the report has to be that of a round without any of it. Needs `npm run build` and redis-server.
 */
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../samples/builder/index.ts';
import { playPlan } from '../scenarios/capture.ts';
import { randomScenario } from '../scenarios/scenario.ts';
import { endOf, FleetPlace } from './fleet-place.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    captures: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  },
});
const random = new Random(Number(values.seed));
let wrong = 0;
for (let round = 1; round <= Number(values.rounds); round++) {
  const place = new FleetPlace();
  try {
    await place.startRedis();
    await mkdir(join(place.folder, 'captures'));
    for (let number = 0; number < Number(values.captures); number++) {
      const { plan } = randomScenario(random.below(500));
      writeFileSync(join(place.folder, `captures/${number}.pcap`), playPlan(plan).bytes);
    }
    place.fleet('submit', 'disturbed', '--each', join(place.folder, 'captures'));
    await disturb(place);
    const disturbed = place.fleet('report', 'disturbed', '--format', 'json', '--fail-on', 'never');
    const calm = await calmReport(join(place.folder, 'captures'));
    const isSame = disturbed.stdout !== '' && disturbed.stdout === calm && disturbed.status === 0;
    if (!isSame) wrong += 1;
    console.log(`round ${round}: ${isSame ? 'the same report' : `ANOTHER REPORT ${disturbed.stderr}`}`);
  } finally {
    await place.remove();
  }
}
process.exitCode = wrong === 0 ? 0 : 1;

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
async function calmReport(captures: string): Promise<string> {
  const place = new FleetPlace();
  try {
    await place.startRedis();
    place.fleet('submit', 'disturbed', '--each', captures);
    await endOf(place.worker('--drain'));
    return place.fleet('report', 'disturbed', '--format', 'json', '--fail-on', 'never').stdout;
  } finally {
    await place.remove();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, milliseconds));
}
