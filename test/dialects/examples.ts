/**
 * Payloads as the vendors' documents and logs print them: none of them is faulty. Texts of the OpenVox reports are the
 * bytes of the wire: their lengths are the Content-Lengths that the document prints.
 */
export interface DocumentedExample {
  readonly name: string;
  readonly dialect: 'flashphoner-wcs' | 'openvox' | 'yeastar';
  readonly method: string;
  /** The body. */
  readonly text: string;
  /** As printed beside it, where that is of this very text. */
  readonly contentLength?: number;
}

const CONTEXT = {
  nodeId: 'Hw47CFMBEchVOpBMDr29IxjudnJ1sjOY@192.168.1.101',
  appKey: 'defaultApp',
  sessionId: '/192.168.1.2:6564/192.168.1.101:8443',
};

const STREAM = {
  ...CONTEXT,
  mediaSessionId: '3da4a8f0-f4ba-11e6-bfc6-3f1b3d4a4ea3',
  name: '9c5d',
  published: true,
  hasVideo: true,
  hasAudio: true,
};

function wcs(name: string, method: string, payload: object): DocumentedExample {
  return { name, dialect: 'flashphoner-wcs', method, text: JSON.stringify(payload, null, 2) };
}

const INCOMING_CALL = {
  nodeId: 'ah20GKYnbYKxjJmdh1zDs6c1lWkn0Q0t@46.101.108.90',
  appKey: 'defaultApp',
  sessionId: '/8.8.8.8:56046/46.101.108.90:8443',
  callId: 'pbx-8BD6EE910B71BE609010-3434@h79n40.etc.tario.ru',
  incoming: true,
  status: 'PENDING',
  caller: 'PPP009',
  callee: 'PPP005',
  hasAudio: true,
  hasVideo: false,
  mediaProvider: 'WebRTC',
  isMsrp: false,
  holdForTransfer: false,
};

const WCS4_CONNECT = {
  appKey: 'defaultApp',
  sessionId: '/192.168.1.5:53190/192.168.1.101:8080',
  sipRegisterRequired: false,
  mediaProviders: ['WebRTC', 'Flash'],
  useSelfSigned: false,
};

const WCS_EXAMPLES: readonly DocumentedExample[] = [
  wcs('incoming call', 'OnCallEvent', INCOMING_CALL),
  wcs('connect of 2018', 'connect', {
    nodeId: 'd2hxbqNPE04vGeZ51NPhDuId6k3hUrBB',
    appKey: 'defaultApp',
    sessionId: '/192.168.1.83:49923/a1b2c3',
    useWsTunnel: false,
    useWsTunnelPacketization2: false,
    useBase64BinaryEncoding: false,
    mediaProviders: ['WebRTC', 'MSE', 'WSPlayer'],
    clientVersion: '0.5.28',
    clientOSVersion: '5.0 (X11)',
    clientBrowserVersion: 'Mozilla/5.0 (X11; Linux x86_64)',
    keepAlive: false,
    origin: 'https://example.org',
  }),
  wcs('connect of WCS4, without nodeId', 'connect', WCS4_CONNECT),
  wcs('connection status of WCS4, without nodeId', 'ConnectionStatusEvent', {
    ...WCS4_CONNECT,
    authToken: '/192.168.1.5:53190/192.168.1.101:8080',
    status: 'ESTABLISHED',
  }),
  wcs('connection status after an error', 'ConnectionStatusEvent', {
    ...CONTEXT,
    status: 'FAILED',
    info: 'REST server error',
  }),
  wcs('connect of the current client, with SIP', 'connect', {
    ...CONTEXT,
    mediaProviders: ['WebRTC'],
    keepAlive: false,
    authToken: null,
    clientVersion: '2.0',
    clientOSVersion: '5.0',
    clientBrowserVersion: 'Mozilla/5.0',
    msePacketizationVersion: 2,
    custom: { role: 'guest' },
    sipRegisterRequired: true,
    sipLogin: '1000',
    sipAuthenticationName: '1000',
    sipPassword: 'secret',
    sipVisibleName: 'Alice',
    sipDomain: 'sip.example.org',
    sipOutboundProxy: 'sip.example.org',
    sipPort: '5060',
  }),
  wcs('publishing of 2017', 'publishStream', {
    ...STREAM,
    status: 'PENDING',
    record: false,
    width: 0,
    height: 0,
    bitrate: 0,
    quality: 0,
    mediaProvider: 'WebRTC',
    sdp: 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n',
  }),
  wcs('stream status of 2017', 'StreamStatusEvent', {
    ...STREAM,
    status: 'PUBLISHING',
    sdp: 'v=0\r\n',
    record: false,
    width: 0,
    height: 0,
    bitrate: 0,
    quality: 0,
    mediaProvider: 'WebRTC',
  }),
  wcs('stream status of 2022', 'StreamStatusEvent', {
    ...STREAM,
    sessionId: '8f1b9b5e-2a52-4c59-9ff7-6a2a5a0c4a11',
    status: 'PUBLISHING',
    audioCodec: 'PCMA',
    videoCodec: 'VP8',
    record: false,
    width: 640,
    height: 480,
    bitrate: 0,
    minBitrate: 0,
    maxBitrate: 0,
    quality: 0,
    history: false,
    gop: 0,
    fps: 0,
    audioBitrate: 0,
    codecImpl: '',
    transport: 'UDP',
    cvoExtension: true,
    createDate: 1646623472516,
    mediaType: 'publish',
    audioState: { muted: false },
    videoState: { muted: false },
    mediaProvider: 'WebRTC',
  }),
  wcs('HLS viewer of an old build', 'playStream', {
    ...STREAM,
    mediaSessionId: 'abc-HLS',
    sessionId: 'HLS/192.168.1.2:6564',
    published: false,
    status: 'NEW',
    mediaProvider: 'HLS',
    token: 'a-token',
    custom: { token: 'a-token' },
  }),
  wcs('HLS viewer of a new build', 'playHLS', {
    ...CONTEXT,
    sessionId: 'HLS/192.168.1.2:6564',
    mediaSessionId: '/192.168.1.2:6564-HLS',
    name: 'test',
    mediaProvider: 'HLS',
    custom: { token: 'a-token' },
  }),
  wcs('playing, with the name that the table has', 'playStream', {
    ...CONTEXT,
    mediaSession: '3da4a8f0-f4ba-11e6-bfc6-3f1b3d4a4ea3',
    name: 'test',
    published: false,
    hasVideo: true,
    status: 'PENDING',
  }),
  wcs('keep-alive', 'StreamKeepAliveEvent', {
    ...STREAM,
    status: 'PUBLISHING',
    mediaProvider: 'WebRTC',
    record: false,
  }),
  wcs('call status with the call object of the REST API', 'CallStatusEvent', {
    ...CONTEXT,
    callId: 'bu9WZ6LjRyT5ZuFJ',
    custom: {},
    parentCallId: null,
    incoming: false,
    status: 'RING',
    sipStatus: 180,
    rtmpUrl: null,
    rtmpStream: null,
    rtmpStreamStatus: null,
    caller: '1000',
    callee: '1001',
    hasAudio: true,
    hasVideo: false,
    sdp: 'v=0\r\n',
    visibleName: '1000',
    inviteParameters: null,
    mediaProvider: 'Flash',
    sipMessageRaw: 'SIP/2.0 180 Ringing\r\n',
    isMsrp: false,
    target: null,
    holdForTransfer: false,
  }),
  wcs('call status without a SIP answer', 'CallStatusEvent', {
    ...CONTEXT,
    callId: 'bu9WZ6LjRyT5ZuFJ',
    status: 'FINISH',
    sipStatus: null,
  }),
  wcs('hold for a transfer', 'hold', {
    ...CONTEXT,
    callId: 'bu9WZ6LjRyT5ZuFJ',
    hasVideo: false,
    holdForTransfer: true,
  }),
  wcs('DTMF as a number, with the name on the wire', 'sendDtmf', {
    ...CONTEXT,
    callId: 'bu9WZ6LjRyT5ZuFJ',
    type: 'RFC2833',
    dtmf: 5,
  }),
  wcs('data of a client', 'OnDataEvent', {
    ...CONTEXT,
    operationId: '6e2f2c40-f4bc-11e6-bfc6-3f1b3d4a4ea3',
    payload: { text: 'hello', list: [1, null] },
  }),
  wcs('debugging', 'sessionDebug', { ...CONTEXT, command: 'start' }),
  wcs('stream event with data', 'sendStreamEvent', {
    ...CONTEXT,
    mediaSessionId: STREAM.mediaSessionId,
    type: 'data',
    payload: { count: 23 },
  }),
];

function report(method: string, contentLength: number, text: string): DocumentedExample {
  return {
    name: `OpenVox ${method}, ${contentLength} bytes`,
    dialect: 'openvox',
    method,
    text,
    contentLength,
  };
}

const OPENVOX_EXAMPLES: readonly DocumentedExample[] = [
  report(
    'ALERT',
    89,
    '{"action":"ALERT","callid":"1589947952.1670","ext":{"extid":["101"]},"sn":"a09805021987"}',
  ),
  report(
    'RING',
    94,
    '{"action":"RING","callid":"1589947952.1670","ext":{"extid":["106","101"]},"sn":"a09805021987"}',
  ),
  report('ALERT', 67, '{"action":"ALERT","callid":"1589948179.1692","ext":{"extid":"106"}}'),
  report(
    'RING',
    155,
    '{"action":"RING","callid":"1589948178.1690","outbound":{"from":"106","to":"103","trunk":"to-18-16-2","outboundid":"1589948178.1690"},"ext":{"extid":"106"}}',
  ),
  report(
    'ALERT',
    152,
    '{"action":"ALERT","callid":"1589948512.1709","inbound":{"from":"103","to":"101","trunk":"to-18-16-2","inboundid":"1589948512.1707"},"sn":"a09805021987"}',
  ),
  report(
    'RING',
    173,
    '{"action":"RING","callid":"1589948512.1709","ext":{"extid":"101"},"inbound":{"from":"103","to":"101","trunk":"to-18-16-2","inboundid":"1589948512.1707"},"sn":"a09805021987"}',
  ),
];

function yeastarReport(name: string, method: string, payload: object): DocumentedExample {
  return { name: `Yeastar ${name}`, dialect: 'yeastar', method, text: JSON.stringify(payload) };
}

const YEASTAR_EXAMPLES: readonly DocumentedExample[] = [
  yeastarReport('ALERT', 'ALERT', {
    action: 'ALERT',
    callid: '1569229436.4',
    call: [{ ext: { extid: '1005' } }],
    sn: '369753300022',
  }),
  yeastarReport('RING', 'RING', {
    action: 'RING',
    callid: '1569229436.4',
    call: [{ ext: { extid: '1006' } }, { ext: { extid: '1005' } }],
    sn: '369753300022',
  }),
  yeastarReport('failed call, flat', 'CallFailed', {
    action: 'CallFailed',
    reason: '486 Busy Here',
    callid: '1569229436.4',
    ext: { extid: '1005' },
    outbound: { from: '1005', to: '10086', trunk: 'sps', outboundid: '1569229436.5' },
    sn: '369753300022',
  }),
  yeastarReport('transfer, as spelt', 'Tranfer', {
    action: 'Tranfer',
    callid: '1569229436.4',
    call: [{ ext: { extid: '1006' } }],
    sn: '369753300022',
  }),
  yeastarReport('record', 'NewCdr', {
    action: 'NewCdr',
    callid: '1569229436.4',
    timestart: '2019-09-23 17:03:56',
    callfrom: '1005',
    callto: '1006',
    callduraction: '12',
    talkduraction: '8',
    status: 'ANSWERED',
    type: 'Internal',
    sn: '369753300022',
  }),
  yeastarReport('extension, second version', 'ExtensionStatus', {
    event: 'ExtensionStatus',
    extension: '1006',
    status: 'Ringing',
    sn: '369753300022',
  }),
  yeastarReport('start', 'BootUp', { action: 'BootUp', sn: '369753300022' }),
  yeastarReport('settings', 'ConfigChange', {
    action: 'ConfigChange',
    type: 'extension',
    extid: '1006',
    operation: 'add',
    sn: '369753300022',
  }),
];

export const documentedExamples: readonly DocumentedExample[] = [
  ...WCS_EXAMPLES,
  ...OPENVOX_EXAMPLES,
  ...YEASTAR_EXAMPLES,
];
