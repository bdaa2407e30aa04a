/**
 * The expectation table of design section 4, put down a second time for the oracle. Nothing here is taken from the
 * product's own table: where both differ, one of them is wrong.
 */
export interface Row {
  readonly after: readonly string[];
  readonly answer: 'any' | 'ok' | 'failed';
  readonly statuses?: readonly string[];
  readonly when?: (
    payload: Readonly<Record<string, unknown>>,
    answered: Readonly<Record<string, unknown>>,
  ) => boolean;
  readonly expect: readonly (readonly [method: string, statuses: readonly string[] | null])[];
  readonly key: 'session' | 'dialog' | 'pbx-call';
  /** Seconds. */
  readonly within: number;
  /** `before`: it has to have come in the window that ends with the trigger. */
  readonly side: 'after' | 'before';
  /** It counts however long before it came. */
  readonly everBefore?: boolean;
  /** Before the trigger (within the tolerance) only these count. */
  readonly early?: readonly string[];
  /** Only the first call with the key asks for it. */
  readonly first?: boolean;
  /** Only where one of these was seen before. */
  readonly earlier?: readonly string[];
  /** A direct invocation: that it was refused under FAIL excuses. */
  readonly direct?: boolean;
  readonly severity: 'error' | 'warning';
}

const DEFAULTS = { answer: 'any', key: 'dialog', side: 'after', severity: 'error' } as const;

function direct(after: string, expect: Row['expect'], within: number, more: Partial<Row> = {}): Row {
  return { ...DEFAULTS, after: [after], expect, within, direct: true, ...more };
}

const anyOf = (method: string): Row['expect'] => [[method, null]];

export const WCS_ROWS: readonly Row[] = [
  {
    ...DEFAULTS,
    after: ['connect'],
    answer: 'ok',
    expect: anyOf('ConnectionStatusEvent'),
    key: 'session',
    within: 10,
  },
  {
    ...DEFAULTS,
    after: ['connect'],
    answer: 'failed',
    expect: [['ConnectionStatusEvent', ['FAILED']]],
    key: 'session',
    within: 10,
    severity: 'warning',
  },
  {
    ...DEFAULTS,
    after: ['connect'],
    answer: 'ok',
    when: (payload, answered) =>
      payload.sipRegisterRequired === true || answered.sipRegisterRequired === true,
    expect: anyOf('RegistrationStatusEvent'),
    key: 'session',
    within: 40,
  },
  direct('call', anyOf('CallStatusEvent'), 10),
  {
    ...DEFAULTS,
    after: ['OnCallEvent'],
    answer: 'ok',
    expect: [
      ['CallStatusEvent', null],
      ['answer', null],
      ['hangup', null],
    ],
    within: 90,
  },
  direct('answer', [['CallStatusEvent', ['ESTABLISHED', 'FAILED', 'FINISH']]], 15),
  direct('hangup', [['CallStatusEvent', ['FINISH', 'FAILED', 'BUSY']]], 10, { everBefore: true }),
  direct('hold', [['CallStatusEvent', ['HOLD', 'FINISH', 'FAILED']]], 10),
  direct('unhold', [['CallStatusEvent', ['ESTABLISHED', 'FINISH', 'FAILED']]], 10),
  direct('transfer', anyOf('TransferStatusEvent'), 40),
  direct('sendMessage', anyOf('MessageStatusEvent'), 40),
  direct('subscribe', anyOf('SubscriptionStatusEvent'), 40, { key: 'session' }),
  direct('sendXcapRequest', anyOf('XcapStatusEvent'), 40),
  direct('publishStream', anyOf('StreamStatusEvent'), 20),
  direct('playStream', anyOf('StreamStatusEvent'), 20),
  direct('unPublishStream', [['StreamStatusEvent', ['UNPUBLISHED', 'FAILED']]], 10, { everBefore: true }),
  direct('stopStream', [['StreamStatusEvent', ['STOPPED', 'FAILED']]], 10, { everBefore: true }),
  direct('pauseStream', anyOf('StreamStatusEvent'), 20, { early: ['PAUSED'] }),
  direct('snapshot', anyOf('StreamStatusEvent'), 20, { early: ['SNAPSHOT_COMPLETE'] }),
  direct('sendData', anyOf('DataStatusEvent'), 10),
  direct('sendBugReport', anyOf('BugReportStatusEvent'), 60, { key: 'session' }),
  direct('sessionDebug', anyOf('SessionDebugStatusEvent'), 10, { key: 'session' }),
  {
    ...DEFAULTS,
    after: ['ConnectionStatusEvent'],
    statuses: ['ESTABLISHED'],
    expect: anyOf('connect'),
    key: 'session',
    within: 10,
    side: 'before',
    first: true,
  },
  {
    ...DEFAULTS,
    after: ['CallStatusEvent'],
    statuses: ['TRYING', 'RING'],
    when: (payload) => payload.incoming !== true,
    expect: anyOf('call'),
    within: 10,
    side: 'before',
    first: true,
  },
  {
    ...DEFAULTS,
    after: ['CallStatusEvent'],
    statuses: ['RING', 'TRYING', 'PENDING'],
    when: (payload) => payload.incoming === true,
    expect: anyOf('OnCallEvent'),
    within: 10,
    side: 'before',
    first: true,
  },
];

/** ALERT and RING of one call; BYE before the record of an answered call (domain facts 7.4). */
export const PBX_ROWS: readonly Row[] = [
  { ...DEFAULTS, after: ['ALERT'], expect: anyOf('RING'), key: 'pbx-call', within: 10 },
  { ...DEFAULTS, after: ['RING'], expect: anyOf('ALERT'), key: 'pbx-call', within: 10, side: 'before' },
  {
    ...DEFAULTS,
    after: ['NewCdr'],
    statuses: ['ANSWERED'],
    earlier: ['ANSWER', 'ANSWERED'],
    expect: anyOf('BYE'),
    key: 'pbx-call',
    within: 30,
    side: 'before',
  },
];
