import { describe, expect, it } from 'vitest';
import { defaultDialect, findMethod, findParameter } from '../../src/dialects/index.ts';

/** The vendor's list of methods and their parameters, written out by hand from the document. */
const CONTEXT = 'nodeId sessionId appKey';
const STREAM = `name published hasVideo status sdp ${CONTEXT} custom`;
const VENDOR_TABLE: Readonly<Record<string, string>> = {
  connect:
    'urlServer appKey sipRegisterRequired sipLogin sipAuthenticationName sipPassword sipVisibleName sipDomain sipOutboundProxy sipPort sipContactParams status mediaProviders restClientConfig width height custom',
  ConnectionStatusEvent: `sipRegisterRequired sipLogin sipPassword sipVisibleName sipDomain sipOutboundProxy sipPort sipContactParams status info authToken mediaProviders ${CONTEXT} custom`,
  RegistrationStatusEvent: `status info sipMessageRaw ${CONTEXT}`,
  call: 'callId callee caller visibleName hasVideo inviteParameters isMsrp status incoming mediaProvider sdp',
  OnCallEvent: `callId callee caller visibleName hasVideo inviteParameters sipMessageRaw incoming status mediaProvider sdp ${CONTEXT}`,
  CallStatusEvent: `callId incoming status info sipMessageRaw sipStatus caller callee hasVideo visibleName mediaProvider ${CONTEXT}`,
  answer: `callId incoming sipStatus caller callee hasVideo visibleName mediaProvider sdp status ${CONTEXT}`,
  hangup: `callId hasVideo ${CONTEXT}`,
  hold: `callId hasVideo ${CONTEXT}`,
  unhold: `callId hasVideo ${CONTEXT}`,
  transfer: `callId target ${CONTEXT}`,
  TransferStatusEvent: `callId incoming status info sipMessageRaw hasVideo ${CONTEXT}`,
  sendDTMF: `callId dtmf type ${CONTEXT}`,
  sendMessage: `id from to body contentType isImdnRequired recipients ${CONTEXT}`,
  OnMessageEvent: `id from to body contentType isImdnRequired sipMessageRaw status ${CONTEXT}`,
  MessageStatusEvent: `id from to contentType isImdnRequired body status info sipMessageRaw ${CONTEXT}`,
  sendIMDN: `messageId ${CONTEXT}`,
  subscribe: `event expires terminate ${CONTEXT}`,
  SubscriptionStatusEvent: `event expires terminate requestBody status info sipMessageRaw ${CONTEXT}`,
  sendXcapRequest: `url ${CONTEXT}`,
  XcapStatusEvent: 'url xcapResponse',
  publishStream: `${STREAM} mediaSessionId record`,
  unPublishStream: `${STREAM} mediaSessionId record`,
  playStream: `${STREAM} mediaSession`,
  playHLS: `name mediaSessionId mediaProvider ${CONTEXT} token`,
  playRTSP: `name mediaSessionId mediaProvider ${CONTEXT} rtspUrl User-Agent`,
  stopStream: `${STREAM} mediaSessionId`,
  StreamStatusEvent: `${STREAM} mediaSessionId info record`,
  StreamKeepAliveEvent: `${CONTEXT} mediaSessionId name published hasVideo status info mediaProvider record`,
  sendData: `operationId payload ${CONTEXT}`,
  OnDataEvent: `operationId payload ${CONTEXT}`,
  DataStatusEvent: `operationId status info ${CONTEXT}`,
  ErrorEvent: 'info',
  sendBugReport: `text type ${CONTEXT}`,
  BugReportStatusEvent: `filename ${CONTEXT}`,
  sendStreamEvent: `info type mediaSessionId ${CONTEXT}`,
  StreamEvent: `info type mediaSessionId ${CONTEXT}`,
};

const FURTHER_NAMES = [
  'sendDtmf',
  'submitBugReport',
  'ErrorStatusEvent',
  'pauseStream',
  'snapshot',
  'pushLogs',
  'sessionDebug',
  'SessionDebugStatusEvent',
  'availableStream',
  'OnTransferEvent',
  'RecordingStatusEvent',
  'StreamsStatEvent',
  'StreamTranscodingGroupEvent',
];

describe("the vendor's parameter table", () => {
  it('lists 37 methods', () => {
    expect(Object.keys(VENDOR_TABLE)).toHaveLength(37);
  });

  it.each(Object.entries(VENDOR_TABLE))(
    'has %s with all its parameters and the context',
    (name, parameters) => {
      const method = findMethod(defaultDialect, name);
      expect(method?.name).toBe(name);
      if (method === null) return;
      const absent = `${parameters} ${CONTEXT}`
        .split(' ')
        .filter((each) => findParameter(method, each) === null);
      expect(absent).toEqual([]);
    },
  );

  it.each(FURTHER_NAMES)('knows the further name %s', (name) => {
    expect(findMethod(defaultDialect, name)).not.toBeNull();
  });
});
