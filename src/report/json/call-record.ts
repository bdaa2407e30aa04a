import { isoTime, offsetOf } from '../../analysis/index.ts';
import type { HookAnswer, HookCall } from '../../hooks/index.ts';
import { viewPayload } from '../../privacy/index.ts';
import type { JsonContext } from './context.ts';

/** A call as JSON reports show it; `type` is its hook type. */
export type CallRecord = { readonly type: HookCall['hookType'] } & Readonly<Record<string, unknown>>;

export function callRecord(call: HookCall, context: JsonContext): CallRecord {
  const { masker } = context;
  return {
    index: call.index,
    method: masker.text(call.method),
    type: call.hookType,
    stream: call.stream,
    offset: offsetOf(context.firstTime, call),
    time: isoTime(call, context.timeDigits),
    client: call.client,
    server: call.server,
    target: masker.target(call.target),
    frames: { request: call.requestFrames, answer: call.answer?.frames ?? null },
    sessionId: masker.id(call.sessionId),
    appKey: masker.id(call.appKey),
    nodeId: masker.id(call.nodeId),
    dialog: call.dialog === null ? null : { kind: call.dialog.kind, id: masker.text(call.dialog.id) },
    status: masker.id(call.status),
    answer: call.answer === null ? null : answerRecord(call.answer),
    end: call.end,
    cut: call.cut,
    retryOf: call.retryOf?.index ?? null,
    ...(context.hasPayload(call) ? payloadMembers(call, context) : {}),
  };
}

function answerRecord(answer: HookAnswer): unknown {
  return { status: answer.status, latencyMs: Math.round(answer.latencySeconds * 1e6) / 1e3 };
}

/** `payload` is the JSON value, null where there is none; then `payloadText` has what stood there instead. */
function payloadMembers(call: HookCall, { masker }: JsonContext): object {
  const view = viewPayload(call, 'request', masker);
  if (view.kind === 'json') return { payload: view.value };
  return view.kind === 'text' ? { payload: null, payloadText: view.text } : { payload: null };
}
