import { type Endpoint, Scenario } from '../builder/index.ts';
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
} from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { oneCall } from './one-call.ts';
import { SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/** The machine that LiveKit runs on, with one backend on the same machine and another one beside it. */
const SERVER = '192.0.2.10';
const LOCAL: Endpoint = { address: '127.0.0.1', port: 8090 };
const BESIDE: Endpoint = { address: '192.0.2.90', port: 8090 };

const ROOM: LivekitRoom = { sid: 'xT3hV9kqPz2a', name: 'consultation-7', created: SAMPLE_EPOCH + 1 };
const ALICE = person('Kc81', 'alice@example.org', 'Alice');
const BOB = person('Lm92', 'bob@example.org', 'Bob');

function person(sid: string, identity: string, name: string): LivekitParticipant {
  return { sid, identity, name, joined: SAMPLE_EPOCH + 2 };
}

/** What happens, with the second at which it does. */
type Happening = readonly [at: number, event: string, about: JsonObject];

function ofRoom(at: number, event: string, numParticipants: number): Happening {
  return [at, event, { room: roomObject(ROOM, numParticipants === 0 ? {} : { numParticipants }) }];
}

function ofPerson(at: number, event: string, who: LivekitParticipant): Happening {
  const gone = { state: 'DISCONNECTED', disconnectReason: 'CLIENT_INITIATED' };
  const participant = participantObject(who, event === 'participant_joined' ? {} : gone);
  return [at, event, { room: roomObject(ROOM, { numParticipants: 1 }), participant }];
}

function ofTrack(at: number, event: string, who: LivekitParticipant, kind: 'audio' | 'video'): Happening {
  const track = trackObject({ sid: `${who.sid}${kind}`, kind });
  return [at, event, { room: minimalRoom(ROOM), participant: publisherObject(who), track }];
}

function ofRecording(at: number, event: string, status: string | null): Happening {
  const egressInfo = {
    egressId: 'EG_7hQpW2',
    roomId: `RM_${ROOM.sid}`,
    ...(status === null ? {} : { status }),
    startedAt: `${SAMPLE_EPOCH + 4}000000123`,
    roomName: ROOM.name,
    ...(event === 'egress_ended'
      ? {
          fileResults: [
            { filename: 'consultation-7.mp4', location: 'https://files.example.org/7.mp4?token=AbC' },
          ],
        }
      : {}),
  };
  return [at, event, { egressInfo }];
}

/** A whole room, told to both backends: each event has one id. */
const WHOLE: readonly Happening[] = [
  ofRoom(1, 'room_started', 0),
  ofPerson(2, 'participant_joined', ALICE),
  ofTrack(2.4, 'track_published', ALICE, 'audio'),
  ofTrack(2.5, 'track_published', ALICE, 'video'),
  ofPerson(3.1, 'participant_joined', BOB),
  ofTrack(3.6, 'track_published', BOB, 'audio'),
  ofRecording(4, 'egress_started', null),
  ofRecording(5.2, 'egress_updated', 'EGRESS_ACTIVE'),
  ofRecording(31, 'egress_updated', 'EGRESS_COMPLETE'),
  ofRecording(31.4, 'egress_ended', 'EGRESS_COMPLETE'),
  ofTrack(33, 'track_unpublished', BOB, 'audio'),
  ofPerson(33.1, 'participant_left', BOB),
  ofTrack(34, 'track_unpublished', ALICE, 'audio'),
  ofTrack(34.1, 'track_unpublished', ALICE, 'video'),
  ofPerson(34.2, 'participant_left', ALICE),
  ofRoom(54.3, 'room_finished', 0),
];

const OK = { status: '200 OK', body: '' };

function requestOf([at, event, about]: Happening, id: number, host: string): Buffer {
  const createdAt = SAMPLE_EPOCH + Math.floor(at);
  const told = livekitEvent(event, `Sample${id}`, createdAt, about);
  return livekitRequest({ host, path: '/livekit/webhook', event: told, at: createdAt });
}

/** A room from its opening to its end, recorded, and told to two backends. */
export const livekitRoom: Sample = {
  name: 'livekit-room.pcap',
  build() {
    const scenario = new Scenario({ seed: 21, epoch: SAMPLE_EPOCH, host: [SERVER, '127.0.0.1'] });
    WHOLE.forEach((happening, id) => {
      for (const server of [LOCAL, BESIDE]) {
        const request = requestOf(happening, id, `${server.address}:${server.port}`);
        const client = server === LOCAL ? '127.0.0.1' : SERVER;
        oneCall(scenario, { at: happening[0] * SECOND, client, server, request, answer: OK });
      }
    });
    surroundings(scenario, { until: 60 * SECOND, rarity: 4 });
    return capturedPcap(scenario);
  },
};

/** The same room with one backend that loses events: one by 401, one that it gets at the second try; one never comes. */
export const livekitLostEvents: Sample = {
  name: 'livekit-lost-events.pcap',
  build() {
    const scenario = new Scenario({ seed: 22, epoch: SAMPLE_EPOCH, host: [SERVER, '127.0.0.1'] });
    const told = WHOLE.filter(([, event, about]) => event !== 'participant_left' || !isOf(about, BOB));
    told.forEach((happening, id) => {
      const [at, event, about] = happening;
      const request = requestOf(happening, id, '127.0.0.1:8090');
      const call = { client: '127.0.0.1', server: LOCAL, request } as const;
      const isUnauthorized = event === 'participant_joined' && isOf(about, ALICE);
      const isUnavailable = event === 'egress_ended';
      const answer = isUnauthorized
        ? { status: '401 Unauthorized', body: '{"error":"authorization header is empty"}' }
        : isUnavailable
          ? { status: '503 Service Unavailable', body: 'no upstream', contentType: 'text/plain' }
          : OK;
      const over = oneCall(scenario, { ...call, at: at * SECOND, answer });
      if (isUnavailable) oneCall(scenario, { ...call, at: over + SECOND, answer: OK });
    });
    surroundings(scenario, { until: 95 * SECOND, rarity: 4 });
    return capturedPcap(scenario);
  },
};

function isOf({ participant }: JsonObject, { sid }: LivekitParticipant): boolean {
  return typeof participant === 'object' && participant !== null && 'sid' in participant
    ? participant.sid === `PA_${sid}`
    : false;
}
