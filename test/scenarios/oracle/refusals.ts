import { methodFacts } from '../methods.ts';
import type { Plan } from '../plan.ts';
import { type Severity, type Sight, settingFor } from './sight.ts';

/** How grave a refusal is, put down a second time for the oracle. */

type Shown = readonly (readonly [method: string, statuses: readonly string[] | null])[];

const CALL_UNDER_WAY = ['TRYING', 'RING', 'RING_MEDIA', 'SESSION_PROGRESS', 'ESTABLISHED', 'HOLD'];

/** By the method that was refused: later calls that there are only where the server went on. */
const WENT_ON: Readonly<Record<string, { readonly key: 'session' | 'dialog'; readonly shown: Shown }>> = {
  connect: {
    key: 'session',
    shown: [
      ['ConnectionStatusEvent', ['ESTABLISHED', 'CONNECTED', 'REGISTERED']],
      ['RegistrationStatusEvent', ['REGISTERED']],
      ...['call', 'OnCallEvent', 'sendMessage', 'publishStream', 'playStream'].map(
        (method) => [method, null] as const,
      ),
    ],
  },
  call: { key: 'dialog', shown: [['CallStatusEvent', [...CALL_UNDER_WAY, 'BUSY']]] },
  OnCallEvent: {
    key: 'dialog',
    shown: [
      ['answer', null],
      ['hangup', null],
      ['CallStatusEvent', CALL_UNDER_WAY],
    ],
  },
  answer: { key: 'dialog', shown: [['CallStatusEvent', ['ESTABLISHED']]] },
  hangup: { key: 'dialog', shown: [['CallStatusEvent', ['FINISH']]] },
  hold: { key: 'dialog', shown: [['CallStatusEvent', ['HOLD']]] },
  unhold: { key: 'dialog', shown: [['CallStatusEvent', ['ESTABLISHED']]] },
  transfer: { key: 'dialog', shown: [['TransferStatusEvent', ['ACCEPTED', 'TRYING', 'COMPLETED']]] },
  sendMessage: { key: 'dialog', shown: [['MessageStatusEvent', ['SENT', 'ACCEPTED', 'DELIVERED']]] },
  subscribe: { key: 'session', shown: [['SubscriptionStatusEvent', ['Active']]] },
  sendXcapRequest: { key: 'dialog', shown: [['XcapStatusEvent', null]] },
  publishStream: {
    key: 'dialog',
    shown: [
      ['StreamStatusEvent', ['PUBLISHING']],
      ['StreamKeepAliveEvent', ['PUBLISHING']],
    ],
  },
  playStream: {
    key: 'dialog',
    shown: [
      ['StreamStatusEvent', ['PLAYING', 'PAUSED']],
      ['StreamKeepAliveEvent', ['PLAYING']],
    ],
  },
  unPublishStream: { key: 'dialog', shown: [['StreamStatusEvent', ['UNPUBLISHED']]] },
  stopStream: { key: 'dialog', shown: [['StreamStatusEvent', ['STOPPED']]] },
  pauseStream: { key: 'dialog', shown: [['StreamStatusEvent', ['PAUSED']]] },
  snapshot: { key: 'dialog', shown: [['StreamStatusEvent', ['SNAPSHOT_COMPLETE']]] },
  sendData: { key: 'dialog', shown: [['DataStatusEvent', ['ACCEPTED']]] },
  sendBugReport: { key: 'session', shown: [['BugReportStatusEvent', null]] },
  sessionDebug: { key: 'session', shown: [['SessionDebugStatusEvent', null]] },
};

/**
 * Of an event by the error matrix (domain facts 1.3). Of what the server asks the backend: an error, unless the capture
 * shows that the server went on (design §5), or that the session's connect was the first to be refused.
 */
export function refusalSeverity(plan: Plan, sight: Sight, sights: readonly Sight[]): Severity {
  if (plan.parties[sight.act.party]?.system !== 'wcs') return 'error';
  if (sight.act.type === 3) {
    const fails = settingFor(sights, sight.sessionId, sight.act.method).restOnError === 'FAIL';
    return fails && sight.method === 'StreamKeepAliveEvent' ? 'error' : 'warning';
  }
  const shown = wentOn(sight, sights);
  if (sight.act.type === 1) return shown?.answered === 'ok' ? 'warning' : 'error';
  if (shown !== undefined) return 'warning';
  const connect = sights.findLast(
    (other) => other.method === 'connect' && other.sessionId === sight.sessionId && other.at < sight.at,
  );
  const isRefused = connect?.act.answer.kind === 'status' && connect.answered === 'failed';
  return isRefused && !connect.superseded && wentOn(connect, sights)?.answered !== 'ok' ? 'warning' : 'error';
}

function wentOn(sight: Sight, sights: readonly Sight[]): Sight | undefined {
  const row = WENT_ON[methodFacts(sight.method).name];
  if (row === undefined || (row.key === 'session' ? sight.sessionId : sight.dialog) === null)
    return undefined;
  const later = sights.filter(
    (other) =>
      other.at > sight.at &&
      other.act.party === sight.act.party &&
      (row.key === 'session' || other.dialog === sight.dialog) &&
      (other.sessionId === sight.sessionId || (row.key === 'dialog' && other.sessionId === null)),
  );
  const anew = later.find((other) => other.method === sight.method);
  return later.find(
    (other) =>
      (anew === undefined || other.at < anew.at) &&
      row.shown.some(
        ([method, statuses]) =>
          method === other.method && (statuses === null || statuses.includes(other.status ?? '')),
      ),
  );
}
