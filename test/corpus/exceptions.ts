/** Why a capture of the corpus is not told as tshark tells it. */
export interface CorpusException {
  /** What a careful receiver does, and why tshark's word is not the truth. */
  readonly reason: string;
  /** The messages of tshark that are not told so, as `stream/frame`; absent: all are told. */
  readonly unseen?: readonly string[];
  /** True where the numbers or the bytes of streams differ from tshark's. */
  readonly hasOtherStreams?: true;
  /** True where the file is refused as a whole. */
  readonly isRefused?: true;
}

/** The exceptions by file. For all other captures tshark is right. */
export const EXCEPTIONS: ReadonlyMap<string, CorpusException> = new Map<string, CorpusException>([
  [
    'cap-7-bytes.pcap',
    { reason: 'A file that ends inside its file header is refused with those words.', isRefused: true },
  ],
  [
    'jnetpcap-legacy__tests_FTPv6-1.cap',
    { reason: 'Network Monitor 2: refused, with the command that converts it.', isRefused: true },
  ],
  [
    'PcapPlusPlus__Tests_ExamplesTest_pcap_examples_solaris.snoop',
    { reason: 'Solaris snoop: refused, with the command that converts it.', isRefused: true },
  ],
  [
    'zeek__testing_btest_Traces_llc.pcap',
    { reason: 'FDDI is not read: the link type is named.', hasOtherStreams: true },
  ],
  [
    'libpcap__tests_filter_arcnet-rfc1051-arp-icmp-http.pcap',
    { reason: 'ARCNET is not read: the link type is named.', unseen: ['0/14'], hasOtherStreams: true },
  ],
  [
    'tcpdump__tests_arcnet-rfc1201-arp-icmp-http.pcap',
    {
      reason: 'ARCNET is not read: the link type is named.',
      unseen: ['0/16', '0/20'],
      hasOtherStreams: true,
    },
  ],
  [
    'zeek__testing_btest_Traces_tunnels_ayiya3.pcap',
    {
      reason: 'AYIYA is no longer used by anybody, and is not read.',
      unseen: ['0/15', '0/23', '0/25', '0/27', '0/29', '0/31'],
      hasOtherStreams: true,
    },
  ],
  [
    'tcp-randomized.pcap',
    {
      reason:
        'One connection in random order: the SYN near the end has the number that the SYN-ACK acknowledged, so it opens no second one.',
      hasOtherStreams: true,
    },
  ],
  [
    'tcpflow__tests_test5-lines-randomized2.pcap',
    {
      reason:
        'The request comes last, and nothing tells of it before: its bytes are those before the place where the stream was met.',
      unseen: ['0/3'],
      hasOtherStreams: true,
    },
  ],
  [
    'nDPI__tests_cfgs_default_pcap_fuzz-2006-09-29-28586.pcap',
    {
      reason:
        'Fuzzed: ports, lengths and numbers are random in many packets, and checksums are wrong. tshark checks none.',
      unseen: [
        '5/22',
        '10/36',
        '10/38',
        '12/54',
        '12/54',
        '17/67',
        '17/67',
        '22/75',
        '33/110',
        '33/110',
        '33/126',
        '36/120',
        '36/120',
      ],
      hasOtherStreams: true,
    },
  ],
  [
    'nDPI__tests_cfgs_default_pcap_heuristic_tcp_ack_payload.pcap',
    {
      reason:
        'The IP length counts the padding of Ethernet as payload, so the zeros of bare ACKs overlap bytes of the stream: tshark keeps other copies of them than the first.',
      hasOtherStreams: true,
    },
  ],
  [
    'mercury__unit_tests_pcaps_socks4_5.pcap',
    {
      reason:
        'tshark numbers the connections within SOCKS as streams of their own, so all numbers after them differ.',
      unseen: ['4/40', '4/42', '8/85', '8/87'],
      hasOtherStreams: true,
    },
  ],
  [
    'suricata-verify__tests_filestore-5408_input.pcap',
    {
      reason: 'tshark numbers the connections that sFlow samples quote, so all numbers after them differ.',
      unseen: ['9/115', '9/124'],
      hasOtherStreams: true,
    },
  ],
  [
    'PcapPlusPlus__Tests_Pcap__Test_PcapExamples_650HttpResponses.pcap',
    {
      reason:
        'Responses without requests, with holes: behind one, tshark shows a response whose beginning was lost.',
      unseen: ['59/111', '59/111'],
    },
  ],
  [
    'http-chunk-events.pcap',
    {
      reason:
        'All chunks are the body (12 bytes), whatever their extensions; tshark takes the last bytes for it.',
      unseen: ['0/5'],
    },
  ],
  [
    'http-connect-smtp.pcap',
    {
      reason:
        'A CONNECT line with two targets: both are told, as malformed; tshark cuts the second off. The tunnel is not read.',
      unseen: ['0/4', '0/4'],
    },
  ],
  [
    'suricata-verify__tests_http-connect_http-connect-simple_input.pcap',
    {
      reason: 'What follows the 2xx to CONNECT belongs to the tunnel (RFC 9110 §9.3.6), not to a body.',
      unseen: ['0/7'],
    },
  ],
  [
    'http-two-content-lengths.pcap',
    {
      reason:
        'Lengths that disagree: the first is used, and told; tshark uses the last (RFC 9112 §6.3 rule 5 wants an error).',
      unseen: ['0/5', '0/5'],
    },
  ],
  [
    'zeek__testing_btest_Traces_http_261_variant-01-chunk_2pow64_overflow.pcap',
    { reason: 'A chunk size over 2^64 is none: nothing is built on it.' },
  ],
  [
    'zeek__testing_btest_Traces_http_261_variant-09-te_obs_fold.pcap',
    {
      reason:
        'A folded Transfer-Encoding counts (RFC 9112 §5.2); tshark does not see it and takes the chunks for the body.',
      unseen: ['0/4'],
    },
  ],
  ...(
    [
      ['008', 'CR CR LF after a chunk size'],
      ['016', 'a TAB before a chunk size'],
      ['097', 'chunks that end with LF only'],
      ['125', 'gzip twice, in two header fields'],
      ['151', 'deflate, gzip, deflate'],
      ['244', 'a folded Content-Length and one that conflicts with it'],
      ['399', 'header lines that end with CR'],
      ['410', 'LF CR CR LF at the end of the header'],
      ['472', 'status 0200'],
      ['478', 'status 2040'],
    ] as const
  ).map(([number, what]): [string, CorpusException] => [
    `suricata-verify__tests_http-evader_http-evader-${number}_input.pcap`,
    { reason: `A response broken on purpose (${what}): receivers differ.`, unseen: ['0/5'] },
  ]),
  ...(
    [
      ['060', 'a folded Transfer-Encoding'],
      ['298', 'a field name folded before its colon'],
    ] as const
  ).map(([number, what]): [string, CorpusException] => [
    `suricata-verify__tests_http-evader_http-evader-${number}_input.pcap`,
    { reason: `A response broken on purpose (${what}): receivers differ.`, unseen: ['0/7'] },
  ]),
  [
    'suricata-verify__tests_http1-noint-status_input.pcap',
    { reason: 'Status 2XX is no status (RFC 9112 §4); tshark shows its digits.', unseen: ['0/7'] },
  ],
  [
    'suricata-verify__tests_detect-pcre_detect-pcre-04_input.pcap',
    {
      reason:
        'Two blanks around the target: not a request line (RFC 9112 §3); tshark shows one without a target.',
      unseen: ['0/1', '1/2'],
    },
  ],
  ...(
    [
      ['suricata-verify__tests_bug-5437-01_input.pcap', ['0/1', '1/2']],
      ['suricata-verify__tests_http-uri-spaces_input.pcap', ['0/5']],
      ['nDPI__tests_cfgs_default_pcap_WebattackRCE.pcap', ['534/535']],
      ['ja4__pcap_gre-erspan-vxlan.pcap', ['0/4']],
    ] as const
  ).map(([file, unseen]): [string, CorpusException] => [
    file,
    { reason: 'A blank in the target: the target is told with it; tshark cuts it off at the blank.', unseen },
  ]),
  [
    'http-09.pcap',
    { reason: 'HTTP/0.9 responses have no head: they are told as what they are, and tshark tells none.' },
  ],
  [
    'zeek__testing_btest_Traces_http_no-uri.pcap',
    { reason: 'A request line without a target; tshark takes the version for it.' },
  ],
  [
    'suricata-verify__tests_tcp-urgp-01-oob_tcp-urgent1.pcap',
    { reason: 'Urgent bytes stay in the stream (RFC 6093 §3.3), as tshark has them.' },
  ],
  [
    'suricata-verify__tests_tcp-urgp-04-2byte-XY_tcp-urgent-2byte-XY.pcap',
    { reason: 'Urgent bytes stay in the stream (RFC 6093 §3.3), as tshark has them.' },
  ],
  [
    'PcapPlusPlus__Tests_Pcap__Test_PcapExamples_4KHttpRequests.pcap',
    { reason: 'Requests only, with holes: more is found behind them than by tshark.' },
  ],
  [
    'suricata-verify__tests_http2-errorcode_input.pcap',
    {
      reason: 'HTTP/2: its preface is no request (RFC 9113 §3.4).',
    },
  ],
  [
    'zeek__testing_btest_Traces_http_get-to-ssh-server.pcap',
    { reason: 'The banner of an SSH server is told as a malformed response.' },
  ],
]);
