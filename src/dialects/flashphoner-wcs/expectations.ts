/** What must follow a hook call. Windows are in seconds; `values.ts` has the statuses. */
import type { Expectation } from '../expectation.ts';
import { ANY_TRIGGER, any, follows, one } from './expectation-rows.ts';
import { PREDECESSOR_EXPECTATIONS } from './predecessors.ts';

const CONNECTION_EXPECTATIONS: readonly Expectation[] = [
  follows(
    'connect-status',
    ['connect'],
    any('ConnectionStatusEvent'),
    10,
    "The backend let the client in but never learns the connection's status: it cannot tell whether the client is there.",
    {
      after: { ...ANY_TRIGGER, methods: ['connect'], answer: 'ok' },
      key: 'session',
      excusedBy: ['policy-disabled', 'session-ended'],
      source: 'REST-HTTP',
    },
  ),
  follows(
    'connect-refused-status',
    ['connect'],
    one('ConnectionStatusEvent', 'FAILED'),
    10,
    'The backend does not hear that the connection it refused, or did not answer, was turned down.',
    {
      after: { ...ANY_TRIGGER, methods: ['connect'], answer: 'failed' },
      key: 'session',
      severity: 'warning',
      excusedBy: ['policy-disabled', 'session-ended'],
      source: 'CF-ERR',
    },
  ),
  follows(
    'connect-registration',
    ['connect'],
    any('RegistrationStatusEvent'),
    40,
    'The backend never learns whether the SIP registration that the client asked for succeeded.',
    {
      after: {
        ...ANY_TRIGGER,
        methods: ['connect'],
        answer: 'ok',
        parameters: [
          { parameter: 'sipRegisterRequired', test: 'is', value: true, within: 'request-or-answer' },
        ],
      },
      key: 'session',
      excusedBy: ['policy-disabled', 'session-ended'],
      source: 'REST-HTTP',
    },
  ),
];

const CALL_EXPECTATIONS: readonly Expectation[] = [
  follows(
    'call-status',
    ['call'],
    any('CallStatusEvent'),
    10,
    'The backend knows that the call was made but not what became of it.',
  ),
  follows(
    'incoming-call-outcome',
    ['OnCallEvent'],
    any('CallStatusEvent'),
    90,
    'The backend let the incoming call through but never learns whether it was answered, refused or given up.',
    {
      after: { ...ANY_TRIGGER, methods: ['OnCallEvent'], answer: 'ok' },
      expect: [any('CallStatusEvent'), any('answer'), any('hangup')],
      excusedBy: ['policy-disabled', 'session-ended'],
    },
  ),
  follows(
    'answer-outcome',
    ['answer'],
    one('CallStatusEvent', 'ESTABLISHED', 'FAILED', 'FINISH'),
    15,
    'The backend knows that the client answered but not whether the call came about.',
  ),
  follows(
    'hangup-end',
    ['hangup'],
    one('CallStatusEvent', 'FINISH', 'FAILED', 'BUSY'),
    10,
    'For the backend the call never ends: it goes on being shown, and billed.',
    { metBefore: 'dialog' },
  ),
  follows(
    'hold-status',
    ['hold'],
    one('CallStatusEvent', 'HOLD', 'FINISH', 'FAILED'),
    10,
    'The backend never learns that the call is on hold.',
  ),
  follows(
    'unhold-status',
    ['unhold'],
    one('CallStatusEvent', 'ESTABLISHED', 'FINISH', 'FAILED'),
    10,
    'For the backend the call stays on hold.',
  ),
  follows(
    'transfer-status',
    ['transfer'],
    any('TransferStatusEvent'),
    40,
    'The backend never learns whether the transfer succeeded.',
  ),
];

const MESSAGE_AND_SUBSCRIPTION_EXPECTATIONS: readonly Expectation[] = [
  follows(
    'message-status',
    ['sendMessage'],
    any('MessageStatusEvent'),
    40,
    'The backend never learns whether the message was accepted.',
    { source: 'REST-HTTP' },
  ),
  follows(
    'subscribe-status',
    ['subscribe'],
    any('SubscriptionStatusEvent'),
    40,
    'The backend never learns whether the subscription is active.',
    { key: 'session', source: 'PARAMS' },
  ),
  follows(
    'xcap-status',
    ['sendXcapRequest'],
    any('XcapStatusEvent'),
    40,
    'The backend never gets the answer to the XCAP request.',
    { source: 'PARAMS' },
  ),
];

const STREAM_EXPECTATIONS: readonly Expectation[] = [
  follows(
    'publish-status',
    ['publishStream'],
    any('StreamStatusEvent'),
    20,
    'The backend never learns whether the stream is live.',
  ),
  follows(
    'play-status',
    ['playStream'],
    any('StreamStatusEvent'),
    20,
    'The backend never learns whether the stream is being played.',
  ),
  follows(
    'unpublish-end',
    ['unPublishStream'],
    one('StreamStatusEvent', 'UNPUBLISHED', 'FAILED'),
    10,
    'For the backend the stream stays live.',
    { metBefore: 'dialog' },
  ),
  follows(
    'stop-end',
    ['stopStream'],
    one('StreamStatusEvent', 'STOPPED', 'FAILED'),
    10,
    'For the backend the viewer goes on playing.',
    { metBefore: 'dialog' },
  ),
  // Earlier events of the stream say nothing about the pause or the snapshot, so they do not meet these two rows.
  follows(
    'pause-status',
    ['pauseStream'],
    any('StreamStatusEvent'),
    20,
    'The backend never learns whether playing was paused.',
    { earlyStatuses: ['PAUSED'] },
  ),
  follows(
    'snapshot-status',
    ['snapshot'],
    any('StreamStatusEvent'),
    20,
    'The backend never learns whether the picture was taken.',
    { earlyStatuses: ['SNAPSHOT_COMPLETE'] },
  ),
];

const DATA_AND_REPORT_EXPECTATIONS: readonly Expectation[] = [
  follows(
    'data-status',
    ['sendData'],
    any('DataStatusEvent'),
    10,
    'The backend never learns whether the data arrived.',
  ),
  follows(
    'bug-report-status',
    ['sendBugReport'],
    any('BugReportStatusEvent'),
    60,
    'The backend never learns under which name the bug report was saved.',
    { key: 'session' },
  ),
  follows(
    'debug-status',
    ['sessionDebug'],
    any('SessionDebugStatusEvent'),
    10,
    'The backend never learns whether debugging of the session began or ended.',
    { key: 'session' },
  ),
];

export const EXPECTATIONS: readonly Expectation[] = [
  ...CONNECTION_EXPECTATIONS,
  ...CALL_EXPECTATIONS,
  ...MESSAGE_AND_SUBSCRIPTION_EXPECTATIONS,
  ...STREAM_EXPECTATIONS,
  ...DATA_AND_REPORT_EXPECTATIONS,
  ...PREDECESSOR_EXPECTATIONS,
];
