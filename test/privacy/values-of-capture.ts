import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { captureInput, END, FRAME, openCapture } from '../../src/capture/index.ts';
import { createSegment, DECODE, formatAddress, PacketDecoder } from '../../src/packet/index.ts';

/** Members of payloads whose values must be hidden. The list is written down here and not taken from the tables. */
const HIDDEN_MEMBERS =
  'sipLogin|sipAuthenticationName|sipPassword|sipVisibleName|sipDomain|sipOutboundProxy|authToken|token|caller|callee|visibleName|target|recipients|body|extid|callfrom|callto|didnumber|from|to|trunk|extension|pincode|dtmf';
const MEMBER = new RegExp(`"(?:${HIDDEN_MEMBERS})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)+)"`, 'g');
const LISTED = /"extid"\s*:\s*\[([^\]]*)\]/g;
const SIP_URI = /\bsips?:([^\s@"<>;:\\]+)(?::([^\s@"<>\\]+))?@([^\s@"<>;:?\\]+)/g;
const CREDENTIALS = /[\r\n](?:proxy-)?authorization: *\w+ +([A-Za-z0-9+/=._-]{6,})\r/gi;
const COOKIES = /[\r\n](?:set-)?cookie: *[^=\r]+=([^;\r]{6,})/gi;
const KEYS = /(?:inline:|a=ice-pwd:)([A-Za-z0-9+/=]{8,})/g;
const ASCII_ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;

/**
 * Values of a capture that a redacted report must not contain: the addresses of its frames, and what regular
 * expressions find in its bytes. They are found without the code under test, so only values within one frame.
 */
export async function valuesOf(path: string): Promise<ReadonlySet<string>> {
  const values = new Set(await addressesOf(path));
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('latin1');
  const take = (form: RegExp, ...groupsTaken: readonly number[]): void => {
    for (const match of text.matchAll(form))
      for (const group of groupsTaken) if (match[group] !== undefined) values.add(match[group]);
  };
  take(MEMBER, 1);
  take(SIP_URI, 1, 2, 3);
  take(CREDENTIALS, 1);
  take(COOKIES, 1);
  take(KEYS, 1);
  for (const match of text.matchAll(LISTED))
    for (const item of (match[1] ?? '').split(',')) values.add(item.replace(/^\s*"|"\s*$/g, ''));
  // Dotted numbers of packets with hooks only: elsewhere they are versions of browsers and the like.
  if (text.includes('sessionId')) for (const [address] of text.matchAll(ASCII_ADDRESS)) values.add(address);
  return values;
}

async function addressesOf(path: string): Promise<readonly string[]> {
  const opened = await openCapture([captureInput(path)]);
  if (!opened.ok) return [];
  const { capture } = opened;
  const decoder = new PacketDecoder();
  const segment = createSegment();
  const addresses = new Set<string>();
  for (;;) {
    const step = capture.next();
    if (step === END) break;
    if (step !== FRAME) {
      if (!(await capture.fill())) break;
    } else if (decoder.decode(capture.frame, segment) === DECODE.segment) {
      const { family } = segment;
      addresses.add(
        formatAddress(family, segment.source0, segment.source1, segment.source2, segment.source3),
      );
    }
  }
  capture.close();
  return [...addresses];
}
