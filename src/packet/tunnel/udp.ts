import type { Buffer } from 'node:buffer';
import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

const UDP = { sourcePort: 0, destinationPort: 2, length: 8 } as const;

/** UDP as far as tunnels go that may carry TCP; known by either port, as Wireshark has it. */
export function udp(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + UDP.length > cursor.end) {
    return tooShort(cursor, UDP.length, 'UDP', 'ports', UDP.sourcePort);
  }
  const step = stepForPort(readUint16(bytes, position + UDP.destinationPort));
  cursor.position = position + UDP.length;
  return step === DECODE.notTcp ? stepForPort(readUint16(bytes, position + UDP.sourcePort)) : step;
}

/** Whether the UDP header at `at` has the port of a tunnel. The caller has checked that its first four bytes are there. */
export function isTunnelPort(bytes: Buffer, at: number): boolean {
  return (
    stepForPort(readUint16(bytes, at + UDP.destinationPort)) !== DECODE.notTcp ||
    stepForPort(readUint16(bytes, at + UDP.sourcePort)) !== DECODE.notTcp
  );
}

/** IANA's ports of the tunnels (TZSP's is the one that MikroTik and Wireshark use). A switch, for it is asked of every UDP frame. */
function stepForPort(port: number): NextStep {
  switch (port) {
    case 1701:
      return STEP.l2tp;
    case 2152:
      return STEP.gtpUser;
    case 4789:
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
