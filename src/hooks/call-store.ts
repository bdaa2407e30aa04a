import type { HookCall } from './call.ts';
import { CALL_FLAGS, CALLS_A_PAGE, CallPage, type CallTables, type OriginOf } from './call-page.ts';
import { CommonTable } from './common-fields.ts';
import { rareFieldsOf, StoredCall } from './stored-call.ts';
import { TextTable } from './text-table.ts';

/**
 * Pages that share their tables. A table keeps all texts of its calls as long as there is one of these: with tables for
 * each span of time, those go when the calls of a long reading are forgotten.
 */
const PAGES_A_TABLE = 64;

/** Keeps calls in little space, each as long as the object is kept that it gives. */
export class CallStore {
  readonly #originOf: OriginOf;
  #tables: CallTables;
  #page: CallPage;
  #pages = 1;

  constructor(originOf: OriginOf) {
    this.#originOf = originOf;
    this.#tables = this.#newTables();
    this.#page = new CallPage(this.#tables);
  }

  /** The same call as an object that costs some hundred bytes. Links to other calls, and its exchange, are not taken over. */
  keep(call: HookCall, requestDirection: 0 | 1): HookCall {
    if (this.#page.length === CALLS_A_PAGE) this.#turnPage();
    const page = this.#page;
    const at = page.length;
    page.length += 1;
    const { texts, common } = this.#tables;
    const { response } = call;
    page.seconds[at] = call.seconds;
    page.nanoseconds[at] = call.nanoseconds;
    page.stream[at] = call.stream;
    page.firstRequestFrame[at] = call.requestFrames[0];
    page.lastRequestFrame[at] = call.requestFrames[1];
    page.fingerprint[at] = call.fingerprint;
    page.sessionId[at] = texts.numberOf(call.sessionId);
    page.dialogId[at] = texts.numberOf(call.dialog?.id ?? null);
    page.common[at] = common.numberOf({
      dialect: call.dialect,
      methodSpec: call.methodSpec,
      method: call.method,
      httpMethod: call.httpMethod,
      target: call.target,
      appKey: call.appKey,
      nodeId: call.nodeId,
      status: call.status,
      responseStatus: response?.status ?? 0,
      reason: response?.reason ?? '',
    });
    let flags = requestDirection;
    if (call.cut) flags |= CALL_FLAGS.cut;
    if (call.unkeyed) flags |= CALL_FLAGS.unkeyed;
    if (response !== null) {
      flags |= CALL_FLAGS.answered;
      if (response.refusedInBody) flags |= CALL_FLAGS.refusedInBody;
      page.firstResponseFrame[at] = response.frames[0];
      page.lastResponseFrame[at] = response.frames[1];
      page.responseSeconds[at] = response.seconds;
      page.responseNanoseconds[at] = response.nanoseconds;
      page.latencySeconds[at] = response.latencySeconds;
    }
    page.flags[at] = flags;
    const rare = rareFieldsOf(call);
    if (rare !== null) page.setRare(at, rare);
    return new StoredCall(page, at);
  }

  #turnPage(): void {
    if (this.#pages % PAGES_A_TABLE === 0) this.#tables = this.#newTables();
    this.#page = new CallPage(this.#tables);
    this.#pages += 1;
  }

  #newTables(): CallTables {
    const texts = new TextTable();
    return { texts, common: new CommonTable((text) => texts.numberOf(text)), originOf: this.#originOf };
  }
}
