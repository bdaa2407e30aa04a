import type { Random } from '../builder/index.ts';

const MEDIA_ADDRESS = '203.0.113.10';

/** SDP of the plain RTP side (RFC 8866), as it stands in SIP messages. */
export function plainDescription(
  port: number,
  payloads: readonly string[] = ['0 PCMU/8000', '8 PCMA/8000'],
): string {
  const numbers = payloads.map((payload) => payload.split(' ')[0]).join(' ');
  return sdpLines([
    'v=0',
    `o=- 1413898345 1 IN IP4 ${MEDIA_ADDRESS}`,
    's=call',
    `c=IN IP4 ${MEDIA_ADDRESS}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${numbers}`,
    ...payloads.map((payload) => `a=rtpmap:${payload}`),
    'a=sendrecv',
  ]);
}

export interface BrowserDescriptionOptions {
  readonly video?: boolean;
  /** ICE candidates to list. */
  readonly candidates?: number;
}

/** SDP as a browser makes it for WebRTC: ICE, DTLS fingerprint, several codecs. */
export function browserDescription(random: Random, options: BrowserDescriptionOptions = {}): string {
  const fragment = random.hex(8);
  const password = `example-${random.hex(16)}`;
  const fingerprint = random
    .bytes(32)
    .toString('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
  const transport = [
    `a=ice-ufrag:${fragment}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${fingerprint}`,
    'a=setup:actpass',
    'a=rtcp-mux',
    'a=sendrecv',
  ];
  const candidates = Array.from(
    { length: options.candidates ?? 2 },
    (_, index) =>
      `a=candidate:${random.uint32()} 1 udp ${2113937151 - index} 192.0.2.${20 + index} ${random.between(50_000, 60_000)} typ host`,
  );
  const audio = [
    'm=audio 9 RTP/SAVPF 111 0 8 101',
    'c=IN IP4 0.0.0.0',
    'a=mid:audio',
    ...candidates,
    ...transport,
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    `a=ssrc:${random.uint32()} cname:${random.hex(16)}`,
  ];
  const video = [
    'm=video 9 RTP/SAVPF 96 127',
    'c=IN IP4 0.0.0.0',
    'a=mid:video',
    ...candidates,
    ...transport,
    'a=rtpmap:96 VP8/90000',
    'a=rtcp-fb:96 ccm fir',
    'a=rtcp-fb:96 nack pli',
    'a=rtpmap:127 H264/90000',
    'a=fmtp:127 profile-level-id=42e01f;packetization-mode=1',
    `a=ssrc:${random.uint32()} cname:${random.hex(16)}`,
  ];
  const bundle = options.video === true ? 'a=group:BUNDLE audio video' : 'a=group:BUNDLE audio';
  return sdpLines([
    'v=0',
    `o=- ${random.uint32()}${random.below(1_000_000_000)} 2 IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    bundle,
    ...audio,
    ...(options.video === true ? video : []),
  ]);
}

function sdpLines(lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}
