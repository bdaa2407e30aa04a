/**
 * For each row of the expectation tables the nearest sound traffic: what triggers it, what meets it, and what came before.
 * Times are seconds from the trigger.
 */
import { Random } from '../../samples/builder/index.ts';
import {
  answerPayload,
  bugReportPayload,
  bugReportStatusPayload,
  callControlPayload,
  callPayload,
  callStatusPayload,
  connectionErrorPayload,
  connectionStatusPayload,
  connectPayload,
  dataPayload,
  dataStatusPayload,
  hookedCall,
  hookedMessage,
  hookedStream,
  hookSession,
  type JsonObject,
  messageStatusPayload,
  onCallPayload,
  registrationStatusPayload,
  sendMessagePayload,
  sessionDebugPayload,
  sessionDebugStatusPayload,
  startStreamPayload,
  streamControlPayload,
  streamStatusPayload,
  subscribePayload,
  subscriptionStatusPayload,
  transferPayload,
  transferStatusPayload,
  xcapPayload,
  xcapStatusPayload,
} from '../../samples/hooks/index.ts';

/** One hook: its method and payload. */
export type Hook = readonly [method: string, payload: JsonObject];

export interface Course {
  readonly trigger: Hook;
  /** Status of the answer to the trigger; 200 unless given. */
  readonly answered?: number;
  readonly met: Hook;
  /** Hooks of the same dialog that do not meet it, a second after the trigger. */
  readonly unfit?: readonly Hook[];
  /** Hooks before the trigger. */
  readonly before?: readonly (readonly [at: number, hook: Hook])[];
  /** It is met also by what came long before the trigger. */
  readonly metLongBefore?: true;
  /** A direct invocation: refused under FAIL it leads to nothing. */
  readonly direct?: true;
  /** The session's `connect` is the trigger, or what is expected. */
  readonly ownConnect?: true;
}

const random = new Random(1);
export const SESSION = hookSession(random);
const call = hookedCall(random, SESSION);
const incoming = hookedCall(random, SESSION, { incoming: true });
const published = hookedStream(random, SESSION, { published: true });
const played = hookedStream(random, SESSION, { published: false });
const message = hookedMessage(random, SESSION);
const XCAP = 'http://xcap.example.org/lists';

const callStatus = (status: Parameters<typeof callStatusPayload>[1], of = call): Hook => [
  'CallStatusEvent',
  callStatusPayload(of, status),
];
const streamStatus = (status: Parameters<typeof streamStatusPayload>[1], of = published): Hook => [
  'StreamStatusEvent',
  streamStatusPayload(of, status),
];
export const ESTABLISHED: Hook = ['ConnectionStatusEvent', connectionStatusPayload(SESSION, 'ESTABLISHED')];
export const DISCONNECTED: Hook = ['ConnectionStatusEvent', connectionStatusPayload(SESSION, 'DISCONNECTED')];
export const CONNECT: Hook = ['connect', connectPayload(SESSION)];

export const WCS_COURSES: Readonly<Record<string, Course>> = {
  'connect-status': { trigger: CONNECT, met: ESTABLISHED, ownConnect: true },
  'connect-refused-status': {
    trigger: CONNECT,
    answered: 403,
    met: ['ConnectionStatusEvent', connectionErrorPayload(SESSION, 'FAILED', 'refused')],
    ownConnect: true,
  },
  'connect-registration': {
    trigger: ['connect', connectPayload(SESSION, { register: true })],
    met: ['RegistrationStatusEvent', registrationStatusPayload(SESSION)],
    unfit: [ESTABLISHED],
    ownConnect: true,
  },
  'call-status': { trigger: ['call', callPayload(random, call)], met: callStatus('TRYING'), direct: true },
  'incoming-call-outcome': {
    trigger: ['OnCallEvent', onCallPayload(random, incoming)],
    met: ['answer', answerPayload(random, incoming)],
  },
  'answer-outcome': {
    trigger: ['answer', answerPayload(random, incoming)],
    met: callStatus('ESTABLISHED', incoming),
    unfit: [callStatus('RING', incoming)],
    before: [[-3, ['OnCallEvent', onCallPayload(random, incoming)]]],
    direct: true,
  },
  'hangup-end': {
    trigger: ['hangup', callControlPayload(call)],
    met: callStatus('FINISH'),
    unfit: [callStatus('HOLD')],
    metLongBefore: true,
    direct: true,
  },
  'hold-status': {
    trigger: ['hold', callControlPayload(call)],
    met: callStatus('HOLD'),
    unfit: [callStatus('ESTABLISHED')],
    direct: true,
  },
  'unhold-status': {
    trigger: ['unhold', callControlPayload(call)],
    met: callStatus('ESTABLISHED'),
    unfit: [callStatus('HOLD')],
    direct: true,
  },
  'transfer-status': {
    trigger: ['transfer', transferPayload(call, '3000')],
    met: ['TransferStatusEvent', transferStatusPayload(call, 'COMPLETED')],
    unfit: [callStatus('HOLD')],
    direct: true,
  },
  'message-status': {
    trigger: ['sendMessage', sendMessagePayload(message)],
    met: ['MessageStatusEvent', messageStatusPayload(message, 'ACCEPTED')],
    direct: true,
  },
  'subscribe-status': {
    trigger: ['subscribe', subscribePayload(SESSION)],
    met: ['SubscriptionStatusEvent', subscriptionStatusPayload(SESSION, 'Active')],
    direct: true,
  },
  'xcap-status': {
    trigger: ['sendXcapRequest', xcapPayload(SESSION, XCAP)],
    met: ['XcapStatusEvent', xcapStatusPayload(SESSION, XCAP)],
    unfit: [['XcapStatusEvent', xcapStatusPayload(SESSION, `${XCAP}/other`)]],
    direct: true,
  },
  'publish-status': {
    trigger: ['publishStream', startStreamPayload(random, published)],
    met: streamStatus('PUBLISHING'),
    unfit: [streamStatus('PLAYING', played)],
    direct: true,
  },
  'play-status': {
    trigger: ['playStream', startStreamPayload(random, played)],
    met: streamStatus('PLAYING', played),
    unfit: [streamStatus('PUBLISHING')],
    direct: true,
  },
  'unpublish-end': {
    trigger: ['unPublishStream', streamControlPayload(published)],
    met: streamStatus('UNPUBLISHED'),
    unfit: [streamStatus('PUBLISHING')],
    metLongBefore: true,
    direct: true,
  },
  'stop-end': {
    trigger: ['stopStream', streamControlPayload(played)],
    met: streamStatus('STOPPED', played),
    unfit: [streamStatus('PLAYING', played)],
    metLongBefore: true,
    direct: true,
  },
  'pause-status': {
    trigger: ['pauseStream', streamControlPayload(played)],
    met: streamStatus('PAUSED', played),
    before: [[-0.3, streamStatus('PLAYING', played)]],
    direct: true,
  },
  'snapshot-status': {
    trigger: ['snapshot', streamControlPayload(published)],
    met: streamStatus('PUBLISHING'),
    before: [[-0.3, streamStatus('PUBLISHING')]],
    direct: true,
  },
  'data-status': {
    trigger: ['sendData', dataPayload(SESSION, 'one', {})],
    met: ['DataStatusEvent', dataStatusPayload(SESSION, 'one', 'ACCEPTED')],
    unfit: [['DataStatusEvent', dataStatusPayload(SESSION, 'two', 'ACCEPTED')]],
    direct: true,
  },
  'bug-report-status': {
    trigger: ['submitBugReport', bugReportPayload(SESSION, 'No sound')],
    met: ['BugReportStatusEvent', bugReportStatusPayload(SESSION, 'report.zip')],
    direct: true,
  },
  'debug-status': {
    trigger: ['sessionDebug', sessionDebugPayload(SESSION, 'start')],
    met: ['SessionDebugStatusEvent', sessionDebugStatusPayload(SESSION, 'STARTED')],
    direct: true,
  },
  'connect-before-established': { trigger: ESTABLISHED, met: CONNECT, ownConnect: true },
  'call-before-status': {
    trigger: callStatus('TRYING'),
    met: ['call', callPayload(random, call)],
  },
  'incoming-before-status': {
    trigger: callStatus('RING', incoming),
    met: ['OnCallEvent', onCallPayload(random, incoming)],
  },
};

const PBX_CALL = { callid: '1700000000.7', sn: '369192285002' };
const flat = (action: string, extensions: readonly string[]): Hook => [
  action,
  { action, ...PBX_CALL, ext: { extid: extensions } },
];
const listed = (action: string, extensions: readonly string[]): Hook => [
  action,
  { action, ...PBX_CALL, call: extensions.map((extid) => ({ ext: { extid } })) },
];
const record: Hook = [
  'NewCdr',
  { action: 'NewCdr', ...PBX_CALL, callfrom: '1001', callto: '1002', status: 'ANSWERED', type: 'Internal' },
];

/** The same rows for both body forms. */
function pbxCourses(report: typeof flat): Readonly<Record<string, Course>> {
  return {
    'alert-ring': { trigger: report('ALERT', ['1001']), met: report('RING', ['1002', '1001']) },
    'ring-alert': { trigger: report('RING', ['1002', '1001']), met: report('ALERT', ['1001']) },
    'bye-before-record': {
      trigger: record,
      met: report('BYE', ['1002', '1001']),
      before: [[-20, report('ANSWER', ['1002', '1001'])]],
    },
  };
}

export const PBX_COURSES = { openvox: pbxCourses(flat), yeastar: pbxCourses(listed) } as const;
