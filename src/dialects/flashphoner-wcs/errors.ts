/**
 * What WCS does after an interaction error: any status but 200, no response, or no connection. The vendor's page "Four
 * types of REST methods" treats all three alike. Policy `stop` is `restOnError` FAIL, `go-on` is LOG.
 */
import type { ErrorConsequence } from '../types.ts';

export const ERROR_MATRIX = [
  {
    role: 'opener',
    policy: 'any',
    outcome: 'declines',
    description:
      'The call server turns the connection down, under LOG as under FAIL: the client cannot connect.',
    clientGets: 'FAILED, then DISCONNECTED',
    source: 'TYPES-DIFF',
  },
  {
    role: 'ask',
    policy: 'stop',
    outcome: 'stops',
    description:
      'The call server logs the error and stops the operation; the client gets the error in the matching event.',
    clientGets: 'the error, in the matching event',
    source: 'TYPES',
  },
  {
    role: 'ask',
    policy: 'go-on',
    outcome: 'continues',
    description:
      'The call server only logs the error and goes on: a refusal has no effect unless restOnError is FAIL for this method.',
    source: 'TYPES-DIFF',
  },
  {
    role: 'ask',
    method: 'OnDataEvent',
    policy: 'stop',
    outcome: 'stops',
    description: 'The data count as refused: the client gets SEND_DATA_STATUS with FAILED.',
    clientGets: 'SEND_DATA_STATUS with FAILED',
    source: 'DATA-EXCHANGE',
  },
  {
    role: 'ask',
    method: 'OnDataEvent',
    policy: 'go-on',
    outcome: 'continues',
    description:
      'The call server does not check the status: the client gets SEND_DATA_STATUS with ACCEPTED although the backend did not accept the data.',
    clientGets: 'SEND_DATA_STATUS with ACCEPTED',
    source: 'DATA-EXCHANGE',
  },
  {
    role: 'event',
    policy: 'stop',
    outcome: 'continues',
    description:
      'The call server logs the error and goes on, for the event has already happened; the client is told by ErrorEvent.',
    clientGets: 'ErrorEvent',
    source: 'TYPES',
  },
  {
    role: 'event',
    policy: 'go-on',
    outcome: 'continues',
    description:
      'The call server only logs the error and goes on, for the event has already happened; what the event told is lost on the backend.',
    source: 'TYPES-DIFF',
  },
  {
    role: 'event',
    method: 'StreamKeepAliveEvent',
    policy: 'stop',
    outcome: 'stops',
    description: 'The call server ends the stream: a refused keep-alive is the documented way to do so.',
    clientGets: 'the end of the stream, with info "Terminated by keep-alive"',
    source: 'KEEPALIVE',
  },
  {
    role: 'incoming',
    policy: 'stop',
    outcome: 'declines',
    description: 'The call server logs the error and stops: the caller is refused with 403 FORBIDDEN.',
    callerGets: '403 FORBIDDEN',
    clientGets: 'SESSION_STATUS.WARN, with the error',
    source: 'TYPES',
  },
  {
    role: 'incoming',
    policy: 'go-on',
    outcome: 'continues',
    description:
      'The call server only logs the error and goes on: the call reaches the client although the backend did not accept it.',
    source: 'TYPES-DIFF',
  },
] as const satisfies readonly ErrorConsequence[];
