import { Conversation, Scenario } from '../builder/index.ts';
import { headerBlock, httpDate } from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { MILLISECOND, SECOND } from './surroundings.ts';

/**
 * The conference server of docs/dialects.md, which nobody makes. It posts JSON to one address: `event` names what happened, `room.id` and
 * `guest.id` say to whom. It asks before it lets a guest in, and has a heartbeat.
 */
const SERVER = '192.0.2.60';
const BACKEND = '192.0.2.80';
const BACKEND_PORT = 8095;
/** 2026-03-02 09:00:00 UTC. */
const EPOCH = 1_772_442_000;
const LAST_BEAT = 90;
const BEAT_SECONDS = 10;

interface Hook {
  /** Seconds from the start. */
  readonly at: number;
  readonly event: string;
  readonly members?: object;
  /** What the backend answers: `{}` unless given. */
  readonly answer?: object;
}

interface Guest {
  readonly room: string;
  readonly id: string;
  readonly name: string;
  readonly pin: string;
  readonly from: number;
  /** Seconds; null: nothing says that the guest has gone. */
  readonly until: number | null;
  readonly allow?: unknown;
  /** Whether the event after the question is sent. */
  readonly joined?: false;
}

const ALLOWED = { allow: true };

function stay({ room, id, name, pin, from, until, allow, joined }: Guest): readonly Hook[] {
  const about = { room: { id: room }, guest: { id, name } };
  return [
    {
      at: from,
      event: 'may_join',
      members: { room: { id: room }, guest: { id, name, pin } },
      answer: allow === undefined ? ALLOWED : { allow },
    },
    ...(joined === false ? [] : [{ at: from + 0.4, event: 'joined', members: { ...about, codec: 'opus' } }]),
    ...(until === null
      ? []
      : [
          {
            at: until,
            event: 'left',
            members: { ...about, reason: 'hung_up', seconds: Math.round(until - from) },
          },
        ]),
  ];
}

function room(id: string, from: number, until: number): readonly Hook[] {
  const members = { room: { id } };
  return [
    { at: from, event: 'room_opened', members },
    { at: until, event: 'room_closed', members },
  ];
}

function beats(isSent: (at: number) => boolean): readonly Hook[] {
  return Array.from({ length: LAST_BEAT / BEAT_SECONDS + 1 }, (_, index) => 1 + index * BEAT_SECONDS)
    .filter(isSent)
    .map((at) => ({ at, event: 'heartbeat', members: { guests: 0 } }));
}

/** Three rooms with six guests; everything is as the manual says. */
const SOUND: readonly Hook[] = [
  ...beats(() => true),
  ...room('r-101', 3.2, 41.3),
  ...stay({ room: 'r-101', id: 'g-4101', name: 'Ada', pin: '2291', from: 2.5, until: 38.7 }),
  ...stay({ room: 'r-101', id: 'g-4102', name: 'Ben', pin: '7730', from: 6.1, until: 41.1 }),
  ...room('r-102', 13.1, 55.9),
  ...stay({ room: 'r-102', id: 'g-4103', name: 'Cleo', pin: '1187', from: 12.4, until: 55.7 }),
  ...stay({ room: 'r-102', id: 'g-4104', name: 'Dan', pin: '9024', from: 20.2, until: 33.3 }),
  ...room('r-103', 60.9, 84.6),
  ...stay({ room: 'r-103', id: 'g-4105', name: 'Eve', pin: '5512', from: 60.2, until: 84.4 }),
  ...stay({ room: 'r-103', id: 'g-4106', name: 'Finn', pin: '3348', from: 64.8, until: 79.5 }),
];

/** One guest is sound. One is let in and never comes in, of one the answer is a text, one never goes; and three beats fail to come. */
const FAULTY: readonly Hook[] = [
  ...beats((at) => at < 35 || at > 65),
  ...room('r-104', 3.2, 70.3),
  ...stay({ room: 'r-104', id: 'g-4107', name: 'Gil', pin: '6120', from: 2.5, until: 68.7 }),
  ...stay({ room: 'r-104', id: 'g-4108', name: 'Hana', pin: '4483', from: 9.1, until: null, joined: false }),
  ...stay({
    room: 'r-104',
    id: 'g-4109',
    name: 'Ivo',
    pin: '8851',
    from: 15.4,
    until: null,
    joined: false,
    allow: 'true',
  }),
  ...stay({ room: 'r-104', id: 'g-4110', name: 'Jo', pin: '2076', from: 22.2, until: null }),
];

function sample(name: string, hooks: readonly Hook[], seed: number): Sample {
  return {
    name,
    build() {
      const scenario = new Scenario({ seed, epoch: EPOCH, host: [BACKEND] });
      const sorted = [...hooks].sort((one, other) => one.at - other.at);
      for (const [index, hook] of sorted.entries()) {
        const conversation = new Conversation(scenario, {
          client: { address: SERVER, port: scenario.ephemeralPort() },
          server: { address: BACKEND, port: BACKEND_PORT },
          at: Math.round(hook.at * SECOND),
        });
        conversation
          .open()
          .request(requestBytes(hook, index + 1))
          .wait(3 * MILLISECOND);
        conversation.answer(answerBytes(hook)).close('client');
      }
      return capturedPcap(scenario, { linkLayer: 'ethernet' });
    },
  };
}

function requestBytes({ event, members }: Hook, number: number): Buffer {
  const body = Buffer.from(JSON.stringify({ event, node: 'lark-1', number, ...members }));
  const header = headerBlock('POST /hooks/conference HTTP/1.1', [
    ['Host', `${BACKEND}:${BACKEND_PORT}`],
    ['User-Agent', 'Larkspur/2.4'],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(body.length)],
    ['Connection', 'close'],
  ]);
  return Buffer.concat([header, body]);
}

function answerBytes({ at, answer }: Hook): Buffer {
  const body = Buffer.from(JSON.stringify(answer ?? {}));
  const header = headerBlock('HTTP/1.1 200 OK', [
    ['Date', httpDate(EPOCH + Math.floor(at))],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(body.length)],
    ['Connection', 'close'],
  ]);
  return Buffer.concat([header, body]);
}

export const larkspur: Sample = sample('larkspur.pcap', SOUND, 41);
export const larkspurFaulty: Sample = sample('larkspur-faulty.pcap', FAULTY, 42);
