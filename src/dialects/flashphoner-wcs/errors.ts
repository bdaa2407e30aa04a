/**
 * What WCS does after an interaction error: any status but 200, no answer, no connection
 * (vendor's page "Four types of REST methods"; the same class for all three).
 */
import type { ClientConfig, Delivery, Ending, ErrorConsequence } from '../types.ts';

export const ERROR_MATRIX = [
  {
    hookType: 1,
    policy: 'any',
    outcome: 'declines',
    description:
      'The call server turns the connection down, under LOG as under FAIL: the client cannot connect.',
    clientGets: 'FAILED, then DISCONNECTED',
    source: 'TYPES-DIFF',
  },
  {
    hookType: 2,
    policy: 'FAIL',
    outcome: 'stops',
    description:
      'The call server logs the error and stops the operation; the client gets the error in the matching event.',
    clientGets: 'the error, in the matching event',
    source: 'TYPES',
  },
  {
    hookType: 2,
    policy: 'LOG',
    outcome: 'continues',
    description:
      'The call server only logs the error and goes on: a refusal has no effect unless restOnError is FAIL for this method.',
    source: 'TYPES-DIFF',
  },
  {
    hookType: 3,
    policy: 'FAIL',
    outcome: 'continues',
    description:
      'The call server logs the error and goes on, for the event has already happened; the client is told by ErrorEvent.',
    clientGets: 'ErrorEvent',
    source: 'TYPES',
  },
  {
    hookType: 3,
    policy: 'LOG',
    outcome: 'continues',
    description:
      'The call server only logs the error and goes on, for the event has already happened; what the event told is lost on the backend.',
    source: 'TYPES-DIFF',
  },
  {
    hookType: 3,
    method: 'StreamKeepAliveEvent',
    policy: 'FAIL',
    outcome: 'stops',
    description: 'The call server ends the stream: a refused keep-alive is the documented way to do so.',
    clientGets: 'the end of the stream, with info "Terminated by keep-alive"',
    source: 'KEEPALIVE',
  },
  {
    hookType: 4,
    policy: 'FAIL',
    outcome: 'declines',
    description: 'The call server logs the error and stops: the caller is refused with 403 FORBIDDEN.',
    callerGets: '403 FORBIDDEN',
    clientGets: 'SESSION_STATUS.WARN, with the error',
    source: 'TYPES',
  },
  {
    hookType: 4,
    policy: 'LOG',
    outcome: 'continues',
    description:
      'The call server only logs the error and goes on: the call reaches the client although the backend did not accept it.',
    source: 'TYPES-DIFF',
  },
] as const satisfies readonly ErrorConsequence[];

export const CLIENT_CONFIG = {
  parameter: 'restClientConfig',
  method: 'connect',
  fields: [
    {
      name: 'clientExclude',
      form: 'name-list',
      words: [],
      default: '',
      description: 'Parameters that are not sent to the client, with commas between.',
      source: 'RCC',
    },
    {
      name: 'restExclude',
      form: 'name-list',
      words: [],
      default: '',
      description: 'Parameters that are not sent to the backend, with commas between.',
      source: 'RCC',
    },
    {
      name: 'restOnError',
      form: 'word',
      words: [
        { word: 'LOG', spellings: ['LOG'], description: 'Log an error of the backend and go on.' },
        { word: 'FAIL', spellings: ['FAIL'], description: 'Let the operation fail and tell the client.' },
      ],
      default: 'LOG',
      description: 'What to do when the backend does not answer 200.',
      source: 'RCC',
    },
    {
      name: 'restPolicy',
      form: 'word',
      words: [
        {
          word: 'NOTIFY',
          spellings: ['NOTIFY'],
          description: 'Call the backend and ignore what it changes.',
        },
        {
          word: 'OVERWRITE',
          spellings: ['OVERWRITE'],
          description: 'Call the backend and take over the parameters that restOverwrite names.',
        },
        {
          word: 'DISABLE',
          spellings: ['DISABLE', 'DISABLED'],
          description: 'Do not call the backend. WCS4 and early WCS5 spell it DISABLED.',
        },
      ],
      default: 'NOTIFY',
      description: 'Whether the backend is called, and whether its answer counts.',
      source: 'RCC',
    },
    {
      name: 'restOverwrite',
      form: 'name-list',
      words: [],
      default: '',
      description: 'Parameters taken from the answer, with commas between; only under OVERWRITE.',
      source: 'RCC',
    },
  ],
  source: 'RCC',
} as const satisfies ClientConfig;

export const DELIVERY = {
  timeoutSeconds: 15,
  slowSeconds: 10,
  retries: 3,
  repeatsUntilAccepted: false,
  mirrored: true,
  timeoutSetting: 'rest_request_timeout',
  logFile: '/usr/local/FlashphonerWebCallServer/logs/server_logs/flashphoner.log',
  source: 'RESTM',
} as const satisfies Delivery;

/**
 * A refused connection tells FAILED and then DISCONNECTED (vendor's WCS4 call flow): that is in order. What fails, or is
 * busy, does so soon after it began: seen first, FAILED and BUSY show no dialog that lasts.
 */
export const ENDINGS = [
  {
    kind: 'session',
    method: 'ConnectionStatusEvent',
    begins: ['connect'],
    underWay: { statuses: ['DISCONNECTED'], methods: [] },
    ends: [
      { status: 'DISCONNECTED', mayFollow: [] },
      { status: 'FAILED', mayFollow: ['DISCONNECTED'] },
    ],
    source: 'CF-ERR',
  },
  {
    kind: 'call',
    method: 'CallStatusEvent',
    begins: ['call', 'OnCallEvent'],
    underWay: {
      statuses: ['ESTABLISHED', 'HOLD', 'FINISH'],
      methods: ['hangup', 'hold', 'unhold', 'transfer', 'sendDTMF', 'TransferStatusEvent', 'OnTransferEvent'],
    },
    ends: [
      { status: 'FINISH', mayFollow: [] },
      { status: 'FAILED', mayFollow: ['FINISH'] },
      { status: 'BUSY', mayFollow: ['FINISH', 'FAILED'] },
    ],
    source: 'EVST',
  },
  {
    kind: 'stream',
    method: 'StreamStatusEvent',
    begins: ['publishStream', 'playStream', 'playHLS', 'playRTSP'],
    underWay: {
      statuses: ['PAUSED', 'UNPUBLISHED', 'STOPPED'],
      methods: ['unPublishStream', 'stopStream', 'pauseStream', 'snapshot', 'StreamKeepAliveEvent'],
    },
    ends: [
      { status: 'UNPUBLISHED', mayFollow: [] },
      { status: 'STOPPED', mayFollow: [] },
      { status: 'FAILED', mayFollow: ['UNPUBLISHED', 'STOPPED'] },
    ],
    source: 'EVST',
  },
] as const satisfies readonly Ending[];
