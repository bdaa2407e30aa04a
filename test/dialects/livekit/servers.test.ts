import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../../../samples/samples.ts';
import { dialects } from '../../../src/dialects/index.ts';
import { type Analysis, analyse } from '../../../src/engine/index.ts';
import { Masker } from '../../../src/privacy/index.ts';
import { REPORT_FORMATS } from '../../../src/report/index.ts';
import { analysisOptions } from '../../engine/options.ts';
import { textOf } from '../../report/text-of.ts';
import { LIVEKIT } from '../../scenarios/servers/livekit.ts';
import type { ServerHook } from '../../scenarios/servers/server.ts';
import { stagedServer } from '../../scenarios/servers/stage.ts';

async function sampleOf(name: string): Promise<Analysis> {
  const bytes = SAMPLES.find((sample) => sample.name === name)?.build() ?? Buffer.alloc(0);
  const result = await analyse([{ kind: 'bytes', path: name, bytes }], analysisOptions());
  if (!result.ok) throw new Error(name);
  return result.analysis;
}

const rulesOf = ({ findings }: Analysis): readonly string[] =>
  findings.map(({ rule, method }) => `${rule} ${method}`).sort();

describe('a room that is told to two backends', () => {
  it('is neither told twice, nor passed on, nor tried again', async () => {
    const analysis = await sampleOf('livekit-room.pcap');
    expect(rulesOf(analysis)).toEqual([]);
    expect(analysis.calls).toHaveLength(32);
    const verdicts = [...analysis.expectations].map(({ verdict }) => verdict);
    expect(verdicts.length).toBeGreaterThan(20);
    expect(new Set(verdicts)).toEqual(new Set(['met']));
  });
});

describe('what the backend of one room loses', () => {
  it('is told, each with what it means', async () => {
    const analysis = await sampleOf('livekit-lost-events.pcap');
    expect(rulesOf(analysis)).toEqual([
      'answer/status participant_joined',
      'flow/missing-call participant_left',
      'flow/retried egress_ended',
    ]);
    const lost = analysis.findings.find(({ rule }) => rule === 'answer/status');
    expect(lost?.severity).toBe('error');
  });
});

describe('clients that are turned away', () => {
  it('are told by how the answer fails', async () => {
    const analysis = await sampleOf('ovenmediaengine-turned-away.pcap');
    expect(rulesOf(analysis)).toEqual([
      'answer/body opening',
      'answer/body opening',
      'answer/none closing',
      'answer/none opening',
      'answer/status opening',
    ]);
  });
});

function hook(method: string, keys: Record<string, string | null>, about: object): ServerHook {
  const payload = {
    event: method,
    ...about,
    id: `EV_${method}${JSON.stringify(keys).length}`,
    createdAt: '1700000000',
  };
  return { method, payload: JSON.parse(JSON.stringify(payload)), keys };
}

const room = { sid: 'RM_1', name: 'r' };
const STARTED = hook('room_started', {}, { room });
const FINISHED = hook('room_finished', {}, { room });
const JOINED = hook('participant_joined', {}, { room, participant: { sid: 'PA_1', identity: 'a' } });
const LEFT = hook('participant_left', {}, { room, participant: { sid: 'PA_1', identity: 'a' } });
const PUBLISHED = hook('track_published', {}, { room, track: { sid: 'TR_1' } });
const UNPUBLISHED = hook('track_unpublished', {}, { room, track: { sid: 'TR_1' } });
const egress = (status: string) => ({ egressInfo: { egressId: 'EG_1', roomId: 'RM_1', status } });
const EGRESS_STARTED = hook('egress_started', {}, egress('EGRESS_ACTIVE'));
const EGRESS_OVER = hook('egress_updated', {}, egress('EGRESS_COMPLETE'));
const EGRESS_ACTIVE = hook('egress_updated', { a: '1' }, egress('EGRESS_ACTIVE'));
const EGRESS_ENDED = hook('egress_ended', {}, egress('EGRESS_COMPLETE'));
const ingressInfo = { ingressId: 'IN_1' };
const INGRESS_STARTED = hook('ingress_started', {}, { ingressInfo });
const INGRESS_ENDED = hook('ingress_ended', {}, { ingressInfo });
const JOB_STARTED = hook('agent_job_started', {}, { job: { id: 'AJ_1' } });
const JOB_ENDED = hook('agent_job_ended', {}, { job: { id: 'AJ_1' } });

type Cue = readonly [number, ServerHook];

describe('expectations of LiveKit one by one', () => {
  it.each<readonly [string, string, readonly Cue[], string]>([
    [
      'room-end',
      'met',
      [
        [0, STARTED],
        [50, FINISHED],
      ],
      'met',
    ],
    ['room-end', 'open', [[0, STARTED]], 'inconclusive'],
    [
      'participant-end',
      'met',
      [
        [0, JOINED],
        [20, LEFT],
        [40, FINISHED],
      ],
      'met',
    ],
    [
      'participant-end',
      'missing once the room is closed',
      [
        [0, JOINED],
        [40, FINISHED],
      ],
      'missing',
    ],
    ['participant-end', 'open while it is not', [[0, JOINED]], 'inconclusive'],
    [
      'participant-end',
      'met up to the age of the oldest event',
      [
        [0, JOINED],
        [40, FINISHED],
        [69, LEFT],
      ],
      'met',
    ],
    [
      'track-end',
      'met',
      [
        [0, PUBLISHED],
        [20, UNPUBLISHED],
      ],
      'met',
    ],
    [
      'track-end',
      'missing once the room is closed',
      [
        [0, PUBLISHED],
        [40, FINISHED],
      ],
      'missing',
    ],
    [
      'egress-end',
      'met',
      [
        [0, EGRESS_STARTED],
        [20, EGRESS_OVER],
        [21, EGRESS_ENDED],
      ],
      'met',
    ],
    [
      'egress-end',
      'missing after a final status',
      [
        [0, EGRESS_STARTED],
        [20, EGRESS_OVER],
      ],
      'missing',
    ],
    [
      'egress-end',
      'open after another one',
      [
        [0, EGRESS_STARTED],
        [20, EGRESS_ACTIVE],
      ],
      'inconclusive',
    ],
    [
      'egress-end',
      'open after the room',
      [
        [0, EGRESS_STARTED],
        [20, FINISHED],
      ],
      'inconclusive',
    ],
    [
      'ingress-end',
      'met',
      [
        [0, INGRESS_STARTED],
        [20, INGRESS_ENDED],
      ],
      'met',
    ],
    ['ingress-end', 'open', [[0, INGRESS_STARTED]], 'inconclusive'],
    [
      'job-end',
      'met',
      [
        [0, JOB_STARTED],
        [20, JOB_ENDED],
      ],
      'met',
    ],
    ['job-end', 'open', [[0, JOB_STARTED]], 'inconclusive'],
    [
      'participant-begin',
      'met',
      [
        [-5, STARTED],
        [0, JOINED],
        [20, LEFT],
      ],
      'met',
    ],
    [
      'participant-begin',
      'missing in a room seen from its opening',
      [
        [-5, STARTED],
        [0, LEFT],
      ],
      'missing',
    ],
    [
      'track-begin',
      'met',
      [
        [-5, STARTED],
        [0, PUBLISHED],
        [20, UNPUBLISHED],
      ],
      'met',
    ],
    [
      'track-begin',
      'missing in a room seen from its opening',
      [
        [-5, STARTED],
        [0, UNPUBLISHED],
      ],
      'missing',
    ],
  ])('%s: %s', async (row, _, cues, verdict) => {
    const { expectations } = await stagedServer(LIVEKIT, cues);
    const found = [...expectations].filter(({ expectation }) => expectation.id === row);
    expect(found.map((each) => each.verdict)).toEqual([verdict]);
  });

  it('claim nothing of what began before the capture', async () => {
    const { expectations, findings } = await stagedServer(LIVEKIT, [
      [0, LEFT],
      [1, UNPUBLISHED],
    ]);
    expect([...expectations]).toEqual([]);
    expect(findings).toEqual([]);
  });
});

describe('detection', () => {
  it.each([
    ['livekit-room.pcap', 'livekit'],
    ['livekit-lost-events.pcap', 'livekit'],
    ['ovenmediaengine-admission.pcap', 'ovenmediaengine'],
    ['ovenmediaengine-turned-away.pcap', 'ovenmediaengine'],
    ['openvox-ringing.pcap', 'openvox'],
    ['log.pcap', 'flashphoner-wcs'],
  ])('%s is of %s alone', async (sample, name) => {
    const { calls } = await sampleOf(sample);
    expect(new Set(calls.map(({ dialect }) => dialect.name))).toEqual(new Set([name]));
  });

  it('both have a row in the registry', () => {
    expect([...dialects.keys()]).toEqual(expect.arrayContaining(['livekit', 'ovenmediaengine']));
  });
});

describe('secrets of the samples', () => {
  const SECRETS = /turn-password-of|Zz98Yy76Xx54|AbCdEf0123456789|token=AbC|eyJhbGciOi/;

  it.each(['livekit-lost-events.pcap', 'livekit-room.pcap', 'ovenmediaengine-turned-away.pcap'])(
    '%s: none is in a report with payloads',
    async (name) => {
      const analysis = await sampleOf(name);
      for (const format of REPORT_FORMATS) {
        const render = await format.load();
        const masker = new Masker({ showSecrets: false });
        const text = textOf(
          render(analysis, {
            masker,
            version: '0',
            payloads: true,
            color: false,
            columns: 80,
            everything: true,
            verdictOnly: false,
          }),
        );
        expect(SECRETS.exec(text)?.[0] ?? null, format.name).toBeNull();
      }
    },
  );
});
