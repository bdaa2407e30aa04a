import { endpointText, hostText } from '../base/endpoint.ts';
import type { Instant as CaptureTime } from '../base/time.ts';
import type { CaptureInfo, CaptureSet } from '../capture/index.ts';
import {
  type CaptureFacts,
  configOf,
  decideAll,
  type ExpectationResult,
  gatherEvidence,
  judgeAll,
} from '../checks/index.ts';
import { type Dialect, defaultDialect } from '../dialects/index.ts';
import { groupSessions, type HookCall, linkRetries } from '../hooks/index.ts';
import { type ConnectionSummary, serverOf } from '../stream/index.ts';
import { CallCollector, NOTHING_WAITING } from './call-collector.ts';
import { forgettable } from './forgetting.ts';
import type { Analysis } from './model.ts';
import { openInputs } from './open.ts';
import type { AnalysisOptions, AnalysisResult, Inputs } from './options.ts';
import { Pipeline, run } from './pipeline.ts';
import { Redactor } from './redactor.ts';
import { selected } from './selected.ts';
import { atOnce, type Steps } from './turns.ts';

/** Reads a capture and judges it. Damage within the capture is a finding, not an error. */
export async function analyse(inputs: Inputs, options: AnalysisOptions): Promise<AnalysisResult> {
  const opened = await openInputs(inputs, options.reader);
  if (!opened.ok) return opened;
  const { capture } = opened;
  const { onProgress } = options;
  const reading = new Reading(options);
  try {
    await run(
      capture,
      reading.pipeline,
      onProgress && ((progress) => onProgress({ ...progress, calls: reading.collector.calls.length })),
    );
    return { ok: true, analysis: reading.judge(capture) };
  } finally {
    capture.close();
  }
}

/** More may come. */
export interface UnderWay {
  /** Seconds that went by since the last frame. */
  readonly elapsedSeconds: number;
  /** It may go on for days: of more calls than these, those that are sound and over are forgotten. null: none are. */
  readonly mostCalls: number | null;
}

/** Triggers judged between two interruptions: some 5 ms of work. */
const TRIGGERS_A_STEP = 5000;

/** An analysis under way: what was read so far can be judged at any time. */
export class Reading {
  readonly pipeline: Pipeline;
  readonly collector: CallCollector;
  readonly #redactor: Redactor;
  readonly #options: AnalysisOptions;

  constructor(options: AnalysisOptions) {
    this.#options = options;
    this.#redactor = new Redactor(options.masker);
    const ledger = new CallCollector({
      dialects: options.dialects,
      pinned: new Set(options.ports),
      host: options.host,
      inspection: { hookSecret: options.hookSecret, masker: options.masker },
      keepExchanges: options.keepExchanges,
      endpointsOf: (stream) => this.pipeline.tracker.endpoints(stream),
      onCall: options.onCall ?? null,
    });
    this.collector = ledger;
    this.pipeline = new Pipeline(
      { ports: options.ports.length === 0 ? null : new Set(options.ports), hash: false },
      {
        onExchange: (stream, exchange) => ledger.exchange(stream, exchange),
        onProtocol: (stream, protocol) => ledger.protocol(stream, protocol),
      },
    );
  }

  /**
   * The model of what was read. As long as it is under way, requests that wait for their answers count as calls.
   */
  judge(capture: CaptureSet, underWay: UnderWay | null = null): Analysis {
    return atOnce(this.judging(capture, underWay));
  }

  /** The same in steps. Nothing may be read between them. */
  *judging(capture: CaptureSet, underWay: UnderWay | null): Steps<Analysis> {
    const { collector, pipeline } = this;
    const options = this.#options;
    const waiting = underWay === null ? NOTHING_WAITING : collector.waiting(pipeline.waiting());
    const all = collector.sorted(waiting.calls);
    yield;
    linkRetries(all);
    yield;
    const captures = capture.info();
    const [firstTime, lastFrameTime] = spanOf(captures);
    const lastTime = later(lastFrameTime, underWay?.elapsedSeconds ?? 0);
    const connections = this.#connections();
    yield;
    const evidence = gatherEvidence({ calls: all, connections, captures, firstTime, lastTime });
    yield;
    const expectations: ExpectationResult[] = [];
    for (const book of [collector.triggers, waiting.triggers]) {
      for (let at = 0; at < book.length; at += TRIGGERS_A_STEP) {
        const some = book.slice(at, at + TRIGGERS_A_STEP);
        for (const expected of decideAll(some, evidence, options.windowFactor)) expectations.push(expected);
        yield;
      }
    }
    const sessions = groupSessions(all);
    yield;
    const ports = options.ports.length > 0 ? options.ports : [...collector.ports];
    const scene: CaptureFacts = {
      captures,
      diagnostics: capture.diagnostics(),
      firstTime,
      lastTime,
      frames: pipeline.frames,
      dialect: dialectOf(all, options.dialects),
      ports: [...ports].sort((one, other) => one - other),
      portsPinned: options.ports.length > 0,
      calls: all,
      sessions,
      connections,
      connectionOf: (stream) => pipeline.connectionSummary(stream),
      otherHttp: collector.otherHttp,
      otherHosts: collector.otherHosts,
      forgottenCalls: collector.forgotten,
      tlsStreams: this.#tlsStreams(),
      expectations,
      configOf: (call) => configOf(evidence, call),
      demanded: options.expect,
    };
    yield;
    const findings = yield* judgeAll(scene, collector.inspector, options.severities);
    // This model still has them: what it says of their number holds from the next one on.
    if (underWay !== null && underWay.mostCalls !== null)
      collector.forget(forgettable(scene, findings, underWay.mostCalls));
    return this.#redactor.analysis(selected(scene, findings, options, collector.otherHosts));
  }

  /** Connections to the backends: to a REST port, from a host that sends hooks; where none is known, from any host. */
  #connections(): readonly ConnectionSummary[] {
    const { collector } = this;
    const ports = new Set([...this.#options.ports, ...collector.ports]);
    if (ports.size === 0) for (const port of this.#likelyPorts()) ports.add(port);
    const { host } = this.#options;
    return this.pipeline.tracker.summariesOn(ports).filter((story) => {
      if (host !== null && !story.endpoints.some((endpoint) => endpoint.address === host)) return false;
      if (collector.calls.length === 0) return true;
      const server = serverOf(story);
      const client = story.endpoints[server === story.endpoints[0] ? 1 : 0];
      if (!ports.has(server.port)) return false;
      return collector.servers.has(endpointText(server)) || collector.clients.has(hostText(client.address));
    });
  }

  #tlsStreams(): readonly number[] {
    const ports = new Set([...this.#options.ports, ...this.collector.ports, ...this.#likelyPorts()]);
    return this.collector.tlsStreams.filter((stream) => {
      const story = this.pipeline.connectionSummary(stream);
      return story !== null && ports.has(serverOf(story).port);
    });
  }

  /** Ports looked at first where none was given and no hook was found. */
  #likelyPorts(): readonly number[] {
    return this.#options.dialects.flatMap((dialect) => dialect.ports);
  }
}

function dialectOf(calls: readonly HookCall[], dialects: readonly Dialect[]): Dialect {
  const counts = new Map<Dialect, number>();
  for (const { dialect, methodSpec } of calls)
    if (methodSpec !== null) counts.set(dialect, (counts.get(dialect) ?? 0) + 1);
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most?.[0] ?? dialects[0] ?? defaultDialect;
}

function later(time: CaptureTime | null, seconds: number): CaptureTime | null {
  if (time === null || seconds === 0) return time;
  const nanoseconds = time.nanoseconds + Math.round(seconds * 1e9);
  return { seconds: time.seconds + Math.floor(nanoseconds / 1e9), nanoseconds: nanoseconds % 1e9 };
}

function spanOf(captures: readonly CaptureInfo[]): readonly [CaptureTime | null, CaptureTime | null] {
  let first: CaptureTime | null = null;
  let last: CaptureTime | null = null;
  for (const { firstTime, lastTime } of captures) {
    if (firstTime !== null && (first === null || isBefore(firstTime, first))) first = firstTime;
    if (lastTime !== null && (last === null || isBefore(last, lastTime))) last = lastTime;
  }
  return [first, last];
}

function isBefore(one: CaptureTime, other: CaptureTime): boolean {
  return (
    one.seconds < other.seconds || (one.seconds === other.seconds && one.nanoseconds < other.nanoseconds)
  );
}
