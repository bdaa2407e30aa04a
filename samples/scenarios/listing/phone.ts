import type { HookSession } from '../../hooks/index.ts';
import { CALL_SERVER, PBX } from '../surroundings.ts';

/**
 * The user of seed 003's web phone. The lengths of the listing leave 55 characters for all identifiers of `hangup`,
 * so they are as short as those of an early WCS.
 */
export const PHONE_USER: HookSession = {
  nodeId: 'wcs-node-1',
  appKey: 'phoneApp',
  sessionId: '/192.0.2.10:52044/5f2e',
  clientAddress: '192.0.2.10:52044',
  login: '1001',
  sipDomain: PBX,
};

export interface PhoneSip {
  readonly start: string;
  readonly method: string;
  readonly sequence: number;
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly branch: string;
  /** Header lines besides those that every message has. */
  readonly lines?: readonly string[];
  readonly body?: string;
}

/** A SIP message with few header lines. */
export function phoneSip(sip: PhoneSip): string {
  const body = sip.body ?? '';
  const lines = [
    sip.start,
    `Via: SIP/2.0/UDP ${CALL_SERVER}:30000;branch=z9hG4bK${sip.branch}`,
    `From: <sip:${sip.from}@${PBX}>;tag=9a1`,
    `To: <sip:${sip.to}@${PBX}>`,
    `Call-ID: ${sip.callId}`,
    `CSeq: ${sip.sequence} ${sip.method}`,
    ...(sip.lines ?? []),
    `Content-Length: ${body.length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
