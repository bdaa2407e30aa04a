import { type Endpoint, Scenario } from '../builder/index.ts';
import { type JsonObject, yeastarPEvent, yeastarPRequest } from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { oneCall } from './one-call.ts';
import { SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

const PBX = '192.0.2.20';
const BACKEND: Endpoint = { address: '192.0.2.90', port: 8260 };
const HOST = `${BACKEND.address}:${BACKEND.port}`;
const SECRET = 'an invented secret of 32 letters';

const CALL = '1700000007.41';

const party = (number: string, status: string): JsonObject => ({
  extension: { number, channel_id: `PJSIP/${number}-1`, member_status: status, call_path: '' },
});

const state = (...members: readonly JsonObject[]): JsonObject =>
  yeastarPEvent(30011, { call_id: CALL, members });

const RECORD = yeastarPEvent(30012, {
  call_id: CALL,
  time_start: '2023-11-14 22:13:21',
  call_from: '1001',
  call_to: '1002',
  call_duration: 20,
  talk_duration: 16,
  src_trunk_name: ' ',
  dst_trunk_name: ' ',
  pin_code: ' ',
  status: 'ANSWERED',
  type: 'Internal',
  recording: ' ',
  did_number: ' ',
  agent_ring_time: 0,
  uid: '20231114221321ABCDE',
});

function capture(
  seed: number,
  events: readonly (readonly [at: number, event: JsonObject, status?: string])[],
): Buffer {
  const scenario = new Scenario({ seed, epoch: SAMPLE_EPOCH, host: [PBX] });
  for (const [at, event, status = '200 OK'] of events) {
    oneCall(scenario, {
      at: Math.round(at * SECOND),
      client: PBX,
      server: BACKEND,
      request: yeastarPRequest(HOST, '/pbx/events', event, SECRET),
      answer: { status, body: '' },
    });
  }
  surroundings(scenario, { until: 40 * SECOND, rarity: 4 });
  return capturedPcap(scenario);
}

/** A call between two extensions, from ringing to its record. */
export const yeastarPCall: Sample = {
  name: 'yeastar-p-call.pcap',
  build: () =>
    capture(51, [
      [1, yeastarPEvent(30008, { extension: '1002', status: 'Ringing' })],
      [1.1, state(party('1001', 'ALERT'), party('1002', 'RING'))],
      [5, state(party('1001', 'ANSWERED'), party('1002', 'ANSWER'))],
      [21, state(party('1001', 'BYE'), party('1002', 'BYE'))],
      [22, RECORD],
    ]),
};

/** The backend fails at the record of a call, and the state of an extension is a word that is not known. */
export const yeastarPFaults: Sample = {
  name: 'yeastar-p-faults.pcap',
  build: () =>
    capture(52, [
      [1, yeastarPEvent(30008, { extension: '1002', status: 'Sleeping' })],
      [1.1, state(party('1001', 'ALERT'), party('1002', 'RING'))],
      [21, state(party('1001', 'BYE'), party('1002', 'BYE'))],
      [22, RECORD, '500 Internal Server Error'],
    ]),
};
