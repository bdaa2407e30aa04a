import { contextOf, type JsonObject } from '../../hooks/index.ts';
import { sizedText } from '../sized-text.ts';
import { CALL_SERVER, PBX } from '../surroundings.ts';
import { PHONE_USER, phoneSip } from './phone.ts';

const VISIBLE_NAME = 'Alice (reception)';
const CALL_ID = 'b7e41c90-5a2d6f';

const call = {
  callId: CALL_ID,
  incoming: false,
  caller: '1001',
  callee: '1002',
  hasVideo: false,
};
const invite = {
  method: 'INVITE',
  sequence: 1,
  from: '1001',
  to: '1002',
  callId: CALL_ID,
};

const ALLOW = 'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO';

/** SDP with the usual codecs, and further ones where given. */
function description(
  address: string,
  port: number,
  furtherCodecs: readonly number[] = [],
  furtherLines: readonly string[] = [],
): string {
  const lines = [
    'v=0',
    `o=- 1413898345 1 IN IP4 ${address}`,
    's=call',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${[18, 0, 8, ...furtherCodecs, 101].join(' ')}`,
    'a=rtpmap:18 G729/8000',
    'a=fmtp:18 annexb=no',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    ...furtherLines,
    'a=ptime:20',
    'a=sendrecv',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** What a browser of 2014 offers: audio only, one network card. */
function browserOffer(padding: string): string {
  const lines = [
    'v=0',
    'o=- 4911823340962213 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE audio',
    'a=msid-semantic: WMS 3vQx',
    'm=audio 61104 RTP/SAVPF 111 103 104 0 8 106 105 13 126',
    'c=IN IP4 192.0.2.10',
    'a=rtcp:61104 IN IP4 192.0.2.10',
    'a=candidate:1467250027 1 udp 2122260223 192.0.2.10 61104 typ host generation 0',
    'a=candidate:1467250027 2 udp 2122260222 192.0.2.10 61104 typ host generation 0',
    'a=candidate:435653019 1 tcp 1845501695 192.0.2.10 0 typ host generation 0',
    'a=ice-ufrag:5BZl0dHn',
    `a=ice-pwd:example-${padding}`,
    'a=ice-options:google-ice',
    'a=fingerprint:sha-256 5F:0A:11:C2:D7:E9:4B:36:88:A0:C1:F2:E3:D4:B5:A6:97:10:21:32:43:54:65:76:87:98:A9:BA:CB:DC:ED:FE',
    'a=setup:actpass',
    'a=mid:audio',
    'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
    'a=extmap:3 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10',
    'a=rtpmap:103 ISAC/16000',
    'a=rtpmap:104 ISAC/32000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:106 CN/32000',
    'a=rtpmap:105 CN/16000',
    'a=rtpmap:13 CN/8000',
    'a=rtpmap:126 telephone-event/8000',
    'a=maxptime:60',
    'a=ssrc:2907241533 cname:J5wV0kqT',
    'a=ssrc:2907241533 msid:3vQx audio0',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function inviteAnswer(line: string, padding: string, lines: readonly string[] = [], body = ''): string {
  return phoneSip({ ...invite, start: `SIP/2.0 ${line}`, branch: `51c0${padding}`, lines, body });
}

function statusEvent(status: string, sipStatus: number, rest: JsonObject): string {
  return JSON.stringify({
    ...contextOf(PHONE_USER),
    ...call,
    status,
    mediaProvider: 'WebRTC',
    sipStatus,
    ...rest,
  });
}

const SHORT_ANSWER_LINES = ['Server: Example PBX 11', ALLOW, 'Supported: replaces, timer'];
const ANSWERED_LINES = [
  'Server: Example PBX 11',
  ALLOW,
  'Supported: replaces, timer',
  `Contact: <sip:1002@${PBX}:5060>`,
  'Session-Expires: 1800;refresher=uas',
  'Require: timer',
  'Organization: Example Telephony',
  'Date: Tue, 21 Oct 2014 13:50:33 GMT',
  'Accept: application/sdp, application/dtmf-relay, text/plain, message/cpim',
  'Allow-Events: talk, hold, conference, refer, check-sync',
  `P-Asserted-Identity: "Bob" <sip:1002@${PBX}>`,
  `Record-Route: <sip:${PBX};lr>`,
  'Content-Type: application/sdp',
];
const REMOTE_DESCRIPTION = description(
  PBX,
  16_402,
  [3, 9, 97, 110, 117, 111, 112],
  [
    'a=rtpmap:3 GSM/8000',
    'a=rtpmap:9 G722/8000',
    'a=rtpmap:97 iLBC/8000',
    'a=fmtp:97 mode=30',
    'a=rtpmap:110 speex/8000',
    'a=rtpmap:117 speex/16000',
    'a=rtpmap:111 G726-32/8000',
    'a=rtpmap:112 AAL2-G726-32/8000',
    'a=silenceSupp:off - - - -',
    `a=rtcp:16403 IN IP4 ${PBX}`,
  ],
);

/** The six bodies, of the lengths that the listing implies: segment minus header block, and the echo's chunk. */
export const CALL_BODIES = {
  call: sizedText(1551, (padding) =>
    JSON.stringify({
      ...contextOf(PHONE_USER),
      ...call,
      visibleName: VISIBLE_NAME,
      inviteParameters: {},
      isMsrp: false,
      status: 'PENDING',
      mediaProvider: 'WebRTC',
      sdp: browserOffer(padding),
    }),
  ),
  trying: sizedText(644, (padding) =>
    statusEvent('TRYING', 100, { sipMessageRaw: inviteAnswer('100 Trying', padding, SHORT_ANSWER_LINES) }),
  ),
  ringing: sizedText(644, (padding) =>
    statusEvent('RING', 180, { sipMessageRaw: inviteAnswer('180 Ringing', padding, SHORT_ANSWER_LINES) }),
  ),
  established: sizedText(1673, (padding) =>
    statusEvent('ESTABLISHED', 200, {
      sipMessageRaw: inviteAnswer('200 OK', padding, ANSWERED_LINES, REMOTE_DESCRIPTION),
    }),
  ),
  hangup: sizedText(124, (padding) =>
    JSON.stringify({ ...contextOf(PHONE_USER), callId: `${CALL_ID}${padding}`, hasVideo: call.hasVideo }),
  ),
  finished: sizedText(327, (padding) =>
    statusEvent('FINISH', 200, {
      hasAudio: true,
      isMsrp: false,
      info: `Normal call clearing${padding}`,
      visibleName: VISIBLE_NAME,
    }),
  ),
} as const;

const bye = { ...invite, method: 'BYE', sequence: 2, branch: '51c9' };

/** The SIP datagrams around them. */
export const CALL_SIP = {
  invite: phoneSip({
    ...invite,
    start: `INVITE sip:1002@${PBX} SIP/2.0`,
    branch: '51c0',
    lines: [`Contact: <sip:1001@${CALL_SERVER}:30000>`, 'Max-Forwards: 70', 'Content-Type: application/sdp'],
    body: description(CALL_SERVER, 31_002),
  }),
  trying: inviteAnswer('100 Trying', '', SHORT_ANSWER_LINES),
  ringing: inviteAnswer('180 Ringing', '', SHORT_ANSWER_LINES),
  answered: inviteAnswer('200 OK', '', ANSWERED_LINES, REMOTE_DESCRIPTION),
  acknowledged: phoneSip({ ...invite, start: `ACK sip:1002@${PBX} SIP/2.0`, method: 'ACK', branch: '51c1' }),
  bye: phoneSip({ ...bye, start: `BYE sip:1002@${PBX} SIP/2.0` }),
  ended: phoneSip({ ...bye, start: 'SIP/2.0 200 OK' }),
} as const;
