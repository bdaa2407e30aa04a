import { Buffer } from 'node:buffer';
import { FrameOrigins } from '../../src/capture/index.ts';
import { type ExpectationResult, type Finding, problemsOf, type Verdict } from '../../src/checks/index.ts';
import { defaultDialect, findMethod, HOOK_TYPES, type Severity } from '../../src/dialects/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { CallExchanges, type CallParts } from '../../src/hooks/call-exchanges.ts';
import { CallPositions, type HookCall, type Person, type Session } from '../../src/hooks/index.ts';
import type { Exchange } from '../../src/http/index.ts';

/** Seconds since 1970 of the first frame of all hand-made captures: 2023-11-14T22:13:20Z. */
export const BEGINS = 1_700_000_000;

/** What describes a hand-made call. The rest follows from it or has ordinary values. */
export interface CallSketch {
  readonly method: string;
  /** Seconds since the first frame, to the microsecond. */
  readonly at: number;
  readonly frame: number;
  readonly sessionId?: string | null;
  readonly dialog?: { readonly kind: string; readonly id: string };
  readonly status?: string;
  readonly body?: string;
  readonly target?: string;
  /** HTTP status; null: not answered. */
  readonly answered?: number | null;
  readonly latencyMs?: number;
  readonly end?: HookCall['end'];
  readonly stream?: number;
  readonly people?: readonly Person[];
}

/** A call made by hand, with the body of its request where that was kept. */
export interface SketchedCall extends HookCall {
  readonly body?: string | undefined;
}

/** `id`: tells the call from the others of its analysis; mostly its position. */
export function sketchCall(sketch: CallSketch, id: number): SketchedCall {
  const row = findMethod(defaultDialect, sketch.method);
  const { seconds, nanoseconds } = momentAt(sketch.at);
  const answered = sketch.answered === undefined ? 200 : sketch.answered;
  const latencySeconds = (sketch.latencyMs ?? 5.9) / 1000;
  return {
    id,
    dialect: defaultDialect,
    methodSpec: row,
    method: row?.name ?? sketch.method,
    hookType: row === null ? null : HOOK_TYPES[row.role],
    stream: sketch.stream ?? 3,
    seconds,
    nanoseconds,
    client: '127.0.0.1:34266',
    server: '127.0.0.1:9091',
    serverPort: 9091,
    httpMethod: 'POST',
    httpVersion: '1.1',
    target: sketch.target ?? `/EchoApp/${sketch.method}`,
    requestFrames: [sketch.frame, sketch.frame],
    response:
      answered === null
        ? null
        : {
            status: answered,
            reason: '',
            bodyFailure: null,
            frames: [sketch.frame + 4, sketch.frame + 11],
            latencySeconds,
            aheadSeconds: 0,
            ...momentAt(sketch.at + latencySeconds),
          },
    end: sketch.end ?? (answered === null ? 'fin' : 'answered'),
    endFrame: answered === null ? sketch.frame + 4 : -1,
    endSeconds: seconds,
    streamEnd: null,
    sessionId: sketch.sessionId === undefined ? 'abc' : sketch.sessionId,
    appKey: 'defaultApp',
    nodeId: 'node',
    dialog: sketch.dialog ?? null,
    status: sketch.status ?? null,
    numbers: [],
    people: sketch.people ?? [],
    cut: false,
    methodCut: false,
    unkeyed: false,
    clientConfig: null,
    counter: null,
    fingerprint: 0,
    problems: [],
    body: sketch.body,
  };
}

export function momentAt(offset: number): { readonly seconds: number; readonly nanoseconds: number } {
  const microseconds = Math.round(offset * 1e6);
  return {
    seconds: BEGINS + Math.floor(microseconds / 1e6),
    nanoseconds: (microseconds % 1e6) * 1000,
  };
}

export function exchangeOf(call: HookCall, body: string): Exchange {
  const bytes = Buffer.from(body);
  return {
    request: {
      method: 'POST',
      target: call.target,
      version: '1.1',
      targetCut: false,
      headers: ['Content-Type', 'application/json'],
      trailers: [],
      body: {
        bytes,
        length: bytes.length,
        wholeLength: bytes.length,
        sha256: null,
        decoded: true,
        complete: true,
        lost: 0,
        cut: 0,
      },
      firstFrame: call.requestFrames[0],
      lastFrame: call.requestFrames[1],
      firstSeconds: call.seconds,
      firstNanoseconds: call.nanoseconds,
      lastSeconds: call.seconds,
      lastNanoseconds: call.nanoseconds,
      startOffset: 0,
      endOffset: bytes.length,
    },
    response: null,
    interim: [],
    problems: [],
    end: 'fin',
    endFrame: -1,
    endSeconds: call.seconds,
    requestDirection: 0,
  };
}

/** A finding about a call, with what every such finding has. */
export function sketchFinding(
  call: HookCall | null,
  told: Partial<Finding> & Pick<Finding, 'rule' | 'message'>,
): Finding {
  return {
    severity: 'error',
    method: call?.method ?? null,
    call,
    sessionId: call?.sessionId ?? null,
    dialog: call?.dialog ?? null,
    time: call === null ? null : { seconds: call.seconds, nanoseconds: call.nanoseconds },
    frames: call === null ? [] : [call.requestFrames[0]],
    stream: call?.stream ?? null,
    pointer: null,
    evidence: null,
    consequence: null,
    remedy: null,
    count: 1,
    server: null,
    until: null,
    lastFrame: null,
    causedBy: null,
    ...told,
  };
}

/** The expectation of this id, opened by a call. */
export function sketchExpected(
  id: string,
  trigger: HookCall,
  told: Partial<ExpectationResult> & Pick<ExpectationResult, 'verdict'>,
): ExpectationResult {
  const row = defaultDialect.expectations.find((each) => each.id === id);
  if (row === undefined) throw new Error(`there is no expectation ${id}`);
  return {
    expectation: row,
    trigger,
    method: row.expect[0]?.method ?? '',
    key: trigger.sessionId ?? '',
    windowSeconds: row.windowSeconds,
    deadline: trigger.seconds + trigger.nanoseconds / 1e9 + row.windowSeconds,
    metBy: null,
    cause: null,
    reason: null,
    bound: null,
    proof: null,
    ...told,
  };
}

/** What an analysis is made of; counts and sessions follow from it. */
export interface AnalysisSketch {
  readonly calls: readonly SketchedCall[];
  /** Exchanges that are earlier attempts, or legs, of these calls. */
  readonly parts?: Partial<CallParts>;
  readonly findings?: readonly Finding[];
  readonly expectations?: readonly ExpectationResult[];
  readonly path?: string;
  readonly complete?: boolean;
  /** Seconds from the first frame to the last. */
  readonly lasts?: number;
}

export function sketchAnalysis(sketch: AnalysisSketch): Analysis {
  const { calls, findings = [], expectations = [], parts = {} } = sketch;
  const firstTime = momentAt(0);
  const lastTime = momentAt(sketch.lasts ?? 60.5);
  const methods = new Map<string, number>();
  for (const call of calls) methods.set(call.method, (methods.get(call.method) ?? 0) + 1);
  const severities: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) severities[finding.severity] += 1;
  const verdicts: Record<Verdict, number> = { met: 0, late: 0, missing: 0, inconclusive: 0, excused: 0 };
  for (const expected of expectations) verdicts[expected.verdict] += 1;
  const ids = [...new Set(calls.map(({ sessionId }) => sessionId))];
  return {
    view: 'both',
    frameOrigins: new FrameOrigins([], 0, 0),
    tls: { secrets: 0, connections: [], left: 0 },
    captures: [
      {
        path: sketch.path ?? 'log.pcap',
        format: 'pcap',
        compression: null,
        linkTypes: [113],
        linkTypeFrames: [1754],
        frames: 1754,
        bytes: 326_000,
        firstTime,
        lastTime,
        timeDigits: 6,
        snapLength: 262_144,
        complete: sketch.complete ?? true,
        drops: 0,
        interfaces: [],
        comments: [],
        commentsDropped: 0,
      },
    ],
    callEnds: new Map(),
    hiddenCalls: 0,
    firstTime,
    lastTime,
    dialect: defaultDialect,
    systems: [],
    ports: [9091],
    calls,
    positions: CallPositions.of(calls),
    callExchanges: new CallExchanges({ attempts: new Map(), legs: new Map(), ...parts }),
    exchanges: new Map(
      calls.flatMap((call) => (call.body === undefined ? [] : [[call.id, exchangeOf(call, call.body)]])),
    ),
    sessions: sessionsOf(calls),
    expectations,
    findings,
    problems: problemsOf(findings, {
      firstTime,
      sessionOf: ({ sessionId }) => (sessionId === null ? -1 : ids.indexOf(sessionId)),
    }),
    findingNumbers: new Map(findings.map((finding, index) => [finding, index + 1])),
    connections: [],
    summary: { calls: calls.length, methods, findings: severities, expectations: verdicts },
  };
}

function sessionsOf(calls: readonly HookCall[]): readonly Session[] {
  const ids = [...new Set(calls.map((call) => call.sessionId))];
  return ids.map((id) => {
    const own = [...calls.keys()].filter((position) => calls[position].sessionId === id);
    const dialogs = new Map<string, { kind: string; id: string; calls: number[] }>();
    for (const position of own) {
      const { dialog } = calls[position];
      if (dialog === null) continue;
      const known = dialogs.get(dialog.id) ?? { ...dialog, calls: [] };
      known.calls.push(position);
      dialogs.set(dialog.id, known);
    }
    return { id, life: 1, appKey: 'defaultApp', calls: own, dialogs: [...dialogs.values()] };
  });
}

/** One session whose status event is missing, one that is sound, and what else a report has to show. */
export function faultyAnalysis(): Analysis {
  const dialog = { kind: 'call', id: 'call-1' };
  const sketches: readonly CallSketch[] = [
    {
      method: 'connect',
      at: 8.571338,
      frame: 114,
      body: '{"sipLogin":"1001","sipPassword":"hunter2","sipRegisterRequired":true,"appKey":"defaultApp"}',
    },
    {
      method: 'call',
      at: 20.25,
      frame: 203,
      dialog,
      answered: 500,
      latencyMs: 12_300,
      body: '{"callId":"call-1",',
    },
    {
      method: 'CallStatusEvent',
      at: 20.3,
      frame: 230,
      dialog,
      status: 'TRYING',
      answered: null,
      end: 'reset',
    },
    { method: 'connect', at: 30, frame: 301, sessionId: 'other', stream: 4 },
    {
      method: 'ConnectionStatusEvent',
      at: 30.02,
      frame: 311,
      sessionId: 'other',
      status: 'ESTABLISHED',
      stream: 5,
    },
  ];
  const calls = sketches.map(sketchCall);
  const [connect, call, event, otherConnect, otherStatus] = calls;
  if (!connect || !call || !event || !otherConnect || !otherStatus) throw new Error('a call is absent');
  return sketchAnalysis({
    calls,
    expectations: [
      sketchExpected('connect-status', connect, {
        verdict: 'missing',
        cause: 'none-came',
        reason: 'none came',
      }),
      sketchExpected('connect-registration', connect, {
        verdict: 'inconclusive',
        cause: 'capture-ended',
        reason: 'the capture ended 52.0 s after it',
        deadline: BEGINS + 68.571338,
      }),
      sketchExpected('call-status', call, { verdict: 'met', metBy: event, key: 'call-1' }),
      sketchExpected('connect-status', otherConnect, { verdict: 'met', metBy: otherStatus }),
    ],
    findings: [
      sketchFinding(connect, {
        rule: 'flow/missing-call',
        message: 'No ConnectionStatusEvent within 10 s of connect answered 200 (frame 114).',
        method: 'ConnectionStatusEvent',
        time: momentAt(18.571338),
        evidence:
          'Likely cause: ConnectionStatusEvent does not occur for appKey defaultApp anywhere in the capture, so perhaps it was never added with add app-rest-method.',
        consequence: "The backend let the client in but never learns the connection's status.",
        remedy:
          'Make the server call the backend for this method.\n  ssh -p 2001 admin@localhost\n  add app-rest-method defaultApp ConnectionStatusEvent',
      }),
      sketchFinding(event, {
        rule: 'answer/none',
        message: 'The backend reset the connection and gave no answer.',
        frames: [230, 234],
        consequence: 'The server logs it and goes on.',
      }),
      sketchFinding(null, {
        rule: 'transport/refused',
        message: 'The backend 127.0.0.1:9091 refused 2 connections.',
        frames: [240, 242],
        stream: 6,
        count: 2,
      }),
      sketchFinding(call, {
        rule: 'answer/status',
        severity: 'warning',
        message: 'The backend answered 500 to call.',
        evidence: 'HTTP/1.1 500 \u001b]0;owned\u0007',
      }),
      sketchFinding(connect, {
        rule: 'payload/undocumented',
        severity: 'note',
        message: 'connect has a parameter "foo" that no table knows.',
        pointer: '/foo',
        count: 14,
      }),
      sketchFinding(connect, {
        rule: 'flow/inconclusive',
        severity: 'note',
        method: 'RegistrationStatusEvent',
        message:
          'Whether RegistrationStatusEvent came after connect (frame 114) cannot be told: the capture ended 52.0 s after it.',
      }),
    ],
  });
}

/** Everything as it should be. */
export function soundAnalysis(): Analysis {
  const calls = [
    sketchCall({ method: 'connect', at: 1, frame: 10 }, 0),
    sketchCall({ method: 'ConnectionStatusEvent', at: 1.02, frame: 20, status: 'ESTABLISHED' }, 1),
  ];
  const [connect, status] = calls;
  if (!connect || !status) throw new Error('a call is absent');
  return sketchAnalysis({
    calls,
    expectations: [sketchExpected('connect-status', connect, { verdict: 'met', metBy: status })],
  });
}
