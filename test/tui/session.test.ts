import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainCopy } from '../../src/base/columns.ts';
import { FilesRead } from '../../src/cli/files-read.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { REPORT_FORMATS } from '../../src/report/index.ts';
import { type KeyStream, startTerminal, type TerminalOptions } from '../../src/tui/index.ts';
import type { AnalysisSource } from '../../src/tui/source.ts';
import { faultyAnalysis, sketchAnalysis } from '../report/sample-analysis.ts';
import { FakeKeys } from './fake-keys.ts';
import { analyseSample, finishedSource } from './samples.ts';
import { VirtualScreen } from './virtual-screen.ts';

let folder: string;
let files: FilesRead;
let keys: FakeKeys;
let screen: VirtualScreen;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-tui-'));
  files = new FilesRead();
  keys = new FakeKeys();
  screen = new VirtualScreen(80, 24);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function options(more: Partial<TerminalOptions> = {}): TerminalOptions {
  return {
    stdout: screen.stdout,
    stdin: keys as unknown as KeyStream,
    color: true,
    masker: new Masker({ showSecrets: false }),
    filter: '',
    session: null,
    follow: false,
    loadExchange: async () => null,
    lookAgain: async function* () {},
    saveFrames: null,
    whyNotWritten: (path: string) => files.whyNotWritten(path),
    formats: REPORT_FORMATS,
    folder,
    version: '0.0.0',
    environment: { TERM: 'xterm-256color' },
    ...more,
  };
}

const shows = (text: string): Promise<void> => screen.shows(text);

async function sitting(
  analysis: Analysis,
  sit: () => Promise<void>,
  more: Partial<TerminalOptions> = {},
): Promise<number> {
  const ended = startTerminal(finishedSource(analysis), options(more));
  try {
    await sit();
  } finally {
    keys.type('\u0003');
  }
  return ended;
}

describe('a sitting at the terminal', () => {
  it('shows what is missing first, answers keys, and leaves the screen as it was', async () => {
    await screen.shell('$ hookscope log.pcap\r\n');
    const status = await sitting(await analyseSample('log.pcap'), async () => {
      await shows('ConnectionStatusEvent  missing');
      expect(screen.isAlternate).toBe(true);
      expect(keys.raw).toBe(true);
      keys.type('f');
      await shows('problem 1/6');
      keys.type('f');
      await shows('Findings by rule');
      keys.type('qq');
      await shows('call 3/3');
      keys.type('/http:>=700\r');
      await shows('Nothing here matches');
    });
    expect(status).toBe(0);
    expect(await screen.text()).toBe('$ hookscope log.pcap\n');
    expect(screen.isAlternate).toBe(false);
    expect(keys.raw).toBe(false);
    expect(screen.written.join('').lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      screen.written.join('').lastIndexOf('\u001b[?25l'),
    );
  });

  it('gives the screen back also when something breaks', async () => {
    await screen.shell('$ \r\n');
    const analysis = await analyseSample('log.pcap');
    // A call that cannot be read: a bug somewhere else.
    const calls = analysis.calls.map((call) =>
      Object.defineProperty(plainCopy(call), 'status', {
        get: () => {
          throw new Error('broken');
        },
      }),
    );
    await expect(startTerminal(finishedSource({ ...analysis, calls }), options())).rejects.toThrow('broken');
    expect(await screen.text()).toBe('$\n');
    expect(screen.isAlternate).toBe(false);
    expect(keys.raw).toBe(false);
  });

  it('draws anew at another size', async () => {
    await sitting(await analyseSample('log.pcap'), async () => {
      await shows('ConnectionStatusEvent  missing');
      screen.resize(200, 50);
      await shows('missing: expected within 10 s of frame 48');
      expect((await screen.lines())[48]).toContain('q quit');
      screen.resize(60, 15);
      await shows('[1 findings] 2  3');
      expect((await screen.lines())[13]).toContain('q quit');
      expect((await screen.lines()).filter((line) => line.includes('log.pcap'))).toHaveLength(1);
    });
  });

  it('exports in the formats that there are, and overwrites nothing unasked', async () => {
    await sitting(await analyseSample('log.pcap'), async () => {
      await shows('q quit');
      keys.type('ej');
      await shows('hookscope-log.json');
      keys.type('\r');
      await shows('Wrote hookscope-log.json');
      const report: unknown = JSON.parse(readFileSync(join(folder, 'hookscope-log.json'), 'utf8'));
      expect(report).toMatchObject({ schema: 'hookscope/1', summary: { calls: 35 } });
      keys.type('ej\r');
      await shows('exists: Enter overwrites');
      keys.type('\r');
      await shows('Wrote hookscope-log.json');
      expect(readdirSync(folder)).toEqual(['hookscope-log.json']);
    });
  });

  it('never writes over the capture, by whatever name', async () => {
    const analysis = await analyseSample('log.pcap');
    const capture = analysis.captures[0]?.path ?? '';
    const size = statSync(capture).size;
    files.note('capture', capture);
    symlinkSync(capture, join(folder, 'hookscope-log.json'));
    await sitting(analysis, async () => {
      await shows('q quit');
      keys.type('ej\r');
      await shows('is the capture itself');
    });
    expect(statSync(capture).size).toBe(size);
  });

  it('offers frames only where they can be had', async () => {
    const asked: string[] = [];
    const saveFrames = async (_calls: unknown, path: string): Promise<number> => {
      asked.push(path);
      return 2;
    };
    await sitting(
      await analyseSample('log.pcap'),
      async () => {
        await shows('q quit');
        keys.type('ep\r');
        await shows('Wrote 2 frames');
      },
      { saveFrames },
    );
    expect(asked).toEqual([join(folder, 'hookscope-log.pcap')]);
  });

  it('copies through OSC 52, and to a file where that is asked for', async () => {
    await sitting(await analyseSample('log.pcap'), async () => {
      await shows('q quit');
      keys.type('kkyy');
      await shows('Copied the display filter');
      const encoded = Buffer.from('frame.number in {48, 50}').toString('base64');
      expect(screen.written).toContain(`\u001b]52;c;${encoded}\u0007`);
      keys.type('Yp');
      await shows('Wrote the payload');
    });
    expect(JSON.parse(readFileSync(join(folder, 'hookscope-payload.txt'), 'utf8'))).toMatchObject({
      appKey: 'defaultApp',
    });
  });

  it('reads again what was not kept', async () => {
    const whole = await analyseSample('log.pcap');
    const analysis = { ...whole, exchanges: new Map() };
    await sitting(
      analysis,
      async () => {
        await shows('q quit');
        keys.type('2');
        await shows('nodeId');
      },
      { loadExchange: async (call) => whole.exchanges.get(call.id) ?? null },
    );
    await sitting(analysis, async () => {
      await shows('q quit');
      keys.type('2');
      await shows('were not kept');
    });
  });

  it('shows what comes in while the capture is read', async () => {
    const whole = await analyseSample('log.pcap');
    let current = sketchAnalysis({ calls: [] });
    let done = false;
    let tell: () => void = () => {};
    const source: AnalysisSource = {
      snapshot: () => current,
      renew: async () => current,
      arrivals: () => null,
      progress: () => ({ bytes: 50, total: 100, frames: 10, calls: 0 }),
      get done() {
        return done;
      },
      subscribe: (listener) => {
        tell = listener;
        return () => {};
      },
    };
    const ended = startTerminal(source, options());
    await shows('50 %');
    current = whole;
    done = true;
    tell();
    await shows('ConnectionStatusEvent  missing');
    keys.type('Q');
    expect(await ended).toBe(0);
  });

  it('lets nothing of the capture act on the terminal', async () => {
    const evil = '\u001b]0;owned\u0007\u001b[2Jx\u202e\u0000\r\n\u009b31m';
    const [call, ...others] = faultyAnalysis().calls;
    if (call === undefined) throw new Error('no call');
    const hostile = {
      ...call,
      sessionId: `s${evil}`,
      status: `T${evil}`,
      method: `m${evil}`,
      target: `/${evil}`,
    };
    const analysis = {
      ...sketchAnalysis({
        calls: [hostile, ...others.map((each) => ({ ...each, sessionId: `s${evil}` }))],
        path: `a${evil}.pcap`,
      }),
    };
    await sitting(analysis, async () => {
      await shows('q quit');
      for (const key of [
        'k',
        '2',
        '4',
        '5',
        '6',
        '1',
        'x',
        'x',
        'p',
        'f',
        'f',
        'W',
        'S',
        'y',
        'c',
        'w',
        '?',
        '?',
        '/',
        evil,
        '\u001b',
        '1',
      ]) {
        keys.type(key);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
      await shows(' quit');
    });
    const all = screen.written.join('');
    expect(all).not.toContain('\u001b]0');
    expect(all).not.toContain('\u202e');
    expect(all).not.toContain('\u0000');
    expect(all).not.toContain('\u009b');
    expect(all).toContain('\\u{1b}]0;owned');
  });

  it('aligns wide characters', async () => {
    const calls = ['Статус', '状態已更新', 'plain', 'e\u0301te\u0301', '한국어'].map((status, index) => ({
      ...(faultyAnalysis().calls[0] ?? null),
      status,
      sessionId: `сессия-${status}`,
      index,
    }));
    const analysis = sketchAnalysis({ calls: calls as unknown as Analysis['calls'] });
    await sitting(analysis, async () => {
      await shows('plain');
      const lines = await screen.lines();
      const shown = lines.flatMap((line, index) => (/connect .*│|│.*connect/.test(line) ? [index] : []));
      expect(shown.length).toBeGreaterThan(3);
      const columns = shown.map((line) => screen.columnOf(line, '│')[0]);
      expect(new Set(columns).size).toBe(1);
      const ends = shown.map((line) => screen.columnOf(line, '2').at(-1));
      expect(new Set(ends).size).toBe(1);
    });
  });
});
