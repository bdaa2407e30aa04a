import {
  Conversation,
  datagram,
  nameLookup,
  type Scenario,
  webSocketTalk,
} from '../../samples/builder/index.ts';
import {
  headerBlock,
  hookedCall,
  hookSession,
  httpDate,
  plainDescription,
  sipRequest,
  sipResponse,
} from '../../samples/hooks/index.ts';
import { CALL_SERVER, PBX, RESOLVER } from './network.ts';

const MILLISECOND = 1000;
const SECOND = 1_000_000;

/** Something that happens again and again; times are microseconds. */
interface Occasion {
  readonly every: number;
  readonly play: (scenario: Scenario, at: number) => void;
}

/** What else goes on at a call server besides media and downloads. */
const OCCASIONS: readonly Occasion[] = [
  { every: SECOND, play: lookUp },
  { every: 2 * SECOND, play: sipCall },
  { every: 4 * SECOND, play: webPhone },
  { every: 5 * SECOND, play: statusPage },
  { every: 6 * SECOND, play: recordingViewer },
];

/** Plays every occasion that falls into a span of time (microseconds, the end excluded). */
export function playSurroundings(scenario: Scenario, from: number, to: number): void {
  for (const { every, play } of OCCASIONS) {
    for (let at = Math.ceil(from / every) * every; at < to; at += every) {
      play(scenario, at + scenario.random.below(every >> 2));
    }
  }
}

function lookUp(scenario: Scenario, at: number): void {
  const address = PBX;
  nameLookup(scenario, { at, client: CALL_SERVER, resolver: RESOLVER, name: 'pbx.example.org', address });
}

function sipCall(scenario: Scenario, at: number): void {
  const { random } = scenario;
  const call = hookedCall(random, hookSession(random));
  const own = { address: CALL_SERVER, port: 30_000 };
  const pbx = { address: PBX, port: 5060 };
  const branch = random.hex(8);
  const dialog = {
    method: 'INVITE',
    from: `sip:${call.caller}@pbx.example.org`,
    to: `sip:${call.callee}@pbx.example.org`,
    callId: call.callId,
    branch,
  };
  const bye = { ...dialog, method: 'BYE', sequence: 2, branch: random.hex(8) };
  const sent = (delay: number, text: string) => datagram(scenario, at + delay, own, pbx, Buffer.from(text));
  const received = (delay: number, text: string) =>
    datagram(scenario, at + delay, pbx, own, Buffer.from(text));
  const ended = random.between(3000, 9000) * MILLISECOND;
  sent(0, sipRequest({ ...dialog, body: plainDescription(32_002) }));
  received(21 * MILLISECOND, sipResponse('100 Trying', dialog));
  received(80 * MILLISECOND, sipResponse('180 Ringing', dialog));
  received(940 * MILLISECOND, sipResponse('200 OK', { ...dialog, body: plainDescription(16_402) }));
  sent(955 * MILLISECOND, sipRequest({ ...dialog, method: 'ACK' }));
  sent(ended, sipRequest(bye));
  received(ended + 30 * MILLISECOND, sipResponse('200 OK', bye));
}

function webPhone(scenario: Scenario, at: number): void {
  webSocketTalk(scenario, {
    client: { address: '198.51.100.23', port: scenario.ephemeralPort() },
    server: { address: CALL_SERVER, port: 8080 },
    host: `${CALL_SERVER}:8080`,
    at,
    until: at + 20 * SECOND,
    interval: 5 * SECOND,
    roundTrip: 9 * MILLISECOND,
  });
}

/** A monitor polls a page. */
function statusPage(scenario: Scenario, at: number): void {
  const conversation = httpConversation(scenario, at, '198.51.100.77', 8081);
  for (let poll = 0; poll < 3; poll += 1) {
    const body = Buffer.from(`connections=${scenario.random.below(400)}\nstatus=ok\n`);
    conversation.request(get('/?action=stat', 8081)).wait(4 * MILLISECOND);
    conversation.answer(ok(scenario, conversation.now, 'text/plain', body)).wait(SECOND);
  }
  conversation.close('client');
}

/** A viewer of a recording: asks which pieces there are, fetches one, and does so again. */
function recordingViewer(scenario: Scenario, at: number): void {
  const { random } = scenario;
  const conversation = httpConversation(scenario, at, '198.51.100.78', 8082);
  const first = random.below(10_000);
  for (let piece = first; piece < first + 3; piece += 1) {
    const list = `recording-${piece}\n`;
    conversation.request(get('/recordings', 8082)).wait(3 * MILLISECOND);
    conversation.answer(ok(scenario, conversation.now, 'text/plain', Buffer.from(list)));
    conversation
      .wait(5 * MILLISECOND)
      .request(get(`/recordings/${piece}`, 8082))
      .wait(6 * MILLISECOND);
    conversation.answer(
      ok(scenario, conversation.now, 'application/octet-stream', random.bytes(random.between(6000, 24_000))),
    );
    conversation.wait(2 * SECOND);
  }
  conversation.close('client');
}

function httpConversation(scenario: Scenario, at: number, client: string, port: number): Conversation {
  return new Conversation(scenario, {
    client: { address: client, port: scenario.ephemeralPort() },
    server: { address: CALL_SERVER, port },
    at,
  }).open();
}

function get(target: string, port: number): Buffer {
  return headerBlock(`GET ${target} HTTP/1.1`, [
    ['Host', `${CALL_SERVER}:${port}`],
    ['User-Agent', 'example/1.0'],
    ['Accept', '*/*'],
  ]);
}

function ok(scenario: Scenario, now: number, type: string, body: Buffer): Buffer {
  const header = headerBlock('HTTP/1.1 200 OK', [
    ['Date', httpDate(scenario.epoch + Math.floor(now / SECOND))],
    ['Content-Type', type],
    ['Content-Length', String(body.length)],
  ]);
  return Buffer.concat([header, body]);
}
