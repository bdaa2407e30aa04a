/** Commands that send, take or follow traffic, and those of a fleet. */
import { EXAMPLES } from '../../dialects/examples/index.ts';
import { CAPTURES, type CommandRow } from '../command-row.ts';
import type { BackendFlags } from '../commands/backend.ts';
import type { ReplayFlags } from '../commands/replay.ts';
import type { WatchFlags } from '../commands/watch.ts';
import { BACKEND_FLAGS, FLEET_FLAGS, REPLAY_FLAGS, WATCH_FLAGS } from '../flags/traffic-flags.ts';
import type { FleetFlags } from '../fleet/fleet-flags.ts';

const WATCH_EPILOGUE = `It ends with its input, or by SIGINT or SIGTERM, with a line that sums up. Exit
status: 0 it ended so, whatever was found; 2 it could not watch.
docs/watch.md has the lines, and a unit for systemd.`;

const REPLAY_EPILOGUE = `Exit status: 0 the backend accepts every call that was sent, and answers as in
the capture where that was accepted; 1 it does not; 2 nothing could be sent.
docs/replay.md says what is sent and what is compared.`;

const FLEET_ACTION_TEXT = 'submit, work, status, retry or report';

const FLEET_EPILOGUE = `Exit status of report: that of check over all captures; 2 where a set is not done.
docs/fleet.md says how to set one up, and what is not promised.`;

export const TRAFFIC_COMMANDS: readonly CommandRow[] = [
  {
    name: 'replay',
    group: 'Try and watch',
    summary: 'send the hook calls of a capture to a backend again',
    description:
      'Sends the hook calls of a capture to a backend that you name, in order, and says call by call how its answers differ from those of the capture.',
    words: [CAPTURES],
    flags: REPLAY_FLAGS,
    examples: [
      {
        line: `hookscope replay log.pcap --to http://localhost:${EXAMPLES.port}`,
        text: 'at the pace of the capture',
      },
      {
        line: `hookscope replay log.pcap --session ID --to http://localhost:${EXAMPLES.port} --fast`,
        text: 'one session, without its pauses',
      },
    ],
    epilogue: REPLAY_EPILOGUE,
    run: async ([files]: [readonly string[]], flags: ReplayFlags, surroundings) =>
      (await import('../commands/replay.ts')).runReplay(files, flags, surroundings),
  },
  {
    name: 'backend',
    group: 'Try and watch',
    summary: 'run a backend that accepts every hook and says what came',
    description:
      'Listens for hook calls, answers them as the call server wants it, and prints each with what is wrong with it.',
    words: [],
    flags: BACKEND_FLAGS,
    examples: [
      { line: `hookscope backend --port ${EXAMPLES.port}`, text: 'try a call server on this machine' },
      {
        line: `hookscope backend --port ${EXAMPLES.port} --status ${EXAMPLES.opener}=403 --delay 2`,
        text: 'one that refuses, slowly',
      },
    ],
    run: async (_given: [], flags: BackendFlags, surroundings) =>
      (await import('../commands/backend.ts')).runBackend(flags, surroundings),
  },
  {
    name: 'watch',
    group: 'Try and watch',
    summary: 'tell problems as they arise, as a service',
    description:
      'Reads a capture as it is written, and writes a line of JSON for each problem: when it appears, when it grows, and when it turns out to be none.',
    words: [{ words: '<FILE...>', text: 'captures that grow; - is standard input' }],
    flags: WATCH_FLAGS,
    examples: [
      {
        line: `tcpdump -U -i any -w - tcp port ${EXAMPLES.port} | hookscope watch - --metrics 9464`,
        text: 'what goes by, with measures for Prometheus',
      },
      { line: 'hookscope watch log.pcap --exec /usr/local/bin/page-me', text: 'call somebody' },
    ],
    epilogue: WATCH_EPILOGUE,
    run: async ([files]: [readonly string[]], flags: WatchFlags, surroundings) =>
      (await import('../commands/watch.ts')).runWatch(files, flags, surroundings),
  },
  {
    name: 'fleet',
    group: 'Try and watch',
    summary: 'spread captures over workers, and report on all of them',
    description:
      'Spreads captures over workers by a queue on Redis, and reports on all of them as one. ACTION is submit, work, status, retry or report.',
    words: [
      { words: '<ACTION>', text: FLEET_ACTION_TEXT },
      { words: '[PATH...]', text: 'submit: captures, or folders with captures; retry: only these' },
    ],
    flags: FLEET_FLAGS,
    examples: [
      {
        line: 'hookscope fleet submit --redis redis://127.0.0.1 --run monday --store /srv/hookscope /srv/captures',
        text: 'one job for each capture set',
      },
      {
        line: 'hookscope fleet work --redis redis://127.0.0.1 --store /srv/hookscope',
        text: 'a worker; as many as there are processors, on any machine',
      },
      { line: 'hookscope fleet status --redis redis://127.0.0.1 --run monday', text: 'how far it is' },
      {
        line: 'hookscope fleet retry --redis redis://127.0.0.1 --run monday --store /srv/hookscope',
        text: 'try again what failed',
      },
      {
        line: 'hookscope fleet report --redis redis://127.0.0.1 --run monday --store /srv/hookscope -o monday.html',
        text: 'what is wrong in all of them together',
      },
    ],
    epilogue: FLEET_EPILOGUE,
    run: async ([action, paths]: [string, readonly string[]], flags: FleetFlags, surroundings) =>
      (await import('../commands/fleet.ts')).runFleet(action, paths, flags, surroundings),
  },
];
