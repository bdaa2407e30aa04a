// Loaded into the program before it begins (`--import`): samples where it spends time or allocates, until it ends.
// Takes from the environment what to sample and the file that the profile goes to.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

/** Microseconds between two samples of time. */
const INTERVAL_US = 200;
/** Bytes between two samples of allocation, on average. */
const INTERVAL_BYTES = 65_536;

const { PROFILE_KIND, PROFILE_FILE } = process.env;

const session = new Session();
session.connect();
if (PROFILE_KIND === 'time') {
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  session.post('Profiler.start');
} else {
  // Objects that were collected meanwhile count too: what is asked is how much was allocated, not how much is left.
  session.post('HeapProfiler.startSampling', {
    samplingInterval: INTERVAL_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
}

process.on('exit', () => {
  const stop = PROFILE_KIND === 'time' ? 'Profiler.stop' : 'HeapProfiler.stopSampling';
  // A session of the same thread answers before `post` returns.
  session.post(stop, (error, result) => {
    if (error !== null) throw error;
    writeFileSync(PROFILE_FILE, JSON.stringify(result.profile));
  });
});
