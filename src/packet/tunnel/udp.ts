import type { Buffer } from 'node:buffer';
import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

const UDP = { sourcePort: 0, destinationPort: 2, length: 8 } as const;

/** UDP, as far as it is a tunnel that may carry TCP. Either port may name the tunnel, as in Wireshark. */
export function udp(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + UDP.length > cursor.end) {
    return tooShort(cursor, UDP.length, 'UDP', 'ports', UDP.sourcePort);
  }
  const step = stepForPort(readUint16(bytes, position + UDP.destinationPort));
  cursor.position = position + UDP.length;
  return step === DECODE.notTcp ? stepForPort(readUint16(bytes, position + UDP.sourcePort)) : step;
}

/**
 * True where the UDP header at `at` has the port of a tunnel. The caller has checked that its first four bytes are
 * present.
 */
export function isTunnelPort(bytes: Buffer, at: number): boolean {
  return (
    stepForPort(readUint16(bytes, at + UDP.destinationPort)) !== DECODE.notTcp ||
    stepForPort(readUint16(bytes, at + UDP.sourcePort)) !== DECODE.notTcp
  );
}

/**
 * The ports of the tunnels as IANA assigns them; TZSP's is the one that MikroTik and Wireshark use, and 8472 is that of VXLAN
 * in Linux and flannel. A switch, because
 * it runs for every UDP frame.
 */
function stepForPort(port: number): NextStep {
  switch (port) {
    case 1701:
      return STEP.l2tp;
    case 2152:
      return STEP.gtpUser;
    case 4754:
      return STEP.greInUdp;
    case 4789:
    case 8472:
      return STEP.vxlan;
    case 4790:
      return STEP.vxlanGpe;
    case 6081:
      return STEP.geneve;
    case 37008:
      return STEP.tzsp;
    default:
      return DECODE.notTcp;
  }
}
