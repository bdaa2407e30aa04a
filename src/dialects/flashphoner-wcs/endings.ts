/** When a session, a call or a stream is over. */
import type { Ending } from '../types.ts';

/**
 * A refused connection reports FAILED and then DISCONNECTED (vendor's WCS4 call flow), so DISCONNECTED may follow. A
 * dialog that fails or is busy does so soon after it began. So FAILED or BUSY as the first call seen does not show that
 * the dialog had begun before the capture.
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
    established: ['ESTABLISHED'],
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
