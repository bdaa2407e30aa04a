import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/engine/index.ts';
import { paintedLines } from '../../src/tui/screen/first-frame.ts';
import { loadDrawing } from '../../src/tui/terminal/load-drawing.ts';
import { faultyAnalysis } from '../report/sample-analysis.ts';
import { analyseSample, press, startState } from './samples.ts';
import { VirtualScreen } from './virtual-screen.ts';

/** What is on the screen after some keys, at a size. Golden screens are written anew with UPDATE=1. */
interface Scene {
  readonly name: string;
  readonly capture: string;
  readonly columns: number;
  readonly rows: number;
  readonly keys: readonly string[];
}

const SIZES = [
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 50],
] as const;

const SCENES: readonly Scene[] = [
  ...SIZES.flatMap(([columns, rows]): readonly Scene[] => [
    { name: 'first', capture: 'log.pcap', columns, rows, keys: [] },
    {
      name: 'payload',
      capture: 'log.pcap',
      columns,
      rows,
      keys: ['left', 'g', 'j', 'j', 'l', 'l', '2', ']', 'l'],
    },
    { name: 'ladder', capture: 'log.pcap', columns, rows, keys: ['x'] },
    { name: 'problems', capture: 'log.pcap', columns, rows, keys: ['p'] },
    { name: 'session', capture: 'log.pcap', columns, rows, keys: ['left', 'j'] },
    { name: 'ladder-all', capture: 'log.pcap', columns, rows, keys: ['left', 'g', 'right', 'x'] },
    { name: 'filter-typing', capture: 'log.pcap', columns, rows, keys: ['/', ...'http:>=4'] },
  ]),
  { name: 'findings', capture: 'log.pcap', columns: 80, rows: 24, keys: ['f', 'f'] },
  { name: 'copy', capture: 'log.pcap', columns: 80, rows: 24, keys: ['k', 'k', 'y'] },
  {
    name: 'ladder-clients',
    capture: 'lost-packets.pcap',
    columns: 120,
    rows: 24,
    keys: ['left', 'g', 'right', 'x', 'z'],
  },
  { name: 'answer', capture: 'log.pcap', columns: 80, rows: 24, keys: ['k', 'k', '3'] },
  { name: 'headers', capture: 'log.pcap', columns: 80, rows: 24, keys: ['k', 'k', 'enter', '4', 'z'] },
  { name: 'frames', capture: 'log.pcap', columns: 80, rows: 24, keys: ['k', '5'] },
  { name: 'frames-lost', capture: 'lost-packets.pcap', columns: 80, rows: 24, keys: ['enter', '5', 'z'] },
  { name: 'frames-slow', capture: 'slow-backend.pcap', columns: 60, rows: 15, keys: ['enter', '5', 'z'] },
  { name: 'ladder-refused', capture: 'log.pcap', columns: 80, rows: 24, keys: ['k', 'x'] },
  { name: 'ladder-unanswered', capture: 'firewall.pcap', columns: 80, rows: 24, keys: ['x', '5'] },
  { name: 'raw', capture: 'log.pcap', columns: 80, rows: 24, keys: ['k', 'k', 'enter', '6', 'z'] },
  { name: 'filter-wrong', capture: 'log.pcap', columns: 80, rows: 24, keys: ['/', ...'http:abc'] },
  {
    name: 'filtered',
    capture: 'log.pcap',
    columns: 80,
    rows: 24,
    keys: ['/', ...'http:>=400', 'enter'],
  },
  { name: 'tree', capture: 'log.pcap', columns: 120, rows: 40, keys: ['left', 'G', 'enter', 'j'] },
  { name: 'absolute', capture: 'log.pcap', columns: 120, rows: 40, keys: ['left', 'g', 'right', 'w'] },
  {
    name: 'comparison',
    capture: 'web-phone-call.pcap',
    columns: 80,
    rows: 24,
    keys: ['j', 'space', 'space', '='],
  },
  { name: 'help', capture: 'log.pcap', columns: 80, rows: 24, keys: ['?'] },
  { name: 'export', capture: 'log.pcap', columns: 80, rows: 24, keys: ['e', 'j'] },
  { name: 'first-backend-down', capture: 'backend-down.pcap', columns: 80, rows: 24, keys: [] },
  { name: 'first-firewall', capture: 'firewall.pcap', columns: 80, rows: 24, keys: [] },
  { name: 'first-no-hooks', capture: 'no-hooks.pcap', columns: 80, rows: 24, keys: [] },
  { name: 'first-lost-packets', capture: 'lost-packets.pcap', columns: 80, rows: 24, keys: [] },
  { name: 'first-openvox', capture: 'openvox-ringing.pcap', columns: 80, rows: 24, keys: [] },
  { name: 'first-missing', capture: 'missing-connection-status.pcap', columns: 80, rows: 24, keys: [] },
  {
    name: 'payload-cut',
    capture: 'snaplen-cut.pcap',
    columns: 80,
    rows: 24,
    keys: ['/', ...'has:cut', 'enter', 'enter', '2', 'z'],
  },
];

const captures = new Map<string, Analysis>();

beforeAll(async () => {
  for (const { capture } of SCENES) {
    if (!captures.has(capture)) captures.set(capture, await analyseSample(capture));
  }
});

async function screenOf(scene: Scene): Promise<VirtualScreen> {
  const analysis = captures.get(scene.capture) ?? faultyAnalysis();
  const state = press(startState(analysis, { columns: scene.columns, rows: scene.rows }), ...scene.keys);
  const screen = new VirtualScreen(scene.columns, scene.rows);
  const { draw } = await loadDrawing();
  const lines = paintedLines(state, true);
  draw({ lines: () => lines, subscribe: () => () => {} }, screen.stdout).stop();
  return screen;
}

describe('screens', () => {
  it.each(SCENES)('$name at $columns×$rows', async (scene) => {
    const screen = await screenOf(scene);
    const shown = await screen.text();
    const path = fileURLToPath(
      new URL(`screens/${scene.name}-${scene.columns}x${scene.rows}.txt`, import.meta.url),
    );
    if (process.env.UPDATE === '1') writeFileSync(path, shown);
    expect(shown).toBe(readFileSync(path, 'utf8'));
    expect(screen.scrolledOut).toBe(0);
  });

  it('leaves the last line empty, so that no frame wipes the scrollback', async () => {
    for (const [columns, rows] of SIZES) {
      const screen = await screenOf({ name: '', capture: 'log.pcap', columns, rows, keys: [] });
      const lines = await screen.lines();
      expect(lines.at(-1)).toBe('');
      expect(lines.at(-2)).not.toBe('');
    }
  });

  it('says so where the terminal is too small', async () => {
    const screen = await screenOf({ name: '', capture: 'log.pcap', columns: 30, rows: 8, keys: [] });
    expect((await screen.lines())[0]).toContain('Too small: 30×8');
  });
});
