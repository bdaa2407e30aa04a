/** What must follow a hook call. Windows are in seconds; `values.ts` has the statuses. */

import { ANY_TRIGGER } from '../any-trigger.ts';
import type { Expectation } from '../expectation.ts';
import { any, follows, one } from './expectation-rows.ts';
import { PREDECESSOR_EXPECTATIONS } from './predecessors.ts';

/** Statuses that only a call has which was really made: FAILED and FINISH may as well come of a refusal. */
const CALL_UNDER_WAY = ['TRYING', 'RING', 'RING_MEDIA', 'SESSION_PROGRESS', 'ESTABLISHED', 'HOLD'] as const;

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
      goesOn: [
        one('ConnectionStatusEvent', 'ESTABLISHED', 'CONNECTED', 'REGISTERED'),
        one('RegistrationStatusEvent', 'REGISTERED'),
        ...['call', 'OnCallEvent', 'sendMessage', 'publishStream', 'playStream'].map(any),
      ],
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
      goesOn: [],
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
      goesOn: [],
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
    { goesOn: [one('CallStatusEvent', ...CALL_UNDER_WAY, 'BUSY')] },
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
      // The client can only answer or hang up a call that reached it.
      goesOn: [any('answer'), any('hangup'), one('CallStatusEvent', ...CALL_UNDER_WAY)],
      excusedBy: ['policy-disabled', 'session-ended'],
    },
  ),
  follows(
    'answer-outcome',
    ['answer'],
    one('CallStatusEvent', 'ESTABLISHED', 'FAILED', 'FINISH'),
    15,
    'The backend knows that the client answered but not whether the call came about.',
    { goesOn: [one('CallStatusEvent', 'ESTABLISHED')] },
  ),
  follows(
    'hangup-end',
    ['hangup'],
    one('CallStatusEvent', 'FINISH', 'FAILED', 'BUSY'),
    10,
    'For the backend the call never ends: it goes on being shown, and billed.',
    { metBefore: 'dialog', goesOn: [one('CallStatusEvent', 'FINISH')] },
  ),
  follows(
    'hold-status',
    ['hold'],
    one('CallStatusEvent', 'HOLD', 'FINISH', 'FAILED'),
    10,
    'The backend never learns that the call is on hold.',
    { goesOn: [one('CallStatusEvent', 'HOLD')] },
  ),
  follows(
    'unhold-status',
    ['unhold'],
    one('CallStatusEvent', 'ESTABLISHED', 'FINISH', 'FAILED'),
    10,
    'For the backend the call stays on hold.',
    { goesOn: [one('CallStatusEvent', 'ESTABLISHED')] },
  ),
  follows(
    'transfer-status',
    ['transfer'],
    any('TransferStatusEvent'),
    40,
    'The backend never learns whether the transfer succeeded.',
    { goesOn: [one('TransferStatusEvent', 'ACCEPTED', 'TRYING', 'COMPLETED')] },
  ),
];

const MESSAGE_AND_SUBSCRIPTION_EXPECTATIONS: readonly Expectation[] = [
  follows(
    'message-status',
    ['sendMessage'],
    any('MessageStatusEvent'),
    40,
    'The backend never learns whether the message was accepted.',
    { goesOn: [one('MessageStatusEvent', 'SENT', 'ACCEPTED', 'DELIVERED')], source: 'REST-HTTP' },
  ),
  follows(
    'subscribe-status',
    ['subscribe'],
    any('SubscriptionStatusEvent'),
    40,
    'The backend never learns whether the subscription is active.',
    { key: 'session', goesOn: [one('SubscriptionStatusEvent', 'Active')], source: 'PARAMS' },
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
    { goesOn: [one('StreamStatusEvent', 'PUBLISHING'), one('StreamKeepAliveEvent', 'PUBLISHING')] },
  ),
  follows(
    'play-status',
    ['playStream'],
    any('StreamStatusEvent'),
    20,
    'The backend never learns whether the stream is being played.',
    { goesOn: [one('StreamStatusEvent', 'PLAYING', 'PAUSED'), one('StreamKeepAliveEvent', 'PLAYING')] },
  ),
  follows(
    'unpublish-end',
    ['unPublishStream'],
    one('StreamStatusEvent', 'UNPUBLISHED', 'FAILED'),
    10,
    'For the backend the stream stays live.',
    { metBefore: 'dialog', goesOn: [one('StreamStatusEvent', 'UNPUBLISHED')] },
  ),
  follows(
    'stop-end',
    ['stopStream'],
    one('StreamStatusEvent', 'STOPPED', 'FAILED'),
    10,
    'For the backend the viewer goes on playing.',
    { metBefore: 'dialog', goesOn: [one('StreamStatusEvent', 'STOPPED')] },
  ),
  // Earlier events of the stream say nothing about the pause or the snapshot, so they do not meet these two rows.
  follows(
    'pause-status',
    ['pauseStream'],
    any('StreamStatusEvent'),
    20,
    'The backend never learns whether playing was paused.',
    { earlyStatuses: ['PAUSED'], goesOn: [one('StreamStatusEvent', 'PAUSED')] },
  ),
  follows(
    'snapshot-status',
    ['snapshot'],
    any('StreamStatusEvent'),
    20,
    'The backend never learns whether the picture was taken.',
    { earlyStatuses: ['SNAPSHOT_COMPLETE'], goesOn: [one('StreamStatusEvent', 'SNAPSHOT_COMPLETE')] },
  ),
];

const DATA_AND_REPORT_EXPECTATIONS: readonly Expectation[] = [
  follows(
    'data-status',
    ['sendData'],
    any('DataStatusEvent'),
    10,
    'The backend never learns whether the data arrived.',
    { goesOn: [one('DataStatusEvent', 'ACCEPTED')] },
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
