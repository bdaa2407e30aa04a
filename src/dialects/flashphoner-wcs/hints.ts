/** What the `info` texts of status events mean. The texts are from the vendor's client. */
import type { InfoHint } from '../types.ts';

/** [text, hint]. Where one text begins with another, the longer one comes first. */
const HINTS = [
  [
    'Failed by ICE error',
    'Client and server found no way for media: look at NAT, firewall and the server address in the SDP.',
  ],
  [
    'Failed by ICE timeout',
    'The media ports were not reached in time: open the UDP media ports (31000 to 32000 by default).',
  ],
  [
    'Failed by ICE keep alive',
    'The client stopped answering on the media path: it lost its network or closed.',
  ],
  [
    'Failed by DTLS fingerprint error',
    'The certificate of the media peer is not the one announced in the SDP: something changed the SDP.',
  ],
  ['Failed by DTLS error', 'DTLS packets from the client were lost or damaged on the way.'],
  [
    'Failed by HLS writer error',
    'The server could not write HLS: look at its disk space and the input stream.',
  ],
  ['Failed by RTMP writer error', 'The server could not republish over RTMP: look at the RTMP address.'],
  ['Failed by RTP activity', 'No media came for too long: the sender stopped, or a firewall drops RTP.'],
  [
    'Failed by session creation',
    'The media session could not be made: look at the SDP and at free media ports.',
  ],
  ['Failed by request timeout', 'The SIP side did not answer in time.'],
  ['Failed by error', 'The server met an error with this stream or call: its log has the reason.'],
  [
    'Failed to add stream to proxy',
    'The media session could not be made: a faulty SDP, all media ports in use, or a wrong setting.',
  ],
  ['Stopped by session disconnect', 'The client disconnected: the end of its stream is in order.'],
  ['Stopped by rest /terminate', 'Somebody ended it through the REST API.'],
  ['Stopped by publisher stop', 'The publisher stopped or lost its connection, so playing ended too.'],
  ['Stopped by user', 'The user ended it: in order.'],
  ['Distributor stopped', 'The source of the picture was closed.'],
  ['Publish stream is not ready', 'The stream is only being started: try again later.'],
  ['Stream not found', 'No stream of that name is published: compare the name, and when it was published.'],
  ['Stream name is already in use', 'Another stream of that name is published: use another name.'],
  ['MediaSessionId is null', 'The stream came without mediaSessionId: look at what the backend overwrites.'],
  ['MediaSessionId is already in use', 'Another stream has the same mediaSessionId.'],
  ['Session not ready', 'The session is not there yet, or no longer.'],
  ['Session does not exist', 'The session has ended.'],
  ['Rtsp has wrong format', 'The RTSP address is not well formed.'],
  ['Failed to connect to rtsp stream', 'The RTSP source could not be reached.'],
  ['Rtsp stream not found', 'The RTSP source answered 404.'],
  ['RtspAgent shutdown', 'The reader of the RTSP source was closed.'],
  ['File has wrong format', 'The file is not of a kind that can be played.'],
  ['File not found', 'There is no such file on the server.'],
  ['Failed to read file', 'The file on the server cannot be read.'],
  ['Got exception while streaming file', 'The file on the server could not be played to its end.'],
  ['Stream failed', 'The stream failed; the server log has the reason.'],
  ['Requested stream shutdown', 'The stream that was asked for is being closed.'],
  [
    'No common codecs',
    'Client and server share no codec: compare the codecs in the SDP with those of the server.',
  ],
  ['Bad URI', 'The address is not well formed: characters such as @ in a password must be escaped.'],
  ['Failed to connect to origin stream', 'The origin server of the CDN could not be reached.'],
  ['CDN stream not found', 'No server of the CDN has the stream.'],
  ['Failed to get agent storage', 'The kind of source at the beginning of the stream name is not known.'],
  ['Agent servicing origin stream is shutting down', 'The reader of the origin stream is being closed.'],
  [
    'Terminated by keep-alive',
    'The backend ended the stream by refusing StreamKeepAliveEvent, or did not answer it well.',
  ],
  ['Transcoding required, but disabled', 'The stream would have to be transcoded, and the server may not.'],
  ['No available transcoders', 'All transcoders of the CDN are in use.'],
  ['Restricted access', 'An access list of the server does not let the client have the stream.'],
  ['Normal call clearing', 'The call ended as calls do.'],
] as const;

export const INFO_HINTS: readonly InfoHint[] = [
  ...HINTS.map(([text, hint]) => ({ text, hint, source: 'SDK' }) as const),
  {
    text: 'File not found',
    hint: 'The file that was to be played is not there: compare its name with those on the server.',
    source: 'SDK2-ERRORS',
  },
];
