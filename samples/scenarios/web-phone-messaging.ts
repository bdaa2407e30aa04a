import { Scenario, type SegmentOptions, TCP_FLAGS, TcpConnection } from '../builder/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { microseconds, sendInOrder } from './listing/frame-plan.ts';
import { MESSAGING_BODIES, MESSAGING_SIP } from './listing/messaging-payloads.ts';
import { inTurn, nameActor, secureActor, sipDatagram } from './listing/other-traffic.ts';
import { echoedPieces, listedRequest, restFrames } from './listing/rest-frames.ts';
import { CALL_SERVER, LOOPBACK, PBX, RESOLVER } from './surroundings.ts';

/** 2014-10-21 13:32:25 UTC: seed 003 shows a Wireshark of that year. */
const EPOCH = 1_413_898_345;
/** TSval when the capture began: frame 33 shows 2326163678 at 10.169410 s. */
const TIMESTAMP_BASE = 2_326_153_509;
/** Content bytes of the records of other TLS traffic: they make the file 67 kB, as the seed's status line says. */
const SERVER_RECORD_BYTES = 1420;
const CLIENT_RECORD_BYTES = 960;

/** A message is sent and one comes in: the second listing of seed 003, frame for frame. */
export const webPhoneMessaging: Sample = {
  name: 'web-phone-messaging.pcap',
  build() {
    const scenario = new Scenario({
      seed: 3,
      epoch: EPOCH,
      host: [CALL_SERVER],
      timestampBases: { [LOOPBACK]: TIMESTAMP_BASE },
    });
    const backend = { address: LOOPBACK, port: 9091 };
    // Its handshake was long before the capture: Wireshark knows no scale and prints the bare window.
    const stale = new TcpConnection(scenario, {
      client: { address: LOOPBACK, port: 34_248 },
      server: backend,
      window: 384,
    });
    const fresh = new TcpConnection(scenario, {
      client: { address: LOOPBACK, port: 34_257 },
      server: backend,
    });
    const old = restFrames(stale, 'mid-stream');
    const { listed, hidden } = restFrames(fresh, 'handshake');

    const bodies = MESSAGING_BODIES;
    const date = EPOCH + 10;
    const sent = echoedPieces(bodies.sendMessage, date);
    const accepted = echoedPieces(bodies.accepted, date);
    const incoming = echoedPieces(bodies.onMessage, date);
    const notified = echoedPieces(bodies.notified, date);

    const pbx = { address: PBX, port: 5060 };
    const phone = { address: CALL_SERVER, port: 30_000 };
    const sip = MESSAGING_SIP;
    const other = inTurn([
      secureActor(scenario, {
        client: { address: '198.51.100.23', port: 52_044 },
        server: { address: CALL_SERVER, port: 8443 },
        serverBytes: SERVER_RECORD_BYTES,
        clientBytes: CLIENT_RECORD_BYTES,
      }),
      secureActor(scenario, {
        client: { address: '198.51.100.200', port: 41_022 },
        server: { address: CALL_SERVER, port: 8444 },
        serverBytes: SERVER_RECORD_BYTES,
        clientBytes: CLIENT_RECORD_BYTES,
      }),
      nameActor(scenario, CALL_SERVER, RESOLVER, 'pbx.example.org', PBX),
    ]);

    sendInOrder(
      [
        { number: 1, time: 0, send: other },
        old.listed(33, '10.169410', {
          flags: TCP_FLAGS.fin | TCP_FLAGS.ack,
          timestamps: [2_326_163_678, 2_325_203_574],
        }),
        old.hidden(34, {}, '10.169424'),
        listed(35, '10.169710', { flags: TCP_FLAGS.syn, timestamps: [2_326_163_678, 2_326_163_678] }),
        hidden(36, { flags: TCP_FLAGS.syn | TCP_FLAGS.ack, timestamps: [2_326_163_678, 2_326_163_678] }),
        listed(37, '10.169725', stamped(678, 678, 257)),
        listed(38, '10.169863', {
          ...stamped(678, 678, 257),
          payload: listedRequest('sendMessage', bodies.sendMessage),
        }),
        hidden(39, stamped(678, 678), '10.169872'),
        hidden(40, { ...stamped(684, 678), payload: sent.header }, '10.175706'),
        listed(41, '10.175721', stamped(685, 684, 265)),
        hidden(42, { ...stamped(685, 685), payload: sent.size }),
        listed(43, '10.175798', stamped(685, 685, 265)),
        hidden(44, { ...stamped(685, 685), payload: sent.data }),
        listed(45, '10.175912', stamped(685, 685, 273)),
        hidden(46, { ...stamped(685, 685), payload: sent.dataEnd }),
        listed(47, '10.175981', stamped(685, 685, 273)),
        hidden(48, { ...stamped(685, 685), payload: sent.lastChunk }),
        listed(49, '10.176571', stamped(685, 685, 273)),
        { number: 51, send: sipDatagram(scenario, phone, pbx, sip.sent) },
        { number: 57, send: sipDatagram(scenario, pbx, phone, sip.accepted) },

        listed(63, '10.209948', {
          ...stamped(719, 685, 273),
          payload: listedRequest('MessageStatusEvent', bodies.accepted),
        }),
        hidden(64, { ...stamped(722, 719), payload: accepted.header }, '10.213940'),
        hidden(65, { ...stamped(722, 719), payload: accepted.size }),
        hidden(66, { ...stamped(723, 719), payload: accepted.data }),
        hidden(67, { ...stamped(723, 719), payload: accepted.dataEnd }),
        // Acknowledgements cross the backend's next piece on loopback: this one answers frame 66.
        listed(68, '10.214131', stamped(723, 723, 295), 1819),
        hidden(69, { ...stamped(723, 723), payload: accepted.lastChunk }),
        listed(70, '10.214612', stamped(724, 723, 295)),
        { number: 73, send: sipDatagram(scenario, pbx, phone, sip.incoming) },
        { number: 79, send: sipDatagram(scenario, phone, pbx, sip.received) },

        listed(83, '10.270728', {
          ...stamped(779, 723, 295),
          payload: listedRequest('OnMessageEvent', bodies.onMessage),
        }),
        // Here frame 87 answers frame 85.
        hidden(84, { ...stamped(783, 779), payload: incoming.header }, '10.274480'),
        hidden(85, { ...stamped(783, 779), payload: incoming.size }),
        hidden(86, { ...stamped(783, 779), payload: incoming.data }),
        listed(87, '10.274535', stamped(783, 783, 308), 2215),
        hidden(88, { ...stamped(783, 783), payload: incoming.dataEnd }),
        listed(89, '10.274577', stamped(783, 783, 323)),
        hidden(90, { ...stamped(784, 783), payload: incoming.lastChunk }, '10.275020'),
        listed(99, '10.314686', stamped(824, 784, 323)),
        { number: 101, send: sipDatagram(scenario, phone, pbx, sip.notification) },
        { number: 105, send: sipDatagram(scenario, pbx, phone, sip.notified) },

        listed(108, '10.445610', {
          ...stamped(955, 784, 323),
          payload: listedRequest('MessageStatusEvent', bodies.notified),
        }),
        hidden(109, { ...stamped(958, 955), payload: notified.header }, '10.448950'),
        listed(110, '10.448970', stamped(958, 958, 337)),
        hidden(111, { ...stamped(958, 958), payload: notified.size }),
        listed(112, '10.449025', stamped(958, 958, 337)),
        hidden(113, { ...stamped(958, 958), payload: notified.data }),
        listed(114, '10.449087', stamped(958, 958, 352)),
        hidden(115, { ...stamped(958, 958), payload: notified.dataEnd }),
        listed(116, '10.449147', stamped(958, 958, 352)),
        hidden(117, { ...stamped(958, 958), payload: notified.lastChunk }),
        listed(118, '10.449670', stamped(958, 958, 352)),
        { number: 138, time: microseconds('13.412207'), send: other },
      ],
      (_number, time) => other(time),
    );
    return capturedPcap(scenario);
  },
};

/** TSval and TSecr by their last three digits, as the listing differs only in them, and the client's window unscaled. */
function stamped(value: number, echo: number, window?: number): SegmentOptions {
  const timestamps = [2_326_163_000 + value, 2_326_163_000 + echo] as const;
  return { timestamps, ...(window === undefined ? {} : { window }) };
}
