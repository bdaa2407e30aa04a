import type { CaptureFacts } from '../../src/checks/capture-facts.ts';
import { CaptureStatistics } from '../../src/checks/capture-statistics.ts';
import type { Finding } from '../../src/checks/finding.ts';
import { CallInspector, concludeDrafts } from '../../src/checks/inspect.ts';
import type { InspectionOptions } from '../../src/checks/inspection.ts';
import { NO_NETWORK_FACTS } from '../../src/checks/network-facts.ts';
import type { CallRule } from '../../src/checks/rule.ts';
import { callRules } from '../../src/checks/rules/call-rules.ts';
import { type EvidenceInput, gatherEvidence } from '../../src/checks/verdicts/evidence.ts';
import { sightOf } from '../../src/checks/verdicts/sight.ts';
import { type Dialect, dialects } from '../../src/dialects/index.ts';
import { type HookCall, keptReading, type ReadCall, readCall } from '../../src/hooks/index.ts';
import type {
  Body,
  Exchange,
  Placement,
  Problem,
  RequestMessage,
  ResponseMessage,
} from '../../src/http/index.ts';
import { Masker } from '../../src/privacy/index.ts';

/** What a test says of an exchange; everything else is as in sound traffic of a call server. */
export interface ExchangeParts {
  readonly httpMethod?: string;
  readonly target?: string;
  /** Header fields of the request; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** An object is sent as compact JSON; a text and bytes as they are. */
  readonly payload?: unknown;
  readonly body?: Partial<Body>;
  /** Left out: 200 with the request's body. null: no answer. */
  readonly answer?: AnswerParts | null;
  readonly problems?: readonly Problem[];
  /** Seconds since 1970. */
  readonly at?: number;
}

export interface AnswerParts {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly payload?: unknown;
  readonly body?: Partial<Body>;
}

/** Each test has marks of its own, numbered from 1. */
export function inspectionOptions(
  changes: { readonly hookSecret?: Buffer; readonly showSecrets?: boolean } = {},
): InspectionOptions {
  const { hookSecret = null, showSecrets = false } = changes;
  return { hookSecret, masker: new Masker({ showSecrets }) };
}

const SERVER_HEADERS = {
  Accept: 'application/json, application/*+json',
  'Content-Type': 'application/json;charset=UTF-8',
  'User-Agent': 'Java/1.8.0_111',
  Host: 'localhost:9091',
  Connection: 'keep-alive',
};

/** The context parameters of a session. */
export const CONTEXT = {
  nodeId: 'node1@192.0.2.1',
  appKey: 'defaultApp',
  sessionId: '/192.0.2.7:5000/192.0.2.1:8443',
};

export function bodyOf(content: unknown, parts: Partial<Body> = {}): Body {
  const bytes = bytesOf(content);
  return {
    bytes,
    length: bytes.length,
    wholeLength: bytes.length,
    sha256: null,
    decoded: true,
    complete: true,
    lost: 0,
    cut: 0,
    ...parts,
  };
}

/** A body of which the capture has only the beginning. */
export function cutBody(content: unknown, kept: number): Partial<Body> {
  const all = bytesOf(content);
  const bytes = all.subarray(0, kept);
  return { bytes, length: all.length, wholeLength: kept, complete: false, cut: all.length - kept };
}

export function exchange(parts: ExchangeParts): Exchange {
  const { at = 1_600_000_000, answer = {} } = parts;
  const request: RequestMessage = {
    ...placement(10, at),
    method: parts.httpMethod ?? 'POST',
    target: parts.target ?? '/EchoApp/connect',
    version: '1.1',
    targetCut: false,
    headers: headerList(SERVER_HEADERS, parts.headers),
    trailers: [],
    body: bodyOf(parts.payload, parts.body),
  };
  return {
    request,
    response: answer === null ? null : answerOf(answer, request, at),
    interim: [],
    problems: parts.problems ?? [],
    end: answer === null ? 'capture' : 'answered',
    endFrame: -1,
    endSeconds: at + 0.01,
    requestDirection: 0,
  };
}

/** Calls that were read so far: each gets an id of its own, as the product gives one to each call that it keeps. */
let callsRead = 0;

/** Reads an exchange as the product does. */
export function read(parts: ExchangeParts, known: readonly Dialect[] = [...dialects.values()]): ReadCall {
  const origin = { stream: 0, client: '127.0.0.1:40000', server: '127.0.0.1:9091', serverPort: 9091 };
  const found = readCall(known, origin, exchange(parts));
  if (found === null) throw new Error('not a request');
  const id = callsRead;
  callsRead += 1;
  return keptReading(found, { ...found.call, id });
}

/** A hook of the default dialect with the context, as it should be. */
export function hook(method: string, payload: object, parts: ExchangeParts = {}): ReadCall {
  return read({ target: `/EchoApp/${method}`, payload: { ...CONTEXT, ...payload }, ...parts });
}

/** A report of a PBX. */
export function report(payload: object, parts: ExchangeParts = {}): ReadCall {
  return read({ target: '', payload, headers: { 'User-Agent': null, Connection: 'close' }, ...parts });
}

/** What is known when the capture has been read. `known`: what evidence there is besides the calls. */
export function scene(
  calls: readonly HookCall[],
  known: Partial<Omit<EvidenceInput, 'calls'>> = {},
): CaptureFacts {
  const dialect = dialects.get('flashphoner-wcs');
  if (dialect === undefined) throw new Error('no dialect');
  if (new Set(calls.map(({ id }) => id)).size < calls.length) throw new Error('two calls have one id');
  const capture = { captures: [], firstTime: null, lastTime: null };
  return {
    ...capture,
    diagnostics: [],
    seams: [],
    frames: 0,
    dialect,
    ports: [9091],
    dialectsByBackend: new Map(),
    portsPinned: false,
    calls,
    sessions: [],
    connections: [],
    otherHosts: 0,
    forgottenCalls: 0,
    otherHttp: new Map(),
    otherExchanges: [],
    tlsStreams: [],
    network: NO_NETWORK_FACTS,
    expectations: [],
    evidence: gatherEvidence({
      calls,
      connections: [],
      sight: sightOf(known.connections ?? []),
      ...capture,
      ...known,
    }),
    demanded: [],
  };
}

function answerOf(parts: AnswerParts, request: RequestMessage, at: number): ResponseMessage {
  const body =
    'payload' in parts
      ? bodyOf(parts.payload, parts.body)
      : bodyOf(request.body.bytes, { ...request.body, ...parts.body });
  return {
    ...placement(12, at + 0.01),
    status: parts.status ?? 200,
    reason: 'OK',
    version: '1.1',
    headers: headerList({ 'Content-Type': 'application/json' }, parts.headers),
    trailers: [],
    body,
  };
}

function placement(frame: number, seconds: number): Placement {
  const whole = Math.floor(seconds);
  const nanoseconds = Math.round((seconds - whole) * 1e9);
  return {
    firstFrame: frame,
    lastFrame: frame + 1,
    firstSeconds: whole,
    firstNanoseconds: nanoseconds,
    lastSeconds: whole,
    lastNanoseconds: nanoseconds,
    startOffset: 0,
    endOffset: 100,
  };
}

function headerList(
  usual: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>> = {},
): readonly string[] {
  const fields = Object.entries({ ...usual, ...changes });
  return fields.flatMap(([name, value]) => (value === null ? [] : [name, value]));
}

function bytesOf(content: unknown): Buffer {
  if (content === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}

/** What an inspector found, in the light of a capture that has these calls. `rules`: those of the inspector. */
export function concluded(
  inspector: CallInspector,
  calls: readonly HookCall[] = [],
  rules: readonly CallRule[] = callRules,
): readonly Finding[] {
  const facts = scene(calls);
  return concludeDrafts(inspector.drafts(), facts, new CaptureStatistics(facts), rules);
}

/** What the call rules find in calls, the whole capture known. */
export function findingsOf(
  reads: readonly ReadCall[],
  options: InspectionOptions = inspectionOptions(),
): readonly Finding[] {
  const inspector = new CallInspector(options);
  for (const one of reads) inspector.inspect(one);
  return concluded(
    inspector,
    reads.map((one) => one.call),
  );
}

/** Identifiers of the rules that found something, in order. */
export function firing(...reads: readonly ReadCall[]): readonly string[] {
  return findingsOf(reads).map((finding) => finding.rule);
}

/** The only finding of one rule. */
export function theOnly(
  rule: string,
  reads: readonly ReadCall[],
  options: InspectionOptions = inspectionOptions(),
): Finding {
  const found = findingsOf(reads, options).filter((finding) => finding.rule === rule);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} findings of ${rule}`);
  return found[0];
}
