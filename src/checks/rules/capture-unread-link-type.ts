import { type CaptureRule, captureFinding } from '../rule.ts';
import { linkTypeWords, unreadOf } from '../unread-link-types.ts';

const CAPTURE_AGAIN =
  'Capture again where the packets have IP in them: tcpdump -i any -s 0 -w log.pcap on the server.';

/** What to do about the frames of a link type, by what makes them what they are. */
const ADVICE: readonly (readonly [numbers: readonly number[], advice: string])[] = [
  [
    [252],
    'These are PDUs that Wireshark exported: what was within packets, without the packets. Save the packets instead (File, Save As or Export Specified Packets).',
  ],
  [
    [186, 189, 220, 249, 266, 288],
    `This is the traffic of USB devices: the wrong interface was captured. ${CAPTURE_AGAIN}`,
  ],
  [
    [195, 215, 230, 283],
    `This is IEEE 802.15.4, the radio of sensors: the wrong interface was captured. ${CAPTURE_AGAIN}`,
  ],
  [
    [187, 201, 251, 254, 255, 256, 272],
    `This is Bluetooth: the wrong interface was captured. ${CAPTURE_AGAIN}`,
  ],
  [
    [190, 210, 212, 227],
    `This is the bus of a vehicle or machine: the wrong interface was captured. ${CAPTURE_AGAIN}`,
  ],
  [
    [197],
    'Convert the file to Ethernet: editcap -F pcap -T ether IN OUT.pcap, where its records are Ethernet.',
  ],
  [[231, 253], `These are messages within a host, no packets. ${CAPTURE_AGAIN}`],
];
/** For all others. */
const GENERAL_ADVICE = `${CAPTURE_AGAIN} Or convert the file to Ethernet or raw IP with the tool that recorded it.`;

/** Frames of a link type that is not read. */
export const captureUnreadLinkType: CaptureRule = {
  id: 'capture/unread-link-type',
  severity: 'warning',
  judge: (facts) =>
    unreadOf(facts).map((unread) => {
      const { frames } = unread;
      const word = frames === 1 ? '1 frame is' : `${frames} frames are`;
      return captureFinding(captureUnreadLinkType, {
        message: `${word} not read: ${linkTypeWords(unread)} is not supported.`,
        evidence: frames < facts.frames ? `The capture has ${facts.frames} frames in all.` : null,
        remedy: adviceFor(unread.number),
        count: frames,
      });
    }),
};

function adviceFor(number: number): string {
  return ADVICE.find(([numbers]) => numbers.includes(number))?.[1] ?? GENERAL_ADVICE;
}
