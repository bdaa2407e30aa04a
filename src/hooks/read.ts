import { MAX_JSON_BYTES } from '../base/limits.ts';
import { acceptanceOf, type BodyRule, type Dialect, HOOK_TYPES, type Method } from '../dialects/index.ts';
import type { BrokenOff, Exchange, Problem } from '../http/index.ts';
import { isAccepted } from './acceptance.ts';
import { bodyFailureOf } from './body-failure.ts';
import { fingerprintOfBody } from './body-fingerprint.ts';
import type { BodyFailure, HookCall, HookResponse } from './call.ts';
import { type ClientConfig, readClientConfig } from './client-config.ts';
import { readCounter } from './counter.ts';
import { readKeys } from './keys.ts';
import { mayBeHook } from './may-be-hook.ts';
import { membersOf, type Payload, readPayload, type TextPayload } from './payload.ts';
import { readPeople } from './people.ts';
import { recognise } from './recognise.ts';
import type { Certainty } from './recognised.ts';
import { formFor, isWhole, payloadBytes, RequestPayloads } from './request-payload.ts';
import { isUtf16 } from './text-encoding.ts';

/** Whose exchange it is. */
export interface ExchangeOrigin {
  readonly stream: number;
  /** Address and port, as `address:port`. */
  readonly client: string;
  readonly server: string;
  readonly serverPort: number;
}

/** A hook call as it was just read, with what is not kept of it. */
export interface ReadCall {
  readonly certainty: Certainty;
  /** Bits of the signs by which it was recognised: see `signWords`. */
  readonly signs: number;
  readonly call: HookCall;
  readonly exchange: Exchange;
  readonly payload: Payload;
  /** The answer's body; `empty` also where there is no answer. The very `payload` where the backend gave it back. */
  readonly responsePayload: Payload;
}

/** The id of a call that is not kept yet. */
const UNNUMBERED = -1;

const EMPTY: Payload = { kind: 'empty' };

/** Causes by which a sender leaves a message unfinished, as against those by which the capture does. */
const ENDED_BY_SENDER: ReadonlySet<BrokenOff['cause']> = new Set(['fin', 'reset', 'stream-reset', 'goaway']);

/** Reads an exchange as a hook call of one of the dialects. An answer without its request is none: null. */
export function readCall(
  dialects: readonly Dialect[],
  origin: ExchangeOrigin,
  exchange: Exchange,
): ReadCall | null {
  const { request } = exchange;
  if (request === null) return null;
  const { body } = request;
  const payloads = new RequestPayloads(request, request.targetCut || mayBeHook(dialects, request));
  const recognised = recognise(dialects, request, (each) => payloads.of(each), origin.serverPort);
  const { certainty, dialect, row, name, signs } = recognised;
  const payload = payloads.of(dialect);
  const members = membersOf(payload);
  const { sessionId, appKey, nodeId, dialog, status, numbers } = readKeys(dialect, row, members);
  const needsSession = dialect.context !== null && row?.outsideSessions !== true;
  const needsDialog = row !== null && row.dialog !== null;
  const answer = new ResponseReading(exchange, payload);
  const response = responseOf(dialect, row, exchange, answer);
  // Each member by its name: spreading the keys makes these objects several times dearer.
  const call: HookCall = {
    id: UNNUMBERED,
    dialect,
    methodSpec: row,
    method: row?.name ?? (name === '' ? request.method : name),
    hookType: row === null ? null : HOOK_TYPES[row.role],
    stream: origin.stream,
    seconds: request.firstSeconds,
    nanoseconds: request.firstNanoseconds,
    client: origin.client,
    server: origin.server,
    serverPort: origin.serverPort,
    httpMethod: request.method,
    httpVersion: request.version,
    target: request.target,
    requestFrames: [request.firstFrame, request.lastFrame],
    response,
    end: exchange.end,
    endFrame: exchange.endFrame,
    endSeconds: exchange.endSeconds,
    streamEnd: exchange.streamEnd ?? null,
    sessionId,
    appKey,
    nodeId,
    dialog,
    status,
    numbers,
    people: readPeople(row, members),
    cut: body.cut > 0 || body.lost > 0 || exchange.problems.some(isRequestLoss),
    methodCut: request.targetCut,
    unkeyed: (needsSession && sessionId === null) || (needsDialog && dialog === null),
    clientConfig: configOf(dialect, row, name, response, answer),
    counter: readCounter(dialect, row, members),
    fingerprint: fingerprintOfBody(dialect, payloadBytes(request, payload)),
    problems: exchange.problems,
  };
  return new CallReading(certainty, signs, call, exchange, payload, answer);
}

/**
 * The body of a request where {@link readCall} reads all of its bytes as JSON in UTF-8, whatever the text is, and nothing else;
 * null where it may not.
 */
export function wholeBody(dialect: Dialect, exchange: Exchange): Buffer | null {
  if (exchange.jsonBody !== undefined && dialect.embedded.length === 0) return exchange.jsonBody;
  const { request } = exchange;
  if (request === null || dialect.embedded.length > 0 || formFor(dialect, request) !== 'json') return null;
  if (!request.targetCut && !mayBeHook([dialect], request)) return null;
  const { body } = request;
  const { bytes, wholeLength, decoded } = body;
  const isRead = decoded && isWhole(body) && wholeLength >= bytes.length && bytes.length <= MAX_JSON_BYTES;
  return isRead && !isUtf16(bytes) ? bytes : null;
}

/** Reads an answer's body when it is asked for: of HTTP that is no hook nobody asks. */
class ResponseReading {
  readonly #exchange: Exchange;
  readonly #asked: Payload;
  #payload: Payload | null = null;

  constructor(exchange: Exchange, asked: Payload) {
    this.#exchange = exchange;
    this.#asked = asked;
  }

  /** Its sender ended the connection in the middle of it. */
  get isBrokenOff(): boolean {
    return this.#exchange.problems.some(({ side, brokenOff }) => {
      return side === 'response' && brokenOff !== undefined && ENDED_BY_SENDER.has(brokenOff.cause);
    });
  }

  get payload(): Payload {
    this.#payload ??= readAnswer(this.#exchange, this.#asked);
    return this.#payload;
  }
}

class CallReading implements ReadCall {
  readonly certainty: Certainty;
  readonly signs: number;
  readonly call: HookCall;
  readonly exchange: Exchange;
  readonly payload: Payload;
  readonly #answer: ResponseReading;

  constructor(
    certainty: Certainty,
    signs: number,
    call: HookCall,
    exchange: Exchange,
    payload: Payload,
    answer: ResponseReading,
  ) {
    this.certainty = certainty;
    this.signs = signs;
    this.call = call;
    this.exchange = exchange;
    this.payload = payload;
    this.#answer = answer;
  }

  get responsePayload(): Payload {
    return this.#answer.payload;
  }
}

/** The same reading, with the call as it is kept. */
export function keptReading(read: ReadCall, call: HookCall): ReadCall {
  return new KeptReading(read, call);
}

/** The same reading with one problem more, which came to light later. */
export function withProblem(read: ReadCall, problem: Problem): ReadCall {
  const problems = [...read.exchange.problems, problem];
  return new KeptReading(read, { ...read.call, problems }, { ...read.exchange, problems });
}

class KeptReading implements ReadCall {
  readonly certainty: Certainty;
  readonly signs: number;
  readonly call: HookCall;
  readonly exchange: Exchange;
  readonly payload: Payload;
  readonly #read: ReadCall;

  constructor(read: ReadCall, call: HookCall, exchange: Exchange = read.exchange) {
    this.certainty = read.certainty;
    this.signs = read.signs;
    this.call = call;
    this.exchange = exchange;
    this.payload = read.payload;
    this.#read = read;
  }

  get responsePayload(): Payload {
    return this.#read.responsePayload;
  }
}

/** Whether the capture lacks bytes of the request: also of its head, and then it has nothing of its body. */
function isRequestLoss({ kind, side }: Problem): boolean {
  return side === 'request' && (kind === 'cut-bytes' || kind === 'lost-bytes');
}

function readAnswer({ request, response }: Exchange, asked: Payload): Payload {
  if (response === null) return EMPTY;
  const { bytes, wholeLength, decoded } = response.body;
  const complete = isWhole(response.body);
  // Most backends give back the very bytes they got: then nothing is left to read.
  const isRead =
    asked.kind !== 'empty' && asked.kind !== 'partial' && asked.kind !== 'encoded' && isPlainJson(asked);
  if (complete && decoded && isRead && request?.body.bytes.equals(bytes)) return asked;
  return readPayload(bytes, wholeLength, complete, decoded);
}

/** An answer is read as nothing else, whatever the request is. */
function isPlainJson(payload: TextPayload): boolean {
  return payload.form === undefined && payload.embedded === undefined;
}

function responseOf(
  dialect: Dialect,
  row: Method | null,
  exchange: Exchange,
  reading: ResponseReading,
): HookResponse | null {
  const { request, response } = exchange;
  if (request === null || response === null) return null;
  const latencySeconds =
    response.firstSeconds - request.lastSeconds + (response.firstNanoseconds - request.lastNanoseconds) / 1e9;
  return {
    status: response.status,
    reason: response.reason,
    bodyFailure: bodyFailureIn(acceptanceOf(dialect, row).body, reading),
    frames: [response.firstFrame, response.lastFrame],
    // An answer may come before the request is complete, and clocks of two capture points differ.
    latencySeconds: Math.max(0, latencySeconds),
    aheadSeconds: Math.max(0, -latencySeconds),
    seconds: response.lastSeconds,
    nanoseconds: response.lastNanoseconds,
  };
}

/** Only where there is a rule about bodies the body is read. */
function bodyFailureIn(rule: BodyRule, reading: ResponseReading): BodyFailure | null {
  return rule.kind === 'any' ? null : bodyFailureOf(rule, reading.payload);
}

function configOf(
  dialect: Dialect,
  row: Method | null,
  name: string,
  response: HookResponse | null,
  reading: ResponseReading,
): ClientConfig | null {
  if (dialect.clientConfig?.method !== (row?.name ?? name)) return null;
  if (!isAccepted({ dialect, methodSpec: row, response })) return null;
  const answer = reading.payload;
  // What the call server itself cannot parse configures nothing.
  if (answer.kind !== 'object' && answer.kind !== 'partial') return null;
  if (reading.isBrokenOff) return null;
  return readClientConfig(dialect, membersOf(answer));
}
