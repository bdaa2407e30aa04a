import { expect, it } from 'vitest';
import { defaultDialect, findMethod, findParameter, isKnownValue } from '../../src/dialects/index.ts';

/** The union of the vendor's status page, the parameter table and both generations of the client. */
const UNION: Readonly<Record<string, string>> = {
  ConnectionStatusEvent:
    'ESTABLISHED FAILED DISCONNECTED PENDING CONNECTED REGISTERED UNREGISTERED WARN DEBUG',
  RegistrationStatusEvent:
    'REGISTERED UNREGISTERED AUTHENTICATION_FAIL FAILED USER_NOT_AVAILABLE TOO_MANY_REGISTER_ATTEMPTS REGISTER_EXPIRE SIP_PORTS_BUSY MEDIA_PORTS_BUSY WRONG_SIPPROVIDER_ADDRESS REST_AUTHORIZATION_FAIL REST_FAIL LICENSE_RESTRICTION INTERNAL_SIP_ERROR CONNECTION_ERROR PAYMENT_REQUIRED',
  CallStatusEvent: 'TRYING RING SESSION_PROGRESS BUSY ESTABLISHED HOLD FINISH FAILED NEW PENDING RING_MEDIA',
  TransferStatusEvent: 'ACCEPTED TRYING COMPLETED FAILED anything-from-sip',
  StreamStatusEvent:
    'PUBLISHING UNPUBLISHED PLAYING STOPPED FAILED NEW PENDING PAUSED PLAYBACK_PROBLEM RESIZE SNAPSHOT_COMPLETE NOT_ENOUGH_BANDWIDTH LOCAL_STREAM_STOPPED',
  StreamKeepAliveEvent: 'PUBLISHING PLAYING',
  SessionDebugStatusEvent: 'STARTED STOPPED',
  DataStatusEvent: 'ACCEPTED FAILED',
  MessageStatusEvent:
    'RECEIVED ACCEPTED FAILED IMDN_DELIVERED IMDN_FAILED IMDN_NOTIFICATION_SENT DELIVERED DELIVERY_FAILED SENT IMDN_FORBIDDEN IMDN_ERROR',
  SubscriptionStatusEvent: 'Active Terminated active TERMINATED',
};

it.each(Object.entries(UNION))('%s knows all its statuses', (name, statuses) => {
  const method = findMethod(defaultDialect, name);
  const row = method === null ? null : findParameter(method, 'status');
  if (row === null) throw new Error(`${name} has no status`);
  expect(statuses.split(' ').filter((status) => !isKnownValue(row, status))).toEqual([]);
});

it('tells a status outside the union', () => {
  const method = findMethod(defaultDialect, 'CallStatusEvent');
  const row = method === null ? null : findParameter(method, 'status');
  expect(row && isKnownValue(row, 'EXPLODED')).toBe(false);
  expect(row && isKnownValue(row, 'ring')).toBe(false);
});
