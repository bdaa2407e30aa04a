import { offsetOf } from '../../base/time.ts';
import type { CallEnd } from '../../checks/index.ts';
import type { HookCall, HookResponse } from '../../hooks/index.ts';
import { viewPayload } from '../../privacy/index.ts';
import { stringifyJson, stringifyText } from '../escape/json.ts';
import type { JsonContext } from './context.ts';
import { partsMembers } from './parts-members.ts';
import { dialogText, frameRange, numberText } from './text.ts';

/** The members of a call before its hook type in the JSON report, as text. `index`: its position. */
export function leadingMembers(call: HookCall, index: number, { masker }: JsonContext): string {
  return `"index":${index},"method":${stringifyText(masker.text(call.method))}`;
}

/** The members after it. */
export function otherMembers(call: HookCall, context: JsonContext): string {
  const { masker } = context;
  const { response, dialog } = call;
  return (
    `"stream":${call.stream},"offset":${numberText(offsetOf(context.firstTime, call))}` +
    `,"time":"${context.isoTimes.format(call)}"` +
    `,"client":${stringifyText(call.client)},"server":${stringifyText(call.server)}` +
    `,"target":${stringifyText(masker.target(call.target))}` +
    `,"frames":{"request":${frameRange(call.requestFrames)},"answer":${response === null ? 'null' : frameRange(response.frames)}}` +
    `,"sessionId":${stringifyText(masker.id(call.sessionId))}` +
    `,"appKey":${stringifyText(masker.id(call.appKey))}` +
    `,"nodeId":${stringifyText(masker.id(call.nodeId))}` +
    `,"dialog":${dialog === null ? 'null' : `{${dialogText(dialog, masker)}}`}` +
    `,"status":${stringifyText(masker.id(call.status))}` +
    `,"answer":${response === null ? 'null' : answerText(response)}` +
    `,"end":"${call.end}"${endingMember(context.analysis.callEnds.get(call.id))},"cut":${call.cut},"retryOf":null` +
    partsMembers(call, context) +
    (context.hasPayload(call) ? payloadMembers(call, context) : '')
  );
}

/** How a call ended that got no whole answer; nothing for the others. */
function endingMember(end: CallEnd | undefined): string {
  if (end === undefined) return '';
  const { by, how, seconds, isAcknowledged } = end;
  const after = seconds === null ? 'null' : numberText(Math.round(seconds * 1e6) / 1e3);
  return `,"ending":{"by":${by === null ? 'null' : `"${by}"`},"how":"${how}","afterMs":${after},"acknowledged":${isAcknowledged}}`;
}

function answerText({ status, latencySeconds }: HookResponse): string {
  return `{"status":${status},"latencyMs":${numberText(Math.round(latencySeconds * 1e6) / 1e3)}}`;
}

/**
 * The member `payload` is the JSON value; null where there is none, and then `payloadText` has the text that was there
 * instead.
 */
function payloadMembers(call: HookCall, { masker, analysis }: JsonContext): string {
  const view = viewPayload(call, analysis.exchanges.get(call.id), 'request', masker);
  if (view.kind === 'json') return `,"payload":${stringifyJson(view.value)}`;
  return `,"payload":null${view.kind === 'text' ? `,"payloadText":${stringifyText(view.text)}` : ''}`;
}
