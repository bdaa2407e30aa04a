/** LiveKit, by its documents: rooms with participants, tracks, recordings, incoming streams and agents. */
import type { Random } from '../../../samples/builder/index.ts';
import {
  type JsonObject,
  type LivekitParticipant,
  type LivekitRoom,
  livekitEvent,
  livekitRequest,
  minimalRoom,
  participantObject,
  publisherObject,
  roomObject,
  trackObject,
} from '../../../samples/hooks/index.ts';
import { EPOCH } from './capture.ts';
import type { CourseHook, PairRule, ServerHook, ServerProfile } from './server.ts';

/** An event that could not be sent for longer is dropped. */
const OLDEST_EVENT = 30;

type Key = 'room' | 'participant' | 'track' | 'egress' | 'ingress' | 'job';

const roomFinished = (trigger: ServerHook, other: ServerHook): boolean =>
  other.method === 'room_finished' && other.keys.room === trigger.keys.room;

const roomStarted = (trigger: ServerHook, other: ServerHook): boolean =>
  other.method === 'room_started' && other.keys.room === trigger.keys.room;

const isFinal = (trigger: ServerHook, other: ServerHook): boolean =>
  other.method === 'egress_updated' &&
  other.keys.egress === trigger.keys.egress &&
  ['EGRESS_COMPLETE', 'EGRESS_FAILED', 'EGRESS_ABORTED', 'EGRESS_LIMIT_REACHED'].includes(
    other.keys.status ?? '',
  );

function pair(
  id: string,
  key: Key,
  trigger: string,
  expected: string,
  further: Partial<PairRule> = {},
): PairRule {
  return {
    id,
    direction: 'forward',
    after: ({ method }) => method === trigger,
    answer: 'any',
    method: expected,
    expect: (one, other) => other.method === expected && other.keys[key] === one.keys[key],
    seconds: null,
    severity: 'error',
    ...further,
  };
}

const CLOSED = [{ is: roomFinished, seconds: OLDEST_EVENT }] as const;
const KNOWN_ROOM = { direction: 'predecessor', earlier: roomStarted } as const;

export const LIVEKIT: ServerProfile = {
  dialect: 'livekit',
  port: 8090,
  portLearned: true,
  connections: 'kept',
  write: ({ payload }, host) =>
    livekitRequest({ host, path: '/livekit/webhook', event: payload, at: Number(payload.createdAt) }),
  accepted: () => ({ status: 200, body: '' }),
  bad: {
    refusal: [],
    body: [],
    status: [
      { status: 401, body: '{"error":"invalid signature"}' },
      { status: 404, body: 'not found', contentType: 'text/plain' },
      { status: 500, body: 'error', contentType: 'text/plain' },
      { status: 503, body: '' },
      { status: 429, body: '' },
    ],
  },
  isJudged: () => true,
  timeoutSeconds: null,
  retry: {
    after: ['status', 'no-response'],
    statuses: (status) => status === 429 || (status >= 500 && status !== 501),
    delays: [1, 2, 4, 8],
    again: (hook) => hook,
  },
  isEvent: () => true,
  pairs: [
    pair('room-end', 'room', 'room_started', 'room_finished'),
    pair('participant-end', 'participant', 'participant_joined', 'participant_left', { signs: CLOSED }),
    pair('track-end', 'track', 'track_published', 'track_unpublished', { signs: CLOSED }),
    pair('egress-end', 'egress', 'egress_started', 'egress_ended', {
      signs: [{ is: isFinal, seconds: OLDEST_EVENT }],
    }),
    pair('ingress-end', 'ingress', 'ingress_started', 'ingress_ended'),
    pair('job-end', 'job', 'agent_job_started', 'agent_job_ended'),
    pair('participant-begin', 'participant', 'participant_left', 'participant_joined', KNOWN_ROOM),
    pair('track-begin', 'track', 'track_unpublished', 'track_published', KNOWN_ROOM),
  ],
  course,
};

/** Collects the events of one room, each with an id of its own. */
class RoomCourse {
  readonly hooks: CourseHook[] = [];
  readonly room: LivekitRoom;
  readonly #number: number;

  constructor(number: number) {
    this.#number = number;
    this.room = { sid: `r${number}aBcD`, name: `room-${number}`, created: EPOCH + number };
  }

  add(at: number, method: string, about: JsonObject, keys: Partial<Record<Key | 'status', string>>): void {
    const id = `${this.#number}x${this.hooks.length}`;
    const payload = livekitEvent(method, id, EPOCH + Math.floor(at), about);
    const none = { participant: null, track: null, egress: null, ingress: null, job: null, status: null };
    const hook = { method, payload, keys: { ...none, room: this.room.sid, ...keys } };
    this.hooks.push({ at, hook });
  }
}

function course(random: Random, number: number): readonly CourseHook[] {
  const made = new RoomCourse(number);
  const { room } = made;
  made.add(0, 'room_started', { room: roomObject(room) }, {});
  const count = random.between(1, 3);
  let end = 1;
  for (let index = 0; index < count; index += 1) {
    const at = 0.2 + index * 0.9 + random.below(700) / 1000;
    end = Math.max(end, participate(made, random, index, at));
  }
  if (random.chance(0.3)) end = Math.max(end, record(made, random, 2 + random.below(1500) / 1000));
  if (random.chance(0.25)) end = Math.max(end, receive(made, random, 1.5 + random.below(1500) / 1000));
  if (random.chance(0.25)) end = Math.max(end, work(made, random, 1.2 + random.below(1500) / 1000));
  if (random.chance(0.85)) made.add(end + 20.1, 'room_finished', { room: roomObject(room) }, {});
  return made.hooks.sort((one, other) => one.at - other.at);
}

/** A participant comes, publishes and goes; returns when it is gone. */
function participate(made: RoomCourse, random: Random, index: number, at: number): number {
  const { room } = made;
  const sid = `${room.sid}p${index}`;
  const participant: LivekitParticipant = {
    sid,
    identity: `user-${index}@example.org`,
    name: `User ${index}`,
    joined: EPOCH + Math.floor(at),
  };
  const keys = { participant: sid };
  const about = (further: JsonObject): JsonObject => ({
    room: roomObject(room, { numParticipants: index + 1 }),
    participant: participantObject(participant, further),
  });
  if (random.chance(0.1)) {
    const lost = { state: 'DISCONNECTED', disconnectReason: 'CONNECTION_TIMEOUT' };
    made.add(at + 15, 'participant_connection_aborted', about(lost), keys);
    return at + 15;
  }
  made.add(at, 'participant_joined', about({}), keys);
  const left = at + random.between(5000, 50_000) / 1000;
  for (let track = 0, count = random.below(3); track < count; track += 1) {
    const track_ = { sid: `${sid}t${track}`, kind: track === 0 ? 'audio' : 'video' } as const;
    const published: JsonObject = {
      room: minimalRoom(room),
      participant: publisherObject(participant),
      track: trackObject(track_),
    };
    const trackKeys = { ...keys, track: track_.sid };
    made.add(at + 0.4 + track * 0.3, 'track_published', published, trackKeys);
    made.add(left - 0.2 + track * 0.05, 'track_unpublished', published, trackKeys);
  }
  const gone = { state: 'DISCONNECTED', disconnectReason: 'CLIENT_INITIATED' };
  made.add(left, 'participant_left', about(gone), keys);
  return left;
}

/** The room is recorded; returns when the recording is over. */
function record(made: RoomCourse, random: Random, at: number): number {
  const egress = `EG_${made.room.sid}`;
  const info = (status: string | undefined, further: JsonObject = {}): JsonObject => ({
    egressInfo: {
      egressId: egress,
      roomId: `RM_${made.room.sid}`,
      ...(status === undefined ? {} : { status }),
      startedAt: `${EPOCH}000000123`,
      roomName: made.room.name,
      ...further,
    },
  });
  const over = at + random.between(4000, 30_000) / 1000;
  made.add(at, 'egress_started', info(undefined), { egress });
  made.add(at + 0.8, 'egress_updated', info('EGRESS_ACTIVE'), { egress, status: 'EGRESS_ACTIVE' });
  const final = random.pick(['EGRESS_COMPLETE', 'EGRESS_FAILED', 'EGRESS_LIMIT_REACHED']);
  if (random.chance(0.7)) made.add(over, 'egress_updated', info(final), { egress, status: final });
  made.add(over + 0.3, 'egress_ended', info(final, { endedAt: `${EPOCH + 30}000000123` }), {
    egress,
    status: final,
  });
  return over + 0.3;
}

/** A stream comes in; returns when it is over. */
function receive(made: RoomCourse, random: Random, at: number): number {
  const ingress = `IN_${made.room.sid}`;
  const info = (status: string): JsonObject => ({
    ingressInfo: {
      ingressId: ingress,
      name: 'camera',
      streamKey: `key-of-${ingress}`,
      url: 'rtmp://ingress.example.org/live',
      roomName: made.room.name,
      participantIdentity: 'camera-1',
      participantName: 'Camera',
      state: { status, roomId: `RM_${made.room.sid}`, startedAt: `${EPOCH}000000123` },
    },
  });
  const over = at + random.between(4000, 30_000) / 1000;
  made.add(at, 'ingress_started', info('ENDPOINT_PUBLISHING'), { ingress });
  made.add(over, 'ingress_ended', info('ENDPOINT_COMPLETE'), { ingress });
  return over;
}

/** An agent works in the room; returns when it is done. */
function work(made: RoomCourse, random: Random, at: number): number {
  const job = `AJ_${made.room.sid}`;
  const about = (status: string): JsonObject => ({
    job: {
      id: job,
      room: roomObject(made.room),
      agentName: 'assistant',
      state: { status, startedAt: `${EPOCH}000000123` },
    },
  });
  const over = at + random.between(4000, 30_000) / 1000;
  made.add(at, 'agent_job_started', about('JS_RUNNING'), { job });
  made.add(over, 'agent_job_ended', about('JS_SUCCESS'), { job });
  return over;
}
