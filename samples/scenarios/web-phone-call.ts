import { Scenario, TcpConnection } from '../builder/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { CALL_BODIES, CALL_SIP } from './listing/call-payloads.ts';
import { microseconds, type PlannedFrame, sendInOrder } from './listing/frame-plan.ts';
import {
  inTurn,
  mediaActor,
  nameActor,
  secureActor,
  sipDatagram,
  stunActor,
} from './listing/other-traffic.ts';
import { type AnswerPieces, echoedPieces, listedRequest, restFrames } from './listing/rest-frames.ts';
import { CALL_SERVER, LOOPBACK, PBX, RESOLVER } from './surroundings.ts';

/** 2014-10-21 13:50:24 UTC: 18 minutes after the other listing, by the TCP timestamps. */
const EPOCH = 1_413_899_424;
/** TSval when the capture began: the listing's column is cut off after 232724. */
const TIMESTAMP_BASE = 2_327_232_600;
/** Content bytes of the records of other TLS traffic: they make the file 326 kB, as the seed's status line says. */
const SERVER_RECORD_BYTES = 566;
const CLIENT_RECORD_BYTES = 190;

const LAST_FRAME = 1802;
/** Between these frames the two talk: two plain and two secured streams of media, 200 packets a second. */
const TALK = { from: 210, to: 1698 } as const;

/** A call goes out, is answered and ended: the first listing of seed 003, frame for frame. */
export const webPhoneCall: Sample = {
  name: 'web-phone-call.pcap',
  build() {
    const scenario = new Scenario({
      seed: 2,
      epoch: EPOCH,
      host: [CALL_SERVER],
      timestampBases: { [LOOPBACK]: TIMESTAMP_BASE },
    });
    const idle = idleTraffic(scenario);
    const talk = talkTraffic(scenario);
    sendInOrder(
      [
        { number: 1, time: 0, send: idle },
        ...restConversation(scenario),
        ...signalling(scenario),
        { number: LAST_FRAME, time: microseconds('17.384512'), send: idle },
      ],
      (number, time) => (number > TALK.from && number < TALK.to ? talk(time) : idle(time)),
    );
    return capturedPcap(scenario);
  },
};

/** The connection on port 9091, begun before the capture: Wireshark knows no scale and prints the bare window. */
function restConversation(scenario: Scenario): readonly PlannedFrame[] {
  const connection = new TcpConnection(scenario, {
    client: { address: LOOPBACK, port: 34_266 },
    server: { address: LOOPBACK, port: 9091 },
    window: 384,
    silentFor: 9_268_000,
  });
  const { listed, hidden } = restFrames(connection, 'mid-stream');
  const request = (method: string, body: string) => ({ payload: listedRequest(method, body) });
  const piece = (pieces: AnswerPieces, name: keyof AnswerPieces) => ({ payload: pieces[name] });
  const call = echoedPieces(CALL_BODIES.call, EPOCH + 8);
  const trying = echoedPieces(CALL_BODIES.trying, EPOCH + 8);
  const ringing = echoedPieces(CALL_BODIES.ringing, EPOCH + 8);
  const established = echoedPieces(CALL_BODIES.established, EPOCH + 8);
  const hangup = echoedPieces(CALL_BODIES.hangup, EPOCH + 16);
  const finished = echoedPieces(CALL_BODIES.finished, EPOCH + 16);
  // Acknowledgements cross the backend's next piece on loopback: where the listing shows a lower number than had been
  // sent, that number is given.
  return [
    listed(114, '8.571338', request('call', CALL_BODIES.call)),
    hidden(115, {}, '8.571349'),
    hidden(116, piece(call, 'header'), '8.577230'),
    hidden(117, piece(call, 'size')),
    hidden(118, piece(call, 'data')),
    listed(119, '8.577284', {}, 385),
    listed(120, '8.577292', {}, 390),
    listed(121, '8.577298'),
    hidden(122, piece(call, 'dataEnd')),
    listed(123, '8.577363'),
    hidden(124, piece(call, 'lastChunk')),
    listed(125, '8.577961'),

    listed(145, '8.682350', request('CallStatusEvent', CALL_BODIES.trying)),
    hidden(146, piece(trying, 'header'), '8.687822'),
    listed(147, '8.687835'),
    hidden(148, piece(trying, 'size')),
    listed(149, '8.687856'),
    hidden(150, piece(trying, 'data')),
    listed(151, '8.687927'),
    hidden(152, piece(trying, 'dataEnd')),
    listed(153, '8.687993'),
    hidden(154, piece(trying, 'lastChunk')),
    listed(155, '8.688554'),

    listed(176, '8.754441', request('CallStatusEvent', CALL_BODIES.ringing)),
    hidden(177, piece(ringing, 'header'), '8.758021'),
    hidden(178, piece(ringing, 'size')),
    listed(179, '8.758047', {}, 3372),
    hidden(180, piece(ringing, 'data')),
    listed(181, '8.758053', {}, 3377),
    listed(182, '8.758058'),
    hidden(183, piece(ringing, 'dataEnd')),
    hidden(184, piece(ringing, 'lastChunk')),
    listed(185, '8.758517'),

    listed(210, '8.987719', request('CallStatusEvent', CALL_BODIES.established)),
    hidden(211, piece(established, 'header'), '8.992829'),
    listed(212, '8.992842'),
    hidden(213, piece(established, 'size')),
    listed(214, '8.992901'),
    hidden(215, piece(established, 'data')),
    listed(216, '8.992992'),
    hidden(217, piece(established, 'dataEnd')),
    listed(218, '8.993050'),
    hidden(219, piece(established, 'lastChunk')),
    listed(220, '8.993508'),

    listed(1698, '16.309715', request('hangup', CALL_BODIES.hangup)),
    hidden(1699, {}, '16.309726'),
    hidden(1701, piece(hangup, 'header'), '16.315241'),
    hidden(1702, piece(hangup, 'size')),
    listed(1703, '16.315267', {}, 6481),
    listed(1704, '16.315282'),
    hidden(1705, piece(hangup, 'data')),
    listed(1706, '16.315347'),
    hidden(1707, piece(hangup, 'dataEnd')),
    listed(1708, '16.315405'),
    hidden(1709, piece(hangup, 'lastChunk')),
    listed(1710, '16.315947'),

    listed(1734, '16.353704', request('CallStatusEvent', CALL_BODIES.finished)),
    hidden(1735, piece(finished, 'header'), '16.357640'),
    hidden(1736, piece(finished, 'size')),
    hidden(1737, piece(finished, 'data')),
    hidden(1738, piece(finished, 'dataEnd')),
    listed(1739, '16.357702'),
    hidden(1740, piece(finished, 'lastChunk'), '16.357790'),
    // As the listing prints it; what the backend sent ends at 7339 (samples/README.md).
    listed(1754, '16.387611', {}, 7338),
  ];
}

/** The SIP messages between the call server and the PBX, each before the hook that tells of it. */
function signalling(scenario: Scenario): readonly PlannedFrame[] {
  const pbx = { address: PBX, port: 5060 };
  const phone = { address: CALL_SERVER, port: 30_000 };
  const sent = (number: number, text: string) => ({ number, send: sipDatagram(scenario, phone, pbx, text) });
  const received = (number: number, text: string) => ({
    number,
    send: sipDatagram(scenario, pbx, phone, text),
  });
  return [
    sent(129, CALL_SIP.invite),
    received(142, CALL_SIP.trying),
    received(172, CALL_SIP.ringing),
    received(205, CALL_SIP.answered),
    sent(207, CALL_SIP.acknowledged),
    sent(1714, CALL_SIP.bye),
    received(1731, CALL_SIP.ended),
  ];
}

/** Browsers and an administrator over TLS, connectivity checks, name look-ups. */
function idleTraffic(scenario: Scenario) {
  const bytes = { serverBytes: SERVER_RECORD_BYTES, clientBytes: CLIENT_RECORD_BYTES };
  return inTurn([
    secureActor(scenario, {
      client: { address: '192.0.2.10', port: 52_044 },
      server: { address: CALL_SERVER, port: 8443 },
      ...bytes,
    }),
    stunActor(scenario, { address: '192.0.2.10', port: 61_104 }, { address: CALL_SERVER, port: 31_004 }),
    secureActor(scenario, {
      client: { address: '198.51.100.200', port: 41_022 },
      server: { address: CALL_SERVER, port: 8444 },
      ...bytes,
    }),
    nameActor(scenario, CALL_SERVER, RESOLVER, 'pbx.example.org', PBX),
  ]);
}

/** G.729 to and from the PBX, PCMU with its authentication tag to and from the browser. */
function talkTraffic(scenario: Scenario) {
  const toPbx = {
    source: { address: CALL_SERVER, port: 31_002 },
    destination: { address: PBX, port: 16_402 },
  };
  const toBrowser = {
    source: { address: CALL_SERVER, port: 31_004 },
    destination: { address: '192.0.2.10', port: 61_104 },
  };
  const back = (way: typeof toPbx) => ({ source: way.destination, destination: way.source });
  const plain = { payloadType: 18, payloadBytes: 20 };
  const secured = { payloadType: 0, payloadBytes: 170 };
  return inTurn([
    mediaActor(scenario, { ...toPbx, ...plain }),
    mediaActor(scenario, { ...back(toBrowser), ...secured }),
    mediaActor(scenario, { ...back(toPbx), ...plain }),
    mediaActor(scenario, { ...toBrowser, ...secured }),
  ]);
}
