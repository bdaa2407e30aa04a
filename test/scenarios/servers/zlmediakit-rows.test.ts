import { describe, expect, it } from 'vitest';
import type { ZlmStream } from '../../../samples/servers/index.ts';
import { dialects } from '../../../src/dialects/index.ts';
import { outcomeOfRow, type RowOutcome } from './one-row.ts';
import { type ServerCue, stagedServer } from './stage.ts';
import { ZLMEDIAKIT, zlmHook } from './zlmediakit.ts';

/** Each row of ZLMediaKit's expectations at work: hand-made hooks through the whole program. */

const CAMERA: ZlmStream = {
  stream: 'camera-1',
  params: '',
  client: { ip: '198.51.100.23', port: 40_112, id: '15-21' },
};
const OTHER: ZlmStream = { ...CAMERA, stream: 'camera-2', client: { ...CAMERA.client, id: '16-22' } };
const publish: ServerCue = [0, zlmHook.publish(CAMERA)];
const begun = (at: number, schema = 'rtmp', stream = CAMERA): ServerCue => [
  at,
  zlmHook.registered(stream, schema),
];
const ended = (at: number, schema = 'rtmp', stream = CAMERA): ServerCue => [
  at,
  zlmHook.unregistered(stream, schema),
];

it('all rows are tried here', () => {
  const rows = dialects.get('zlmediakit')?.expectations.map(({ id }) => id);
  expect(rows).toEqual(['publish-registered', 'registered-unregistered']);
});

describe('publish-registered', () => {
  const played = (cues: readonly ServerCue[], to?: number): Promise<RowOutcome> =>
    outcomeOfRow(ZLMEDIAKIT, 'publish-registered', cues, to === undefined ? {} : { to });

  it('is met by the stream in any form, also by one that was offered before', async () => {
    for (const at of [-60, 0.4, 14.8]) {
      expect((await played([publish, begun(at, 'hls')])).verdicts).toEqual(['met']);
    }
  });

  it('is missing where the stream is not offered within the longest wait', async () => {
    const { verdicts, missing } = await played([publish]);
    expect([verdicts, missing]).toEqual([['missing'], ['on_stream_changed']]);
    expect((await played([publish, begun(3, 'rtmp', OTHER)])).verdicts).toEqual(['missing']);
    expect((await played([publish, ended(3)])).verdicts).toEqual(['missing']);
  });

  it('is late after it, and inconclusive where the capture ends before', async () => {
    expect((await played([publish, begun(20)])).verdicts).toEqual(['late: came-late']);
    expect((await played([publish], 14)).verdicts).toEqual(['inconclusive: capture-ended']);
  });

  it('asks for nothing where the push was refused', async () => {
    const answers = [
      { status: 200, body: '{"code":-1,"msg":"no"}' },
      { status: 200, body: '{"code":"0"}' },
      { status: 500, body: '' },
    ];
    for (const answer of answers) {
      const reply = { kind: 'answered', how: 'refusal', answer, delay: 4000 } as const;
      expect((await played([[0, zlmHook.publish(CAMERA), { reply }]])).verdicts).toEqual([]);
    }
  });
});

describe('registered-unregistered', () => {
  const played = (cues: readonly ServerCue[], to?: number): Promise<RowOutcome> =>
    outcomeOfRow(ZLMEDIAKIT, 'registered-unregistered', cues, to === undefined ? {} : { to });

  it('is met by the end in the same form, however late', async () => {
    for (const at of [1, 60, 140]) {
      expect((await played([begun(0), ended(at)])).verdicts).toEqual(['met']);
    }
  });

  it('is missing where the stream ended in another form', async () => {
    const { verdicts, missing } = await played([begun(0), begun(0.1, 'rtsp'), ended(30, 'rtsp')]);
    expect(verdicts).toEqual(['missing', 'met']);
    expect(missing).toEqual(['on_stream_changed']);
  });

  it('is inconclusive where nothing shows that the stream ended', async () => {
    const own = [begun(0), ended(30, 'rtsp', OTHER)];
    for (const cues of [[begun(0)], own]) {
      const { verdicts, missing } = await played(cues);
      expect(verdicts[0]).toMatch(/^inconclusive/);
      expect(missing).toEqual([]);
    }
  });

  it('is inconclusive where the capture ends before a further attempt would show', async () => {
    const { verdicts } = await played([begun(0), begun(0.1, 'rtsp'), ended(30, 'rtsp')], 42);
    expect(verdicts).toEqual(['inconclusive: capture-ended', 'met']);
  });
});

describe('the keep-alive', () => {
  const told = async (times: readonly number[]): Promise<readonly string[]> => {
    const cues = times.map((at): ServerCue => [at, zlmHook.keepalive()]);
    const { findings } = await stagedServer(ZLMEDIAKIT, cues, { from: -1, to: 305 });
    return findings.map(({ rule, method }) => `${rule} ${method}`);
  };

  it.each([10, 30])('is in order at its pace of %i s, and missed where some do not come', async (pace) => {
    const all = Array.from({ length: Math.floor(300 / pace) + 1 }, (_, index) => index * pace);
    expect(await told(all)).toEqual([]);
    expect(await told(all.filter((_, index) => index < 5 || index > 7))).toEqual([
      'flow/missing-beat on_server_keepalive',
    ]);
  });
});
