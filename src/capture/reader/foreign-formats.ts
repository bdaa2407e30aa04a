import type { Buffer } from 'node:buffer';

/** What a file that is no capture looks like, and what its user can do. */
export interface ForeignFormat {
  readonly found: string;
  readonly advice: string;
}

interface Signature extends ForeignFormat {
  readonly at?: number;
  /** The first bytes as Latin-1 text, or a pattern that the beginning has to match as Latin-1 text. */
  readonly begins: string | RegExp;
}

const CONVERT = 'convert it: editcap -F pcap IN OUT.pcap';
const AGAIN = 'give the capture itself (tcpdump -w FILE, or "Save As" in Wireshark)';

/** Magic numbers, as Wireshark's readers (wiretap) and file(1) list them. */
const SIGNATURES: readonly Signature[] = [
  { begins: 'snoop\0\0\0', found: 'a Solaris snoop capture', advice: CONVERT },
  { begins: 'RTSS', found: 'a Microsoft Network Monitor 1 capture', advice: CONVERT },
  { begins: 'GMBU', found: 'a Microsoft Network Monitor 2 capture', advice: CONVERT },
  { begins: 'TRSNIFF data    \x1a', found: 'a Sniffer capture', advice: CONVERT },
  { begins: 'XCP\0', found: 'a NetXRay or Sniffer capture', advice: CONVERT },
  { begins: 'iptrace ', found: 'an AIX iptrace capture', advice: CONVERT },
  { begins: 'TR\0d\0', found: 'an HP-UX nettl trace', advice: CONVERT },
  { begins: '\x7fver', found: 'an EtherPeek capture', advice: CONVERT },
  { begins: '\x05VNF', found: 'a Visual Networks capture', advice: CONVERT },
  { begins: 'ObserverPktBuff', found: 'a Network Instruments Observer capture', advice: CONVERT },
  { begins: 'btsnoop\0', found: 'a Bluetooth capture (btsnoop)', advice: 'it holds no TCP traffic' },
  { begins: '\xac\x01\0\x1c', found: 'an Ixia lcap capture', advice: CONVERT },
  { begins: '\xab\x01\0\x1c', found: 'an Ixia lcap capture', advice: CONVERT },
  {
    begins: /^\r?\n\r\r?\n/,
    found: 'a pcapng file whose line ends were changed',
    advice: 'copy it again in binary mode',
  },
  {
    begins: /^\n\n\n|^\r\n\r\n/,
    found: 'text, or a pcapng file copied in text mode',
    advice: 'copy it again in binary mode',
  },
  { begins: 'PK\x03\x04', found: 'a ZIP archive', advice: 'unpack it first (unzip)' },
  {
    begins: 'BZh',
    found: 'bzip2-compressed data',
    advice: 'decompress it first (bunzip2), or pipe it: bzcat FILE | hookscope check -',
  },
  {
    begins: '\xfd7zXZ\0',
    found: 'xz-compressed data',
    advice: 'decompress it first (unxz), or pipe it: xzcat FILE | hookscope check -',
  },
  {
    begins: '\x04"M\x18',
    found: 'lz4-compressed data',
    advice: 'decompress it first (unlz4), or pipe it: lz4cat FILE | hookscope check -',
  },
  { begins: '7z\xbc\xaf\x27\x1c', found: 'a 7-Zip archive', advice: 'unpack it first (7z x)' },
  { begins: 'Rar!', found: 'a RAR archive', advice: 'unpack it first' },
  { begins: 'ustar', at: 257, found: 'a tar archive', advice: 'unpack it first (tar xf)' },
  { begins: '\x1f\x8b', found: 'gzip-compressed data', advice: 'decompress it once more (gunzip)' },
  { begins: '(\xb5/\xfd', found: 'zstd-compressed data', advice: 'decompress it once more (unzstd)' },
  { begins: '%PDF', found: 'a PDF document', advice: AGAIN },
  { begins: '\x7fELF', found: 'a program', advice: AGAIN },
  {
    begins: /^\s*(?:d4c3b2a1|a1b2c3d4|4d3cb2a1|a1b23c4d|0a0d0d0a)/i,
    found: 'a capture written out in hexadecimal',
    advice: 'turn it back: xxd -r -p IN OUT.pcap',
  },
  {
    begins: /^\s*(?:0x)?0+:?\s+(?:d4c3 ?b2a1|d4 c3 b2 a1|0a0d ?0d0a|0a 0d 0d 0a)/i,
    found: 'a hexadecimal dump of a capture file',
    advice: 'turn it back: xxd -r IN OUT.pcap',
  },
  {
    begins: /^\s*(?:1MOyoQ|obLD1A|TTyyoQ|obI8TQ|Cg0NCg)/,
    found: 'a capture in Base64',
    advice: 'decode it: base64 -d IN > OUT.pcap',
  },
  {
    begins: /^\s*0{3,8}:?\s+(?:[0-9a-f]{2}\s+){4}/i,
    found: 'a hexadecimal dump of packets',
    advice: 'convert it: text2pcap IN OUT.pcap',
  },
  {
    begins: /^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d+ (?:IP6?|ARP)\b/,
    found: 'the text that tcpdump prints',
    advice: 'capture again with tcpdump -w FILE',
  },
  { begins: /^\s*(?:No\.|"No\.")[\s,]/, found: "Wireshark's packet list as text", advice: AGAIN },
  {
    begins: /^\s*(?:Frame \d+(?: \(|: )|\d+ +\d+\.\d+ +\S+ +(?:->|\xe2\x86\x92) )/,
    found: 'the text that tshark prints',
    advice: 'capture again with tshark -w FILE or tcpdump -w FILE',
  },
  {
    begins: /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)/i,
    found: 'an HTML page',
    advice: 'perhaps a failed download; fetch the capture again',
  },
  {
    begins: /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:pdml|psml)/i,
    found: "Wireshark's XML export",
    advice: AGAIN,
  },
  { begins: /^(?:\xef\xbb\xbf)?\s*<\?xml/i, found: 'an XML document', advice: AGAIN },
  { begins: /^(?:\xef\xbb\xbf)?\s*[[{]\s*(?:["[{\]}]|-?\d)/, found: 'a JSON document', advice: AGAIN },
];

/** Bytes from the beginning of a file that are enough to recognise it. */
export const SIGNATURE_BYTES = 512;

const TEXT = /^(?:\xef\xbb\xbf)?[\t\n\f\r\x20-\x7e\x80-\xff]+$/;

/** What the beginning of a file looks like. */
export function recogniseForeign(head: Buffer): ForeignFormat {
  const text = head.toString('latin1', 0, SIGNATURE_BYTES);
  for (const signature of SIGNATURES) {
    const { begins } = signature;
    if (typeof begins === 'string' ? text.startsWith(begins, signature.at ?? 0) : begins.test(text)) {
      return { found: signature.found, advice: signature.advice };
    }
  }
  const advice = 'pcap and pcapng are read; see what it is with: file FILE, capinfos FILE';
  // ERF has no magic number, and letters make a plausible time.
  if (TEXT.test(text)) return { found: 'text', advice: AGAIN };
  if (looksLikeErf(head)) return { found: 'perhaps an ERF (Endace) capture', advice: CONVERT };
  return { found: 'data of an unknown kind', advice };
}

const ERF_HEADER_BYTES = 16;
/** Record types in use (Endace ERF types document); the highest bit announces extension headers. */
const ERF_TYPES = 48;
const ERF_EARLIEST_SECOND = 946_684_800;
const ERF_LATEST_SECOND = 4_102_444_800;

/** ERF has no magic number, so a plausible time, type and length of the first record count as one. */
function looksLikeErf(head: Buffer): boolean {
  if (head.length < ERF_HEADER_BYTES) return false;
  const seconds = head.readUInt32LE(4);
  const type = head.readUInt8(8) & 0x7f;
  const recordLength = head.readUInt16BE(10);
  const wireLength = head.readUInt16BE(14);
  return (
    seconds > ERF_EARLIEST_SECOND &&
    seconds < ERF_LATEST_SECOND &&
    type > 0 &&
    type <= ERF_TYPES &&
    recordLength >= ERF_HEADER_BYTES &&
    wireLength > 0 &&
    wireLength < recordLength + 0x8000
  );
}
