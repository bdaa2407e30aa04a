import type { HookCall } from './call.ts';
import { CALL_FLAGS, CALLS_A_PAGE, CallPage } from './call-page.ts';
import { CallTables, type OriginOf } from './call-tables.ts';
import { StoredCall } from './stored-call.ts';

/** Keeps calls in little space. */
export class CallStore {
  readonly #tables: CallTables;
  #page = new CallPage();

  constructor(originOf: OriginOf) {
    this.#tables = new CallTables(originOf);
  }

  /** The same call as an object that costs some 150 bytes. Links to other calls, and its exchange, are not taken over. */
  keep(call: HookCall, requestDirection: 0 | 1): HookCall {
    if (this.#page.length === CALLS_A_PAGE) this.#page = new CallPage();
    const page = this.#page;
    const at = page.length;
    page.length += 1;
    const { texts } = this.#tables;
    const { answer } = call;
    page.seconds[at] = call.seconds;
    page.nanoseconds[at] = call.nanoseconds;
    page.kind[at] = this.#tables.numberOfKind(call.dialect, call.row, call.method);
    page.stream[at] = call.stream;
    page.firstRequestFrame[at] = call.requestFrames[0];
    page.lastRequestFrame[at] = call.requestFrames[1];
    page.setEnd(at, call.end);
    page.endFrame[at] = call.endFrame;
    page.endSeconds[at] = call.endSeconds;
    page.fingerprint[at] = call.fingerprint;
    page.httpMethod[at] = texts.numberOf(call.httpMethod);
    page.target[at] = texts.numberOf(call.target);
    page.sessionId[at] = texts.numberOf(call.sessionId);
    page.appKey[at] = texts.numberOf(call.appKey);
    page.nodeId[at] = texts.numberOf(call.nodeId);
    page.dialogId[at] = texts.numberOf(call.dialog?.id ?? null);
    page.status[at] = texts.numberOf(call.status);
    let flags = requestDirection;
    if (call.cut) flags |= CALL_FLAGS.cut;
    if (call.unkeyed) flags |= CALL_FLAGS.unkeyed;
    if (answer !== null) {
      flags |= CALL_FLAGS.answered;
      page.answerStatus[at] = answer.status;
      page.reason[at] = texts.numberOf(answer.reason);
      page.firstAnswerFrame[at] = answer.frames[0];
      page.lastAnswerFrame[at] = answer.frames[1];
      page.answerSeconds[at] = answer.seconds;
      page.answerNanoseconds[at] = answer.nanoseconds;
      page.latencySeconds[at] = answer.latencySeconds;
    }
    const { numbers, clientConfig, problems } = call;
    if (numbers.length > 0 || clientConfig !== null || problems.length > 0) {
      flags |= CALL_FLAGS.rare;
      page.rare.set(at, { numbers, clientConfig, problems });
    }
    page.flags[at] = flags;
    return new StoredCall(this.#tables, page, at);
  }
}
