/**
 * The three sets of tests. Every test file is in exactly one of them (`test/structure/test-sets.test.ts`):
 *
 * - `unit`: needs nothing but the sources and takes moments; every file that the two lists below do not name;
 * - `integration`: starts the built program, which `test/build.ts` makes first, or reads so many captures that it takes
 *   more than about two seconds;
 * - `long`: floods of input, damaged input by the thousand, hours of simulated time, hostile captures through every
 *   output.
 *
 * `npm run test:unit` runs the first, `npm test` the first two, `npm run test:all` all three.
 */
export const ALL_TESTS = ['test/**/*.test.ts', 'test/**/*.test.tsx'] as const;

export const INTEGRATION_TESTS = [
  'test/authoring/captures.test.ts',
  'test/bench/generate.test.ts',
  'test/cases/cases.test.ts',
  'test/cli/code-cache.test.ts',
  'test/cli/completion.test.ts',
  'test/cli/fleet.test.ts',
  'test/cli/fleet-equal.test.ts',
  'test/cli/github-action.test.ts',
  'test/cli/job-summary.test.ts',
  'test/cli/jobs.test.ts',
  'test/cli/one-file.test.ts',
  'test/cli/replay.test.ts',
  'test/cli/safe-writes.test.ts',
  'test/cli/save-frames.test.ts',
  'test/cli/scenarios.test.ts',
  'test/cli/settings-files.test.ts',
  'test/cli/watch.test.ts',
  'test/cli/several.test.ts',
  'test/compare/random.test.ts',
  'test/documentation/dialects-tutorial.test.ts',
  'test/dialects/nginx-rtmp/recordings.test.ts',
  'test/documentation/pictures.test.ts',
  'test/engine/judging-steps.test.ts',
  'test/engine/merge.test.ts',
  'test/engine/shard-file.test.ts',
  'test/engine/snapshots.test.ts',
  'test/fuzz/found.test.ts',
  'test/fuzz/sound.test.ts',
  'test/lane/equal.test.ts',
  'test/privacy/marks.test.ts',
  'test/replay/replay.test.ts',
  'test/report/wireshark.test.ts',
  'test/scenarios/scenarios.test.ts',
  'test/scenarios/servers/livekit.test.ts',
  'test/scenarios/servers/ovenmediaengine.test.ts',
  'test/scenarios/servers/srs.test.ts',
  'test/scenarios/servers/zlmediakit.test.ts',
  'test/scenarios/servers/nginx-rtmp.test.ts',
  'test/scenarios/servers/yeastar-p.test.ts',
  'test/stream/many-connections.test.ts',
  'test/stream/own-time.test.ts',
  'test/tls/recordings/recordings.test.ts',
  'test/tui/terminal.test.ts',
] as const;

export const LONG_TESTS = [
  'test/bombs/**/*.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/fuzz/supervise.test.ts',
  'test/privacy/planted.test.ts',
  'test/privacy/redacted-captures.test.ts',
  'test/report/compare/hostile.test.ts',
  'test/report/hostile-capture.test.ts',
  'test/soak/**/*.test.ts',
] as const;
