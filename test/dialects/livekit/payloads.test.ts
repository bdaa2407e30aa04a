import {
  EgressInfo,
  EgressStatus,
  IngressInfo,
  IngressInput,
  IngressState,
  IngressState_Status,
  Job,
  JobState,
  JobStatus,
  JobType,
  ParticipantInfo,
  ParticipantInfo_State,
  ParticipantPermission,
  Room,
  StreamInfo,
  TrackInfo,
  TrackSource,
  TrackType,
  WebhookEvent,
} from '@livekit/protocol';
import { WebhookReceiver } from 'livekit-server-sdk';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../samples/builder/index.ts';
import { LIVEKIT_KEY, LIVEKIT_SECRET, livekitToken } from '../../../samples/hooks/index.ts';
import { dialects, findMethod, type Method, toJsonSchema } from '../../../src/dialects/index.ts';
import { LIVEKIT } from '../../scenarios/servers/livekit.ts';
import { violations } from '../schema-oracle.ts';

const livekit = dialects.get('livekit');

function methodOf(name: string): Method {
  const method = livekit === undefined ? null : findMethod(livekit, name);
  if (method === null) throw new Error(`no ${name}`);
  return method;
}

const room = new Room({
  sid: 'RM_1',
  name: 'consultation',
  emptyTimeout: 300,
  departureTimeout: 20,
  creationTime: 1_700_000_000n,
  creationTimeMs: 1_700_000_000_250n,
  turnPassword: 'not-to-be-shown',
  enabledCodecs: [{ mime: 'audio/opus' }],
  metadata: '{"case":7}',
  numParticipants: 1,
});

const participant = new ParticipantInfo({
  sid: 'PA_1',
  identity: 'alice@example.org',
  name: 'Alice',
  state: ParticipantInfo_State.ACTIVE,
  joinedAt: 1_700_000_001n,
  joinedAtMs: 1_700_000_001_250n,
  version: 3,
  permission: new ParticipantPermission({ canPublish: true, canSubscribe: true }),
  attributes: { role: 'doctor' },
});

const track = new TrackInfo({
  sid: 'TR_1',
  type: TrackType.VIDEO,
  source: TrackSource.CAMERA,
  width: 1280,
  height: 720,
  mimeType: 'video/VP8',
  layers: [{ width: 640, height: 360 }],
});

const egressInfo = new EgressInfo({
  egressId: 'EG_1',
  roomId: 'RM_1',
  roomName: 'consultation',
  status: EgressStatus.EGRESS_COMPLETE,
  startedAt: 1_700_000_000_000_000_123n,
  endedAt: 1_700_000_009_000_000_123n,
  request: { case: 'roomComposite', value: { roomName: 'consultation', layout: 'grid' } },
  streamResults: [new StreamInfo({ url: 'rtmp://live.example.org/app/{abc...xyz}' })],
});

const ingressInfo = new IngressInfo({
  ingressId: 'IN_1',
  name: 'camera',
  streamKey: 'not-to-be-shown',
  url: 'rtmp://ingress.example.org/live',
  inputType: IngressInput.WHIP_INPUT,
  roomName: 'consultation',
  participantIdentity: 'camera-1',
  enableTranscoding: false,
  state: new IngressState({ status: IngressState_Status.ENDPOINT_PUBLISHING, roomId: 'RM_1' }),
});

const job = new Job({
  id: 'AJ_1',
  type: JobType.JT_PARTICIPANT,
  room,
  participant,
  agentName: 'assistant',
  state: new JobState({ status: JobStatus.JS_RUNNING, startedAt: 1_700_000_002n }),
});

/** An event of every kind with what it is about, as the vendor's library writes it; and one with nothing but what is always there. */
const ABOUT: Readonly<Record<string, ConstructorParameters<typeof WebhookEvent>[0]>> = {
  room_started: { room },
  room_finished: { room },
  participant_joined: { room, participant },
  participant_left: { room, participant },
  participant_connection_aborted: { room, participant },
  track_published: { room, participant, track },
  track_unpublished: { room, participant, track },
  egress_started: { egressInfo },
  egress_updated: { egressInfo },
  egress_ended: { egressInfo },
  ingress_started: { ingressInfo },
  ingress_ended: { ingressInfo },
  agent_job_started: { job },
  agent_job_ended: { job },
};

function written(event: string, about: ConstructorParameters<typeof WebhookEvent>[0]): string {
  return new WebhookEvent({ event, id: 'EV_1', createdAt: 1_700_000_000n, ...about }).toJsonString();
}

describe('what the library of the vendor writes', () => {
  it('is of all events of the table', () => {
    expect(livekit?.methods.map(({ name }) => name)).toEqual(Object.keys(ABOUT));
  });

  it.each(Object.entries(ABOUT))('%s is as its table says, whole or with nothing in it', (event, about) => {
    const schema = toJsonSchema(methodOf(event));
    expect(violations(JSON.parse(written(event, about)), schema)).toEqual([]);
    expect(violations(JSON.parse(written(event, {})), schema)).toEqual([]);
  });

  it.each(Object.entries(ABOUT))('%s has no member that its table has not', (event, about) => {
    const { parameters } = methodOf(event);
    const known = new Set(parameters.flatMap((row) => row.paths ?? [[row.name]]).map(([root]) => root));
    const payload: object = JSON.parse(written(event, about));
    expect(Object.keys(payload).filter((name) => !known.has(name))).toEqual([]);
  });

  it('has a wrong type where somebody writes numbers as numbers', () => {
    const payload = { event: 'room_started', id: 'EV_1', createdAt: 1_700_000_000 };
    expect(violations(payload, toJsonSchema(methodOf('room_started')))).not.toEqual([]);
  });
});

describe('the tables have every field of the messages that they describe', () => {
  const rows = new Set(
    (livekit?.methods ?? []).flatMap(({ parameters }) =>
      parameters.flatMap((row) => (row.paths ?? [[row.name]]).map((path) => path.join('.'))),
    ),
  );
  /** Fields that newer versions of the protocol no longer fill, or that hold what was asked for, which is not judged. */
  const passedOver =
    /^egressInfo\.(?:egress|replay|stream|file|segments)$|^ingressInfo\.(?:audio|video|enabled)$/;

  it.each([
    ['room', Room],
    ['participant', ParticipantInfo],
    ['track', TrackInfo],
    ['egressInfo', EgressInfo],
    ['ingressInfo', IngressInfo],
  ] as const)('%s', (name, message) => {
    const fields = message.fields.list().map((field) => `${name}.${field.jsonName}`);
    expect(fields.filter((field) => !rows.has(field) && !passedOver.test(field))).toEqual([]);
  });

  it('WebhookEvent', () => {
    const fields = WebhookEvent.fields.list().map((field) => field.jsonName);
    expect(fields.filter((field) => !rows.has(field))).toEqual([]);
  });
});

describe('events of samples and scenarios', () => {
  const hooks = Array.from({ length: 40 }, (_, number) => LIVEKIT.course(new Random(number), number)).flat();
  const events = hooks.map(({ hook }) => hook);

  it('are what the library reads and writes again', () => {
    for (const { payload } of events) {
      const event = WebhookEvent.fromJsonString(JSON.stringify(payload), { ignoreUnknownFields: false });
      expect(JSON.parse(event.toJsonString())).toEqual(payload);
    }
    expect(new Set(events.map(({ method }) => method)).size).toBe(Object.keys(ABOUT).length);
  });

  it('have tokens that the library takes, for their own bodies alone', async () => {
    const receiver = new WebhookReceiver(LIVEKIT_KEY, LIVEKIT_SECRET);
    const now = Math.floor(Date.now() / 1000);
    const body = JSON.stringify(events[0]?.payload);
    const token = livekitToken(Buffer.from(body), now);
    expect((await receiver.receive(body, token)).event).toBe('room_started');
    await expect(receiver.receive(`${body} `, token)).rejects.toThrow(/sha256/);
    const foreign = livekitToken(Buffer.from(body), now, 'another-secret-that-is-long-enough');
    await expect(receiver.receive(body, foreign)).rejects.toThrow(/signature/);
  });
});
