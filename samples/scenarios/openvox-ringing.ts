import { Conversation, Scenario } from '../builder/index.ts';
import { headerBlock, httpDate } from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { MILLISECOND, SECOND } from './surroundings.ts';

/** The address in seed 002's Host field, and a PBX beside it. */
const BACKEND = '172.16.6.150';
const PBX = '172.16.6.18';
/** 2020-05-20 04:12:30 UTC: just before the first call identifier of the seed, which is an epoch time. */
const EPOCH = 1_589_947_950;

interface Report {
  /** Seconds since 1970. */
  readonly time: number;
  readonly body: object;
}

const serial = { sn: 'a09805021987' };

/** The six reports of seed 002 in its order: a call between extensions, one going out, one coming in. */
const REPORTS: readonly Report[] = [
  {
    time: 1_589_947_952.31,
    body: { action: 'ALERT', callid: '1589947952.1670', ext: { extid: ['101'] }, ...serial },
  },
  {
    time: 1_589_947_952.37,
    body: { action: 'RING', callid: '1589947952.1670', ext: { extid: ['106', '101'] }, ...serial },
  },
  {
    time: 1_589_948_179.52,
    body: { action: 'ALERT', callid: '1589948179.1692', ext: { extid: '106' } },
  },
  {
    time: 1_589_948_179.6,
    body: {
      action: 'RING',
      callid: '1589948178.1690',
      outbound: { from: '106', to: '103', trunk: 'to-18-16-2', outboundid: '1589948178.1690' },
      ext: { extid: '106' },
    },
  },
  {
    time: 1_589_948_512.44,
    body: {
      action: 'ALERT',
      callid: '1589948512.1709',
      inbound: { from: '103', to: '101', trunk: 'to-18-16-2', inboundid: '1589948512.1707' },
      ...serial,
    },
  },
  {
    time: 1_589_948_512.5,
    body: {
      action: 'RING',
      callid: '1589948512.1709',
      ext: { extid: '101' },
      inbound: { from: '103', to: '101', trunk: 'to-18-16-2', inboundid: '1589948512.1707' },
      ...serial,
    },
  },
];

/** An OpenVox PBX reports ringing, each report on a connection of its own, with the bytes of seed 002. */
export const openvoxRinging: Sample = {
  name: 'openvox-ringing.pcap',
  build() {
    const scenario = new Scenario({ seed: 7, epoch: EPOCH, host: [BACKEND] });
    for (const { time, body } of REPORTS) {
      const conversation = new Conversation(scenario, {
        client: { address: PBX, port: scenario.ephemeralPort() },
        server: { address: BACKEND, port: 80 },
        at: Math.round((time - EPOCH) * SECOND),
      });
      conversation
        .open()
        .request(reportBytes(body))
        .wait(2 * MILLISECOND);
      conversation.answer(answerBytes(Math.floor(time))).close('server');
    }
    return capturedPcap(scenario, { linkLayer: 'ethernet' });
  },
};

/** As the seed prints it: no target, no space after most colons. */
function reportBytes(body: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(body));
  const header =
    `POST HTTP/1.1\r\nHost:${BACKEND}\r\nContent-Length:${bytes.length}\r\n` +
    'Accept: application/json\r\nContent-Type:application/json\r\nConnection:close\r\n\r\n';
  return Buffer.concat([Buffer.from(header), bytes]);
}

function answerBytes(date: number): Buffer {
  const body = Buffer.from('{"status":"Success"}');
  const header = headerBlock('HTTP/1.1 200 OK', [
    ['Date', httpDate(date)],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(body.length)],
    ['Connection', 'close'],
  ]);
  return Buffer.concat([header, body]);
}
