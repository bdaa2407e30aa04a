import { type HookedCall, indentedJson } from '../hooks/index.ts';
import { sizedText } from './sized-text.ts';

/** Addresses of seeds 000 and 001: the call server is the one in `nodeId`, the backend the one in `Host`. */
export const SEED_NODE = '46.101.108.90';
export const SEED_BACKEND = { address: '192.168.1.101', port: 80 } as const;

/**
 * The Content-Lengths of the seeds: of the hook answered 200 and of the one answered 403. The answer's is 3656, as
 * PHP escapes the 42 slashes of the first.
 */
export const SEED_BODY_BYTES = { answered: 3614, forbidden: 3639 } as const;

/** The call of the seeds. */
export const SEED_CALL: HookedCall = {
  session: {
    nodeId: 'ah20GKYnbYKxjJmdh1zDs6c1lWkn0Q0t@46.101.108.90',
    appKey: 'defaultApp',
    sessionId: '/8.8.8.8:56046/46.101.108.90:8443',
    clientAddress: '8.8.8.8:56046',
    login: 'PPP005',
    sipDomain: 'h79n40.etc.tario.ru',
  },
  callId: 'pbx-8BD6EE910B71BE609010-3434@h79n40.etc.tario.ru',
  caller: 'PPP009',
  callee: 'PPP005',
  incoming: true,
  hasVideo: false,
};

/** Audio codecs that the caller offers, with and without encryption. */
const CODECS = [
  '0 PCMU/8000',
  '8 PCMA/8000',
  '18 G729/8000',
  '9 G722/8000',
  '3 GSM/8000',
  '97 iLBC/8000',
  '98 speex/8000',
  '99 speex/16000',
  '102 G726-16/8000',
  '103 G726-24/8000',
  '104 G726-32/8000',
  '105 G726-40/8000',
  '13 CN/8000',
  '101 telephone-event/8000',
] as const;

/** `OnCallEvent` with the members that the seeds print, and the INVITE that they leave out, in exactly so many bytes. */
export function seedOnCallBody(bytes: number): string {
  return sizedText(bytes, (padding) => indentedJson(onCallObject(padding)));
}

function onCallObject(padding: string) {
  const { nodeId, appKey, sessionId } = SEED_CALL.session;
  const { callId, incoming, caller, callee, hasVideo } = SEED_CALL;
  return {
    nodeId,
    appKey,
    sessionId,
    callId,
    incoming,
    status: 'PENDING',
    caller,
    callee,
    hasAudio: true,
    hasVideo,
    mediaProvider: 'WebRTC',
    isMsrp: false,
    holdForTransfer: false,
    sipMessageRaw: invite(padding),
  };
}

function invite(padding: string): string {
  const { sipDomain } = SEED_CALL.session;
  const body = description();
  const lines = [
    `INVITE sip:${SEED_CALL.callee}@${SEED_NODE}:30000 SIP/2.0`,
    `Via: SIP/2.0/UDP 203.0.113.50:5060;branch=z9hG4bK${padding};rport=5060`,
    'Via: SIP/2.0/UDP 203.0.113.51:5060;received=203.0.113.51;branch=z9hG4bK41f0a2c3d4e5f607',
    'Via: SIP/2.0/UDP 198.51.100.17:5060;received=198.51.100.17;branch=z9hG4bK0c1d2e3f40516273',
    'Via: SIP/2.0/UDP 198.51.100.18:5060;received=198.51.100.18;branch=z9hG4bK76543210fedcba98',
    'Record-Route: <sip:203.0.113.50;lr;ftag=5d40f1c2>',
    'Record-Route: <sip:203.0.113.51;lr;ftag=5d40f1c2>',
    'Record-Route: <sip:198.51.100.17;lr;ftag=5d40f1c2>',
    'Record-Route: <sip:198.51.100.18;lr;ftag=5d40f1c2>',
    `From: "${SEED_CALL.caller}" <sip:${SEED_CALL.caller}@${sipDomain}>;tag=5d40f1c2`,
    `To: <sip:${SEED_CALL.callee}@${sipDomain}>`,
    `Call-ID: ${SEED_CALL.callId}`,
    'CSeq: 3434 INVITE',
    `Contact: <sip:${SEED_CALL.caller}@203.0.113.50:5060>`,
    'Max-Forwards: 67',
    'User-Agent: Example PBX 13',
    'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO, PUBLISH, MESSAGE, UPDATE, PRACK',
    'Allow-Events: talk, hold, conference, refer, check-sync, message-summary, presence, dialog',
    'Supported: replaces, timer, path, 100rel, norefersub',
    'Session-Expires: 1800;refresher=uac',
    'Min-SE: 90',
    `P-Asserted-Identity: "${SEED_CALL.caller}" <sip:${SEED_CALL.caller}@${sipDomain}>`,
    `Remote-Party-ID: "${SEED_CALL.caller}" <sip:${SEED_CALL.caller}@${sipDomain}>;party=calling;screen=yes;privacy=off`,
    'P-Charging-Vector: icid-value=5d40f1c2a0c1f2e3;icid-generated-at=203.0.113.50',
    `P-Called-Party-ID: <sip:${SEED_CALL.callee}@${sipDomain}>`,
    'Organization: Example Telephony',
    'Privacy: none',
    'Date: Tue, 28 Feb 2017 17:35:44 GMT',
    'Content-Type: application/sdp',
    'Content-Disposition: session;handling=required',
    `Content-Length: ${body.length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

function description(): string {
  const numbers = CODECS.map((codec) => codec.split(' ')[0]).join(' ');
  const media = (port: number, profile: string, further: readonly string[]) => [
    `m=audio ${port} ${profile} ${numbers}`,
    ...CODECS.map((codec) => `a=rtpmap:${codec}`),
    'a=fmtp:18 annexb=no',
    'a=fmtp:97 mode=30',
    'a=fmtp:101 0-16',
    ...further,
    'a=ptime:20',
    'a=maxptime:150',
    'a=silenceSupp:off - - - -',
    'a=sendrecv',
  ];
  const lines = [
    'v=0',
    'o=root 1902184837 1902184837 IN IP4 203.0.113.50',
    's=Example PBX 13',
    'c=IN IP4 203.0.113.50',
    'b=CT:384',
    't=0 0',
    ...media(16_710, 'RTP/AVP', ['a=rtcp:16711 IN IP4 203.0.113.50']),
    ...media(16_714, 'RTP/SAVP', [
      'a=rtcp:16715 IN IP4 203.0.113.50',
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:NotARealKeyNotARealKeyNotARealKeyNotAReal',
    ]),
  ];
  return `${lines.join('\r\n')}\r\n`;
}
