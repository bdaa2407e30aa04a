/**
 * What the generator knows of hook methods, put down from the vendor's pages (domain facts 1.1, 4.1, 5) and not from the
 * product's tables: types, and the parameter that tells one dialog from another.
 */
export type HookType = 1 | 2 | 3 | 4;

export interface MethodFacts {
  /** The name under which all spellings are one. */
  readonly name: string;
  readonly type: HookType;
  /** Parameter without which the call belongs to no dialog. */
  readonly dialog: string | null;
}

const CALLS = 'callId';
const STREAMS = 'mediaSessionId';

const FACTS: readonly (readonly [names: string, type: HookType, dialog: string | null])[] = [
  ['connect', 1, null],
  ['ConnectionStatusEvent RegistrationStatusEvent', 3, null],
  ['call answer hangup hold unhold transfer', 2, CALLS],
  ['sendDtmf sendDTMF', 2, CALLS],
  ['CallStatusEvent TransferStatusEvent', 3, CALLS],
  ['OnCallEvent', 4, CALLS],
  ['sendMessage', 2, 'id'],
  ['sendIMDN', 2, 'messageId'],
  ['OnMessageEvent', 4, 'id'],
  ['MessageStatusEvent', 3, 'id'],
  ['publishStream unPublishStream playStream stopStream pauseStream snapshot', 2, STREAMS],
  ['playHLS sendStreamEvent', 2, STREAMS],
  ['StreamStatusEvent StreamKeepAliveEvent StreamEvent', 3, STREAMS],
  ['sendData OnDataEvent', 2, 'operationId'],
  ['DataStatusEvent', 3, 'operationId'],
  ['subscribe', 2, null],
  ['SubscriptionStatusEvent', 3, null],
  ['sendXcapRequest', 2, 'url'],
  ['XcapStatusEvent', 3, 'url'],
  ['submitBugReport sendBugReport', 2, null],
  ['BugReportStatusEvent', 3, null],
  ['sessionDebug pushLogs', 2, null],
  ['SessionDebugStatusEvent', 3, null],
  ['ALERT RING ANSWER ANSWERED BYE CallFailed NewCdr', 3, 'callid'],
  ['ExtensionStatus BootUp', 3, null],
];

/** Spellings of one method. */
const ALIASES: Readonly<Record<string, string>> = { sendDtmf: 'sendDTMF', submitBugReport: 'sendBugReport' };

const facts: readonly MethodFacts[] = FACTS.flatMap(([names, type, dialog]) =>
  names.split(' ').map((name) => ({ name, type, dialog })),
);

/** The row of a method in any spelling: PBX reports and hooks share words, but not their case. */
function rowOf(name: string): MethodFacts | undefined {
  return (
    facts.find((row) => row.name === name) ??
    facts.find((row) => row.name.toLowerCase() === name.toLowerCase())
  );
}

/** Facts of a method in any spelling; a method that nobody knows is an event of the session. */
export function methodFacts(name: string): MethodFacts {
  const row = rowOf(name) ?? { name, type: 3, dialog: null };
  return { ...row, name: ALIASES[row.name] ?? row.name };
}

export function isKnownMethod(name: string): boolean {
  return rowOf(name) !== undefined;
}

/** Seconds within which what an invocation leads to has to come (windows of design section 4). */
export const WINDOWS: Readonly<Record<string, number>> = {
  connect: 10,
  call: 10,
  answer: 15,
  hold: 10,
  transfer: 40,
  sendMessage: 40,
  sendData: 10,
  publishStream: 20,
  playStream: 20,
  unPublishStream: 10,
  stopStream: 10,
  hangup: 10,
  subscribe: 40,
  sendXcapRequest: 40,
  sessionDebug: 10,
};
