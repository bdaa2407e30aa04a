/**
 * Every bound that keeps a hostile capture from costing more than it should (design §11), in one place.
 * A bound that is hit is always reported by the stage that hit it; nothing is dropped in silence.
 */

/** Bytes. The longest record that libpcap and Wireshark write for ordinary links (MAXIMUM_SNAPLEN). */
export const MAX_RECORD_BYTES = 262_144;
/** Bytes. A file header may announce a longer snap length; beyond this it is taken as damage. */
export const MAX_ANNOUNCED_SNAP_BYTES = 16 * 1024 * 1024;
/** Bytes. The longest pcapng block that is not a packet; a longer one is damage. */
export const MAX_BLOCK_BYTES = 16 * 1024 * 1024;
/** Interfaces one pcapng file may describe, in all its sections. */
export const MAX_INTERFACES = 65_536;
/** Frames of one file whose conversations are looked at to tell which files belong together. The times of all are. */
export const MAX_SCANNED_FRAMES = 20_000;
/** Segments whose checksums are kept of one file for that. */
export const MAX_SCANNED_SEGMENTS = 4000;
/** Changes from one file to another that are noted of one capture of several files, so that frames are told by their file. */
export const MAX_FRAME_RUNS = 2_000_000;
/** Places noted at which the clock of one capture was set back, or leapt. */
export const MAX_CLOCK_STEPS = 64;
/** Bytes of comments kept for one capture. */
export const MAX_COMMENT_BYTES = 64 * 1024;
/**
 * Bytes of history a zstd frame may ask for: enough for every level up to 20 (2^25). Behind longer offsets
 * fzstd 0.1.1 reads too few bits and gives wrong data, as `zstd --long` and levels 21 and 22 can make them.
 */
export const MAX_ZSTD_WINDOW_BYTES = 32 * 1024 * 1024;
/** Time for decoding sixteen zstd blocks (2 MiB) at most; sound ones take about a hundredth of it. */
export const MAX_ZSTD_DECODE_MILLISECONDS = 4000;
/** Bytes that a compressed capture may become whatever its size. */
export const MAX_UNQUESTIONED_CAPTURE_BYTES = 256 * 1024 * 1024;
/** How many times its size a compressed capture may become beyond that; captures of real traffic reach some 20. */
export const MAX_COMPRESSION_RATIO = 200;
/** Bytes of the optional fields (extra, name, comment) of one gzip member header. */
export const MAX_GZIP_HEADER_BYTES = 256 * 1024;
/** Bytes that one call of `readFrameBytes` may ask for. */
export const MAX_FRAME_READ_BYTES = 16 * 1024 * 1024;

/** IP datagrams under reassembly at one time; the oldest is given up first. */
export const MAX_FRAGMENTED_DATAGRAMS = 1024;
/** Fragments kept of one datagram. */
export const MAX_FRAGMENTS = 1024;
/** Bytes of one reassembled datagram (RFC 791: 65,535 with its header). */
export const MAX_DATAGRAM_BYTES = 65_535;
/** Bytes of fragments kept in all. */
export const MAX_FRAGMENT_BYTES = 16 * 1024 * 1024;
/** Seconds within which the fragments of a datagram have to come (Linux: net.ipv4.ipfrag_time); identifications are used again. */
export const FRAGMENT_LIFETIME_SECONDS = 30;
/** Tags, labels and nested headers gone through in one frame. */
export const MAX_HEADER_DEPTH = 32;

/** Bytes that arrived ahead of a hole, kept for one direction of a connection. */
export const MAX_PENDING_BYTES = 4 * 1024 * 1024;
/** Pieces kept ahead of a hole, for one direction of a connection. */
export const MAX_PENDING_SEGMENTS = 8192;
/** Seconds of capture time that a hole is left open for a late copy, once the peer acknowledged what is absent. A FIN whose bytes are absent leaves one as well. */
export const ACKNOWLEDGED_HOLE_SECONDS = 2;
/** The same where no acknowledgement tells that the bytes ever arrived. Longer than the retransmission timeouts met in practice. */
export const UNACKNOWLEDGED_HOLE_SECONDS = 60;
/** Seconds within which the same bytes again are one frame captured twice; no retransmission timer is so short (RFC 6298 §2.4: 1 s, Linux 0.2 s). */
export const CAPTURED_TWICE_SECONDS = 0.001;
/** Seconds for which a receiver may hold an acknowledgement back (RFC 9293 §3.8.6.3). */
export const DELAYED_ACKNOWLEDGEMENT_SECONDS = 0.5;
/**
 * Seconds of capture time that an RST has to stand before it counts. Its receiver may have ignored it (RFC 5961 §3.2); the
 * acknowledgements of a connection that goes on tell so soon.
 */
export const RESET_DOUBT_SECONDS = 2;
/** Bytes that an RST may stand ahead of what was captured and be believed: the largest window without scaling (RFC 9293 §3.1). */
export const MAX_RESET_LEAD_BYTES = 65_535;
/** Bytes of payload from which a segment counts as full-sized: that of the smallest path MTU of IPv6 (1280, RFC 8200 §5), without the largest headers. */
export const FULL_SEGMENT_BYTES = 1200;
/** Bytes that an acknowledgement or FIN may point ahead and be believed: the largest scaled window (RFC 7323 §2.2). */
export const MAX_PLAUSIBLE_JUMP = 1024 * 1024 * 1024;
/** Gaps listed one by one for a connection; all are counted. */
export const MAX_GAPS_LISTED = 64;
/** Connections whose bytes are followed at one time (some 4 kB each, 9 kB where a request waits for its answer); of more, those idle for longest are set aside. */
export const MAX_FOLLOWED_CONNECTIONS = 16_384;
/** Bytes kept ahead of holes in all connections together. */
export const MAX_PENDING_BYTES_IN_ALL = 64 * 1024 * 1024;

/** Names whose look-ups are counted, for each host that asks; messages about further ones are counted only. */
export const MAX_LOOKED_UP_NAMES = 2000;
/** Bytes of one DNS message over TCP that are read; those about addresses are far shorter. */
export const MAX_DNS_MESSAGE_BYTES = 16 * 1024;
/** Kinds of ICMP errors, by connection, sender and type, that are kept; further errors are counted only. */
export const MAX_ICMP_ERRORS = 2000;
/** Frames of the first packets of a kind that are kept as evidence. */
export const MAX_EVIDENCE_FRAMES = 8;
/** Bytes of one TLS handshake message that are waited for; a chain of certificates is mostly below 16 kB. */
export const MAX_TLS_HANDSHAKE_BYTES = 128 * 1024;
/** TLS connections of which the handshake is kept; of further ones it is only known that there are some. */
export const MAX_TLS_CONNECTIONS = 10_000;
/** Secrets of TLS sessions that are kept of key logs; a session has one in TLS 1.2 and five in TLS 1.3. */
export const MAX_TLS_SECRETS = 500_000;
/** Bytes of TLS connections that are held back, of all together, in wait for a secret that may come. */
export const MAX_TLS_WAITING_BYTES = 32 * 1024 * 1024;
/** Bytes of application data of one TLS connection whose sizes and times are followed. */
export const MAX_TLS_FOLLOWED_BYTES = 64 * 1024 * 1024;
/** Connections that waited for a secret and were given up, of which it is noted if the secret comes after all. */
export const MAX_TLS_GIVEN_UP = 10_000;
/** Records of one direction of a TLS connection that are remembered, so that acknowledgements of their bytes can be placed. */
export const MAX_TLS_REMEMBERED_RECORDS = 256;
/** Records in a row that do not authenticate before a TLS connection counts as one that cannot be decrypted. */
export const MAX_TLS_FAILED_RECORDS = 8;
/** Numbers that are tried for one record behind absent bytes: it is not known how many records these were. */
export const MAX_TLS_RECORD_NUMBERS = 20_000;
/** Bytes that are decrypted in vain, of all connections together, in search of records behind absent bytes; each try counts some more. */
export const MAX_TLS_SEARCHED_BYTES = 256 * 1024 * 1024;
/** The same of one connection. */
export const MAX_TLS_SEARCHED_BYTES_OF_CONNECTION = 32 * 1024 * 1024;
/** Bytes of content of one TLS connection that wait for content of the other direction which they acknowledge. */
export const MAX_TLS_ORDERED_BYTES = 1024 * 1024;
/** Sessions of one TLS connection, each begun by a renegotiation, whose randoms are kept. */
export const MAX_TLS_SESSIONS = 8;
/** Certificates of one chain that are looked at. */
export const MAX_TLS_CERTIFICATES = 8;
/** Kinds of HTTP requests that are no hooks, by server, method, path and status, that are told apart; further ones are counted only. */
export const MAX_OTHER_REQUEST_KINDS = 500;
/** Characters of a request's path that tell such kinds apart. */
export const MAX_OTHER_PATH_CHARACTERS = 200;

/** Bytes of a request or status line with its header lines. */
export const MAX_HEADER_BYTES = 80 * 1024;
/** Header fields of one message. */
export const MAX_HEADER_FIELDS = 2000;
/** Message heads remembered, so that one that comes again byte for byte need not be parsed again. A power of two. */
export const MAX_REMEMBERED_HEADS = 1024;
/** Bytes of a chunk-size line with its extensions. */
export const MAX_CHUNK_LINE_BYTES = 16 * 1024;
/** Bytes of one line looked at while the next message is searched for. */
export const MAX_SEARCHED_LINE_BYTES = 8 * 1024;
/** Bytes of a connection met mid-way that are searched before it is set aside as no HTTP. */
export const MAX_SEARCHED_BYTES = 64 * 1024;
/** Bytes of a direction's first line that are waited for before the connection is set aside as no HTTP. */
export const MAX_OPENING_BYTES = 8 * 1024;
/** Codings stacked on one body. */
export const MAX_CONTENT_CODINGS = 4;
/** Bytes of a body kept for diagnosis; what is longer is counted and hashed, not kept. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Bytes that content decoding may yield for one body. */
export const MAX_DECODED_BYTES = 16 * 1024 * 1024;
/** How many times its size a coded body may become, beyond the bytes that any may. */
export const MAX_DECODING_RATIO = 100;
/** Bytes that a coded body may become whatever its size. */
export const MAX_UNQUESTIONED_DECODED_BYTES = 256 * 1024;
/** Bytes of history a body in zstd may ask for (RFC 9659). */
export const MAX_ZSTD_BODY_WINDOW_BYTES = 8 * 1024 * 1024;
/** Requests of one connection that wait for their answers. */
export const MAX_WAITING_REQUESTS = 4096;
/** Bytes of bodies kept with the requests and answers of one connection that wait for each other. */
export const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/** Bytes of bodies held in all connections together, while their exchanges are under way. When so much is held, longer bodies are kept in part, and requests that wait are given up. */
export const MAX_HELD_BODY_BYTES = 64 * 1024 * 1024;
/** Bytes of a body that are kept even then: hooks are mostly shorter. */
export const UNQUESTIONED_BODY_BYTES = 8 * 1024;
/** Responses of one connection kept while the requests before them may still come. */
export const MAX_WAITING_RESPONSES = 256;

/** Bytes of HPACK's dynamic table that are kept for each direction of an HTTP/2 connection; what a larger one holds besides is not known. */
export const MAX_HPACK_TABLE_BYTES = 64 * 1024;
/** Streams of one HTTP/2 connection that are open at one time; of more, the oldest are given up. Servers mostly allow 100 to 250. */
export const MAX_HTTP2_STREAMS = 1024;
/** Streams of one HTTP/2 connection that are over and remembered, so that frames that come late for them are not taken for others. */
export const MAX_HTTP2_CLOSED_STREAMS = 1024;
/** Bytes of a frame of settings, and of the text behind a GOAWAY, that are looked at; what is longer is passed over. */
export const MAX_HTTP2_CONTROL_BYTES = 16 * 1024;

/** Nesting of a JSON text; vendor payloads have three levels. */
export const MAX_JSON_DEPTH = 64;
/** Bytes of a JSON text looked at. */
export const MAX_JSON_BYTES = 4 * 1024 * 1024;
/** Members read of a form or of a query; servers send some twenty. */
export const MAX_FORM_MEMBERS = 4096;

/** Methods that are read in one configuration of a response; the largest known system has about forty. */
export const MAX_CONFIGURED_METHODS = 1000;
/** Problems that are reported of one configuration. */
export const MAX_CONFIG_PROBLEMS = 50;
/** Names read of one list of parameters in it. */
export const MAX_CONFIG_NAMES = 1000;
/** Different configurations that are remembered at one time, so that sessions with equal ones share a copy. */
export const MAX_REMEMBERED_CONFIGS = 64;
/** Characters of such a configuration; a longer one is kept as it comes. */
export const MAX_REMEMBERED_CONFIG_LENGTH = 64 * 1024;

/** Session ids, dialog ids, statuses, targets … of which one copy serves all calls, at one time. */
export const MAX_REMEMBERED_KEYS = 4096;
/** Characters of such a text; a longer one is kept as it comes. */
export const MAX_REMEMBERED_KEY_LENGTH = 256;

/** Findings of one call rule that are kept one by one; those after are gathered by method, place and parameters. */
export const MAX_FINDINGS_OF_RULE = 5000;
/** Different gathered findings of one call rule; those after are counted only, and the number is told. */
export const MAX_GATHERED_FINDINGS = 1000;
/** Characters before a place in a broken text that are searched for the secret the place may lie in. */
export const MAX_SECRET_LOOKBACK = 64 * 1024;
/** Texts of reports kept with their marks while a report is written. */
export const MAX_REMEMBERED_TEXTS = 10_000;
/** Names that begin with the same word and are looked for in texts once they were hidden somewhere; further ones are only hidden in their own places. */
export const MAX_KNOWN_VALUES_OF_WORD = 64;

/** Bytes that exchanges kept with their calls may cost, for front ends that show them; what is beyond is read again when asked for. */
export const MAX_KEPT_EXCHANGE_BYTES = 24 * 1024 * 1024;
/** Requests that look like hooks, or stand beside them, kept until their server is known as a backend or not. */
export const MAX_UNSETTLED_CALLS = 10_000;

/** Times that a followed file was replaced which are told apart; of more, the oldest are told as one. */
export const MAX_FILE_REPLACEMENTS = 1000;
/** Damage found in files that were replaced while they were followed that is listed; each file may end within a record. */
export const MAX_REPLACED_FILES_DAMAGE = 1000;
/** Requests to backends that are no hooks (probes, health checks, a hook's path asked with GET) that are listed; of more, only how many there were. */
export const MAX_OTHER_EXCHANGES = 4096;
/** Bytes of one exchange that the lane keeps, so that it can be read the general way; of a longer one it keeps nothing. */
export const MAX_LANE_RECORD_BYTES = 64 * 1024;
/** Heads of requests, or of responses, that the lane knows at one time; with more it begins anew. */
export const MAX_LANE_HEADS = 4096;
/** Places in the shapes of payloads that the lane knows at one time; with more it begins anew. */
export const MAX_LANE_SHAPE_NODES = 65_536;
/** Different values that are told apart at one place of a payload's shape. */
export const MAX_LANE_VALUES = 64;
/** Connections whose last call is at hand, so that what comes behind its answer is told of it; of more, those that had none for longest are let go. */
export const MAX_LAST_CALLS = 4096;

/** Calls listed at once that came since the last judging of a capture that is being read; of more, only their number is told until they are judged. */
export const MAX_UNJUDGED_CALLS = 10_000;
/** Calls listed of a capture that has no end (`--follow`, a pipe); of more, those of sessions that ended soundly are forgotten, the oldest first. */
export const MAX_LIVE_CALLS = 1_000_000;

/** Characters of one value that the terminal UI shows; the rest is counted, and its dump shows all. */
export const MAX_SHOWN_VALUE_CHARACTERS = 16_384;
/** Lines of one JSON text that the terminal UI shows; its dump shows all. */
export const MAX_SHOWN_JSON_LINES = 20_000;
/** Differences between two payloads that are listed one by one. */
export const MAX_SHOWN_DIFFERENCES = 1000;
/** Bytes of text that are handed to the terminal's clipboard (OSC 52): xterm takes no more. Longer text goes to a file. */
export const MAX_CLIPBOARD_BYTES = 74_994;
/** Calls whose exchanges, read again, are kept at hand by the terminal UI. */
export const MAX_RECOVERED_EXCHANGES = 16;

/** Bytes of messages that `extract --scrub` holds while it looks for secrets in them; what is beyond is blanked. */
export const MAX_SCRUBBED_BYTES = 64 * 1024 * 1024;
/** Different secrets of one extract that are known again wherever they stand. */
export const MAX_KNOWN_SECRETS = 1000;
/** Bytes of frames of an extract that wait for the last piece of an IP datagram before them. */
export const MAX_HELD_FRAME_BYTES = 16 * 1024 * 1024;

/** Values, such as applications, by which problems are counted in a row of their own; the others have one row together. */
export const MAX_BREAKDOWN_ROWS = 1000;
/** The same for one problem. */
export const MAX_BREAKDOWN_SHARES = 100;
/** Results of one SARIF run that GitHub's code scanning accepts. */
export const MAX_SARIF_RESULTS = 25_000;
/** Occurrences that one result names: GitHub shows no more of its places. */
export const MAX_SARIF_RELATED_LOCATIONS = 100;
/** Characters of a Markdown report, unless everything is asked for: an issue of GitHub holds 65,536. */
export const MAX_MARKDOWN_CHARACTERS = 60_000;

/**
 * Bytes of an HTML report, unless everything is asked for: together, and with what surrounds them, they stay under 2 MB. Problems
 * that are told in full.
 */
export const MAX_HTML_PROBLEM_BYTES = 450_000;
/** Notes, and problems that the baseline has. */
export const MAX_HTML_NOTE_BYTES = 200_000;
/** Sessions with their calls. */
export const MAX_HTML_SESSION_BYTES = 600_000;
/** Drawings of sessions. */
export const MAX_HTML_LADDER_BYTES = 250_000;
/** Payloads of requests and answers. */
export const MAX_HTML_PAYLOAD_BYTES = 350_000;
/** Sessions without a fault whose calls are shown; those after are counted. */
export const MAX_HTML_SOUND_SESSIONS = 50;
/** Calls shown of one session; of longer ones the faulty with those around them. */
export const MAX_HTML_CALLS_OF_SESSION = 200;
/** Occurrences of one problem that are listed with their place. */
export const MAX_HTML_OCCURRENCES = 20;
/** Characters of one value of a payload. */
export const MAX_HTML_VALUE_CHARACTERS = 2000;
/** Members of one payload. */
export const MAX_HTML_MEMBERS = 200;

/** Bytes read of a configuration, dialect, baseline or key file: people write these, and a device or pipe may have no end. */
export const MAX_SETTINGS_FILE_BYTES = 8 * 1024 * 1024;

/** Of a comparison of two captures. Different payload outlines (members, types, known values) that are told apart. */
export const MAX_PAYLOAD_OUTLINES = 10_000;
/** Members, nested ones among them, of one payload that are compared. */
export const MAX_OUTLINE_MEMBERS = 300;
/** Objects within objects that are looked into for it; what lies deeper is compared by its type. */
export const MAX_OUTLINE_DEPTH = 4;
/** Characters of a payload's `info` that are kept, to tell why something failed. */
export const MAX_KEPT_INFO_CHARACTERS = 200;
/** Steps of one scenario that are aligned; repetitions count once. */
export const MAX_COMPARED_STEPS = 200;
/** Different courses of one kind of scenario that are compared, in each capture. */
export const MAX_COMPARED_COURSES = 500;
/** Courses of the good capture that one of the bad capture is aligned with: those with the most steps in common. */
export const MAX_COMPARED_CANDIDATES = 6;
/** Different differences of parameters that are told of one kind of scenario; those after are counted. */
export const MAX_PARAMETER_DIFFERENCES = 1000;

/** Of a replay. Requests under way at one time; more wait for one of these to be answered. */
export const MAX_REPLAY_CONNECTIONS = 32;
/** Calls that are due and wait for earlier ones of their session; with more, no further ones are read, and the replay falls behind. */
export const MAX_REPLAY_WAITING = 1000;
/** Calls whose bodies are read out of the capture at one time. */
export const MAX_REPLAY_BATCH = 500;
/** Bytes of an answer to a replayed call that are read; a longer one is broken off. */
export const MAX_REPLAY_ANSWER_BYTES = 4 * 1024 * 1024;

/** Of the echo backend. Connections at one time; further ones are closed. */
export const MAX_BACKEND_CONNECTIONS = 256;
/** Bytes of a request's body; a longer one is answered with 413. */
export const MAX_BACKEND_BODY_BYTES = 4 * 1024 * 1024;
/** Bytes of a request's head; a longer one is answered with 431. */
export const MAX_BACKEND_HEAD_BYTES = 64 * 1024;

/** Of a watch without an end. Problems that are told apart; of more, only that there are more is told. */
export const MAX_WATCHED_PROBLEMS = 10_000;
/** Problems listed in one notice; further ones are counted in it. */
export const MAX_NOTICE_PROBLEMS = 100;
/** Connections at one time to where measures are read. */
export const MAX_METRICS_CONNECTIONS = 16;

/** Comments on one frame, and lines of the comment on a whole file, that `extract --comments` writes. */
export const MAX_FRAME_COMMENTS = 20;

/** Bytes of a file that holds a shard; some 120 of them for each call. */
export const MAX_SHARD_FILE_BYTES = 1024 * 1024 * 1024;
/** Objects that are made of one such file, calls and connections apart: those stand in columns. */
export const MAX_PACKED_VALUES = 5_000_000;

/** Of a proposed dialect. Requests that are looked at; of more, only that there are more is told. */
export const MAX_DRAFT_REQUESTS = 20_000;
/** Members of one payload that are looked at. */
export const MAX_DRAFT_MEMBERS = 500;
