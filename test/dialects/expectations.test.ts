import { describe, expect, it } from 'vitest';
import { defaultDialect, dialects, type Expectation } from '../../src/dialects/index.ts';

/** What the product promises, written out by hand: after, answer, expected, key, seconds, severity. */
const PROMISED: readonly (readonly [string, string, string, string, string, number, string])[] = [
  ['connect-status', 'connect', 'ok', 'ConnectionStatusEvent any', 'session', 10, 'error'],
  ['connect-refused-status', 'connect', 'failed', 'ConnectionStatusEvent FAILED', 'session', 10, 'warning'],
  ['connect-registration', 'connect', 'ok', 'RegistrationStatusEvent any', 'session', 40, 'error'],
  ['call-status', 'call', 'any', 'CallStatusEvent any', 'dialog', 10, 'error'],
  [
    'incoming-call-outcome',
    'OnCallEvent',
    'ok',
    'CallStatusEvent any|answer any|hangup any',
    'dialog',
    90,
    'error',
  ],
  ['answer-outcome', 'answer', 'any', 'CallStatusEvent ESTABLISHED,FAILED,FINISH', 'dialog', 15, 'error'],
  ['hangup-end', 'hangup', 'any', 'CallStatusEvent FINISH,FAILED,BUSY', 'dialog', 10, 'error'],
  ['hold-status', 'hold', 'any', 'CallStatusEvent HOLD,FINISH,FAILED', 'dialog', 10, 'error'],
  ['unhold-status', 'unhold', 'any', 'CallStatusEvent ESTABLISHED,FINISH,FAILED', 'dialog', 10, 'error'],
  ['transfer-status', 'transfer', 'any', 'TransferStatusEvent any', 'dialog', 40, 'error'],
  ['message-status', 'sendMessage', 'any', 'MessageStatusEvent any', 'dialog', 40, 'error'],
  ['subscribe-status', 'subscribe', 'any', 'SubscriptionStatusEvent any', 'session', 40, 'error'],
  ['xcap-status', 'sendXcapRequest', 'any', 'XcapStatusEvent any', 'dialog', 40, 'error'],
  ['publish-status', 'publishStream', 'any', 'StreamStatusEvent any', 'dialog', 20, 'error'],
  ['play-status', 'playStream', 'any', 'StreamStatusEvent any', 'dialog', 20, 'error'],
  ['unpublish-end', 'unPublishStream', 'any', 'StreamStatusEvent UNPUBLISHED,FAILED', 'dialog', 10, 'error'],
  ['stop-end', 'stopStream', 'any', 'StreamStatusEvent STOPPED,FAILED', 'dialog', 10, 'error'],
  ['pause-status', 'pauseStream', 'any', 'StreamStatusEvent any', 'dialog', 20, 'error'],
  ['snapshot-status', 'snapshot', 'any', 'StreamStatusEvent any', 'dialog', 20, 'error'],
  ['data-status', 'sendData', 'any', 'DataStatusEvent any', 'dialog', 10, 'error'],
  ['bug-report-status', 'sendBugReport', 'any', 'BugReportStatusEvent any', 'session', 60, 'error'],
  ['debug-status', 'sessionDebug', 'any', 'SessionDebugStatusEvent any', 'session', 10, 'error'],
];

const PREDECESSORS: readonly (readonly [string, string, string, string])[] = [
  ['connect-before-established', 'ConnectionStatusEvent', 'ESTABLISHED', 'connect any'],
  ['call-before-status', 'CallStatusEvent', 'TRYING,RING', 'call any'],
  ['incoming-before-status', 'CallStatusEvent', 'PENDING,TRYING,RING', 'OnCallEvent any'],
];

function ways(row: Expectation): string {
  return row.expect
    .map(({ method, statuses }) => `${method} ${statuses === 'any' ? 'any' : statuses.join(',')}`)
    .join('|');
}

describe('expectations of flashphoner-wcs', () => {
  const forward = defaultDialect.expectations.filter((row) => row.direction === 'forward');
  const predecessors = defaultDialect.expectations.filter((row) => row.direction === 'predecessor');

  it('are those promised, forward', () => {
    const rows = forward.map((row) => [
      row.id,
      row.after.methods.join(','),
      row.after.answer,
      ways(row),
      row.key,
      row.windowSeconds,
      row.severity,
    ]);
    expect(rows).toEqual(PROMISED);
  });

  it('are those promised, backward, within 10 s', () => {
    const rows = predecessors.map((row) => [
      row.id,
      row.after.methods.join(','),
      row.after.statuses === 'any' ? 'any' : row.after.statuses.join(','),
      ways(row),
    ]);
    expect(rows).toEqual(PREDECESSORS);
    expect(predecessors.every((row) => row.windowSeconds === 10 && row.after.firstOfKey)).toBe(true);
  });

  it('ask for a registration only where the client asked for one', () => {
    const row = forward.find(({ id }) => id === 'connect-registration');
    expect(row?.after.parameters).toEqual([
      { parameter: 'sipRegisterRequired', test: 'is', value: true, within: 'request-or-answer' },
    ]);
  });

  it('tell outgoing calls from incoming ones', () => {
    const tests = predecessors.map((row) =>
      row.after.parameters.map(({ test, value }) => `${test} ${value}`),
    );
    expect(tests).toEqual([[], ['is-not true'], ['is true']]);
  });

  it('let an end that came first meet the wish to end', () => {
    const before = forward.filter((row) => row.metBefore === 'dialog').map((row) => row.id);
    expect(before).toEqual(['hangup-end', 'unpublish-end', 'stop-end']);
  });

  it('are excused by a refusal under FAIL only where the trigger is a direct invocation', () => {
    const excused = forward.filter((row) => row.excusedBy.includes('refused-under-fail'));
    const others = forward
      .filter((row) => !row.excusedBy.includes('refused-under-fail'))
      .map((row) => row.id);
    expect(excused.length).toBe(18);
    expect(others).toEqual([
      'connect-status',
      'connect-refused-status',
      'connect-registration',
      'incoming-call-outcome',
    ]);
  });
});

describe.each(['openvox', 'yeastar'])('expectations of %s', (name) => {
  it('pair ALERT with RING, and ask for BYE only where a record shows the end', () => {
    const rows = dialects
      .get(name)
      ?.expectations.map((row) => [row.direction, row.after.methods, ways(row), row.key]);
    expect(rows).toEqual([
      ['forward', ['ALERT'], 'RING any', 'call-numbers'],
      ['predecessor', ['RING'], 'ALERT any', 'call-numbers'],
      ['predecessor', ['NewCdr'], 'BYE any', 'call-numbers'],
    ]);
    const record = dialects.get(name)?.expectations[2]?.after;
    expect(record?.statuses).toEqual(['ANSWERED']);
    expect(record?.earlier).toEqual(['ANSWER', 'ANSWERED']);
  });
});
