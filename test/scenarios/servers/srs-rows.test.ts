import { describe, expect, it } from 'vitest';
import type { SrsClient } from '../../../samples/servers/index.ts';
import { dialects } from '../../../src/dialects/index.ts';
import { outcomeOfRow, type RowOutcome } from './one-row.ts';
import { SRS, srsHook } from './srs.ts';
import { type ServerCue, stagedServer } from './stage.ts';

/** Each row of SRS's expectations at work: hand-made hooks through the whole program. */

const CLIENT: SrsClient = { id: '341w361a', ip: '198.51.100.23', stream: 'livestream', param: '' };
const OTHER: SrsClient = { ...CLIENT, id: '7p2k04xe' };
const CONNECT: ServerCue = [-1, srsHook.connect(CLIENT)];
const close = (at: number, client = CLIENT): ServerCue => [at, srsHook.close(client)];
const stream = (at: number, method: string, client = CLIENT): ServerCue => [
  at,
  srsHook.ofStream(method, client),
];

/** Rows of a start and its end, whose absence only the end of the client's connection proves. */
const ENDS = [
  ['publish-unpublish', 'on_publish', 'on_unpublish'],
  ['play-stop', 'on_play', 'on_stop'],
] as const;
const STARTS = [
  ['publish-before-unpublish', 'on_publish', 'on_unpublish'],
  ['play-before-stop', 'on_play', 'on_stop'],
] as const;

it('all rows are tried here', () => {
  const rows = dialects.get('srs')?.expectations.map(({ id }) => id);
  expect(rows).toEqual(['connect-close', ...[...ENDS, ...STARTS].map(([id]) => id)]);
});

const played = (row: string, cues: readonly ServerCue[], to?: number): Promise<RowOutcome> =>
  outcomeOfRow(SRS, row, cues, to === undefined ? {} : { to });

describe.each(ENDS)('%s', (row, start, end) => {
  it('is met by the end, however late it comes', async () => {
    for (const at of [0.5, 5, 140]) {
      const { verdicts, missing } = await played(row, [CONNECT, stream(0, start), stream(at, end)]);
      expect([verdicts, missing]).toEqual([['met'], []]);
    }
  });

  it('is met by the end that came shortly after the connection ended', async () => {
    const { verdicts } = await played(row, [CONNECT, stream(0, start), close(5), stream(5.3, end)]);
    expect(verdicts).toEqual(['met']);
  });

  it('is missing where the connection of the client ended without it', async () => {
    const { verdicts, missing } = await played(row, [CONNECT, stream(0, start), close(20)]);
    expect([verdicts, missing]).toEqual([['missing'], [end]]);
  });

  it('is inconclusive where nothing shows that it is over, and not told', async () => {
    const { verdicts, missing } = await played(row, [CONNECT, stream(0, start)]);
    expect(verdicts).toHaveLength(1);
    expect(verdicts[0]).toMatch(/^inconclusive/);
    expect(missing).toEqual([]);
  });

  it('is inconclusive where the connection of another client ended', async () => {
    const cues = [CONNECT, stream(0, start), [2, srsHook.connect(OTHER)] as const, close(20, OTHER)];
    expect((await played(row, cues)).verdicts[0]).toMatch(/^inconclusive/);
  });

  it('is inconclusive where the capture ends soon after the connection ended', async () => {
    const { verdicts } = await played(row, [CONNECT, stream(0, start), close(20)], 24);
    expect(verdicts[0]).toMatch(/^inconclusive: capture-ended/);
  });

  it('asks for nothing where the start was refused', async () => {
    const answers = [
      { status: 200, body: '{"code":1}' },
      { status: 200, body: '' },
      { status: 200, body: '{"code":"0"}' },
      { status: 403, body: '0' },
    ];
    for (const answer of answers) {
      const reply = { kind: 'answered', how: 'refusal', answer, delay: 4000 } as const;
      const refused: ServerCue = [0, srsHook.ofStream(start, CLIENT), { reply }];
      expect((await played(row, [CONNECT, refused, close(0.1)])).verdicts).toEqual([]);
    }
  });
});

describe.each(STARTS)('%s', (row, start, end) => {
  it('is met by the start', async () => {
    const { verdicts } = await played(row, [CONNECT, stream(-0.5, start), stream(0, end)]);
    expect(verdicts).toEqual(['met']);
  });

  it('is missing where the client was let in, and its start is not there', async () => {
    const { verdicts, missing } = await played(row, [CONNECT, stream(0, end)]);
    expect([verdicts, missing]).toEqual([['missing'], [start]]);
  });

  it('is not asked for where the capture may have begun in between', async () => {
    expect((await played(row, [stream(0, end)])).verdicts).toEqual([]);
  });
});

describe('connect-close', () => {
  it('is met by the end of the connection, and never told to be missing', async () => {
    expect((await played('connect-close', [CONNECT, close(30)])).verdicts).toEqual(['met']);
    const { verdicts, missing } = await played('connect-close', [CONNECT, stream(0, 'on_publish')]);
    expect(verdicts[0]).toMatch(/^inconclusive/);
    expect(missing).toEqual([]);
  });
});

describe('the heartbeat', () => {
  const beats = (times: readonly number[]): readonly ServerCue[] =>
    times.map((at) => [at, srsHook.heartbeat()]);
  const told = async (times: readonly number[]): Promise<readonly string[]> => {
    const { findings } = await stagedServer(SRS, beats(times), { from: -1, to: 102 });
    return findings.map(({ rule, method }) => `${rule} ${method}`);
  };
  const all = Array.from({ length: 11 }, (_, index) => index * 9.9);

  it('is in order while it comes at its pace, whatever the backend answers', async () => {
    expect(await told(all)).toEqual([]);
    const answer = { status: 500, body: '' };
    const reply = { kind: 'answered', how: 'status', answer, delay: 4000 } as const;
    const cues = all.map((at): ServerCue => [at, srsHook.heartbeat(), { reply }]);
    const { findings } = await stagedServer(SRS, cues, { from: -1, to: 102 });
    expect(findings.map(({ rule }) => rule)).toEqual([]);
  });

  it('is missed where some beats do not come', async () => {
    expect(await told(all.filter((_, index) => index < 4 || index > 6))).toEqual([
      'flow/missing-beat heartbeat',
    ]);
  });
});
