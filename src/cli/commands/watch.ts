import { createServer, type Server } from 'node:http';
import { MAX_METRICS_CONNECTIONS } from '../../base/limits.ts';
import type { Severity } from '../../dialects/index.ts';
import { type Analysis, type LiveAnalysis, openLive } from '../../engine/index.ts';
import { viewOf } from '../../filter/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { escapeTerminal } from '../../report/index.ts';
import {
  endRecord,
  eventRecord,
  measuresText,
  noticeRecord,
  recordLine,
  startRecord,
  type WatchTotals,
} from '../../report/watch/index.ts';
import { type Notice, NoticeQueue, ProblemWatch } from '../../watch/index.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { listen } from '../network/listen.ts';
import { type NotifierOptions, notify } from '../network/notifier.ts';
import { stopSignal } from '../network/until-stopped.ts';
import { STANDARD } from '../output/destinations.ts';
import { followKeyLogs } from '../settings/tls-keys.ts';
import type { ListeningPlace } from '../settings/values.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';
import { type CheckFlags, planCheck } from './check-plan.ts';

/** Flags of `watch`, as commander gives them. */
export interface WatchFlags
  extends Pick<
    CheckFlags,
    | 'port'
    | 'host'
    | 'dialect'
    | 'filter'
    | 'window'
    | 'baseline'
    | 'hookSecretFile'
    | 'showSecrets'
    | 'redact'
    | 'tlsKeys'
    | 'reader'
    | 'config'
  > {
  readonly level?: Severity;
  readonly again?: number;
  readonly exec?: string;
  readonly webhook?: string;
  readonly notifyEvery?: number;
  readonly metrics?: ListeningPlace;
}

/** Seconds. */
const USUAL_AGAIN = 60;
const USUAL_NOTIFY_EVERY = 60;
/** Milliseconds between two looks at what came, at least; and so many times as long as the last look took. */
const LOOK_MS = 1000;
const REST_FACTOR = 4;
/** Milliseconds that the input has to end when the watch is to end. */
const GRACE_MS = 500;

/** `hookscope watch FILE…`. */
export async function runWatch(
  files: readonly string[],
  flags: WatchFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const {
    level = 'warning',
    again = USUAL_AGAIN,
    exec,
    webhook,
    notifyEvery,
    metrics,
    ...checkFlags
  } = flags;
  const notifier = notifierFrom(exec, webhook);
  if (!notifier.ok) return reportFailure(surroundings, notifier.message);
  const planned = await planCheck(files, { ...checkFlags, color: false }, surroundings, true);
  if (!planned.ok) return reportFailure(surroundings, planned.message);
  const { analysis: options, selection, known, tlsKeys } = planned.value;
  const isPipe = files.includes(STANDARD);
  const opened = await openLive(files, {
    ...options,
    keepExchanges: 'faulty',
    follow: !isPipe,
    realTime: true,
  });
  if (!opened.ok) return reportFailure(surroundings, opened.errors[0]?.message ?? 'cannot be read');
  const watching = new Watching(opened.live, {
    surroundings,
    masker: options.masker,
    view: (analysis) => viewOf(analysis, selection, options.masker),
    watch: new ProblemWatch({ level, known, againSeconds: again }),
    queue: new NoticeQueue(notifyEvery ?? USUAL_NOTIFY_EVERY),
    notifier: notifier.value,
  });
  const server = metricsServer(() => watching.measures());
  const endKeyLogs = followKeyLogs(tlsKeys);
  const signal = stopSignal();
  try {
    if (metrics !== undefined) {
      const listening = await listen(server, metrics.port, metrics.address, '--metrics');
      if (!listening.ok) return reportFailure(surroundings, listening.message);
      surroundings.stderr.write(`hookscope: measures on http://${metrics.text}:${listening.value}/metrics\n`);
    }
    surroundings.stdout.write(recordLine(startRecord(files, version(), Date.now())));
    await watching.run(signal.stopped);
    return 0;
  } finally {
    signal.release();
    endKeyLogs();
    opened.live.stop();
    server.close();
    server.closeAllConnections();
    // A pipe that nobody reads any more would keep the program waiting for it.
    if (isPipe) process.stdin.destroy();
  }
}

interface WatchingOptions {
  readonly surroundings: Surroundings;
  readonly masker: Masker;
  /** What of a model is asked for, redacted. */
  readonly view: (analysis: Analysis) => Analysis;
  readonly watch: ProblemWatch;
  readonly queue: NoticeQueue;
  readonly notifier: NotifierOptions;
}

/** A watch that is under way. */
class Watching {
  readonly #live: LiveAnalysis;
  readonly #options: WatchingOptions;
  #analysis: Analysis | null = null;
  #notices = 0;
  #failedNotices = 0;
  /** The notice that is being given. */
  #giving: Promise<void> | null = null;
  #isFullTold = false;
  /** Why the last notice failed: the same is not said over and over. */
  #lastFailure = '';

  constructor(live: LiveAnalysis, options: WatchingOptions) {
    this.#live = live;
    this.#options = options;
  }

  /** Settles when the input ended, or some time after `stopped` did. */
  async run(stopped: Promise<void>): Promise<void> {
    const live = this.#live;
    let isStopped = false;
    const stop = stopped.then(() => {
      isStopped = true;
      live.stop();
    });
    let wake = (): void => {};
    const unsubscribe = live.subscribe(() => wake());
    while (!live.done && !isStopped) {
      const noticed = new Promise<void>((settle) => {
        wake = settle;
      });
      const took = await this.#look();
      if (live.done || isStopped) break;
      const rest = pause(Math.max(LOOK_MS, took * REST_FACTOR));
      await Promise.race([rest.over, stop]);
      rest.cancel();
      await Promise.race([noticed, stop]);
    }
    if (isStopped) {
      const ended = new Promise<void>((settle) => {
        wake = () => {
          if (live.done) settle();
        };
      });
      const grace = pause(GRACE_MS);
      await Promise.race([ended, grace.over]);
      grace.cancel();
    }
    await this.#look(!isStopped);
    unsubscribe();
    await this.#end(isStopped ? 'signal' : 'input-ended');
  }

  measures(): string {
    const memory = process.memoryUsage.rss();
    return measuresText({ ...this.#totals, version: version(), analysis: this.#analysis, memory });
  }

  get #totals(): WatchTotals {
    const { frames, calls } = this.#live.progress();
    return {
      frames,
      calls,
      problems: this.#options.watch.told,
      notices: this.#notices,
      failedNotices: this.#failedNotices,
    };
  }

  /** Makes a new model, and tells what changed. `isOver`: nothing more comes. Gives the milliseconds that it took. */
  async #look(isOver = false): Promise<number> {
    const began = performance.now();
    const { watch, queue, view, masker, surroundings } = this.#options;
    const analysis = view(await this.#live.renew());
    this.#analysis = analysis;
    for (const event of watch.take(analysis, performance.now() / 1000, isOver)) {
      surroundings.stdout.write(recordLine(eventRecord(event, masker, Date.now())));
      if (event.type === 'problem' && this.#hasNotifier) queue.add(event.problem);
    }
    if (watch.isFull && !this.#isFullTold) {
      this.#isFullTold = true;
      surroundings.stderr.write(
        'hookscope: there are more different problems than are told apart; further ones are not written\n',
      );
    }
    const notice = this.#giving === null ? queue.due(performance.now() / 1000) : null;
    if (notice !== null) this.#giving = this.#give(notice);
    return performance.now() - began;
  }

  get #hasNotifier(): boolean {
    const { command, webhook } = this.#options.notifier;
    return command !== null || webhook !== null;
  }

  async #give(notice: Notice): Promise<void> {
    const { masker, notifier, surroundings } = this.#options;
    const { problems, left } = notice;
    const reasons = await notify(
      {
        json: recordLine(noticeRecord(notice, masker, Date.now())),
        rules: [...new Set(problems.map(({ rule }) => rule))],
        severity: problems.some(({ severity }) => severity === 'error')
          ? 'error'
          : (problems[0]?.severity ?? 'note'),
        problems: problems.length + left,
      },
      notifier,
    );
    if (reasons.length === 0) this.#notices += 1;
    else this.#failedNotices += 1;
    const failed = reasons.join('; ');
    if (failed !== '' && failed !== this.#lastFailure)
      surroundings.stderr.write(`hookscope: a notice could not be given: ${escapeTerminal(failed)}\n`);
    this.#lastFailure = failed;
    this.#giving = null;
  }

  async #end(why: 'input-ended' | 'signal'): Promise<void> {
    await this.#giving;
    const rest = this.#options.queue.rest(performance.now() / 1000);
    if (rest !== null) await this.#give(rest);
    this.#options.surroundings.stdout.write(recordLine(endRecord(this.#totals, why, Date.now())));
  }
}

interface Pause {
  readonly over: Promise<void>;
  /** Nothing waits for it any more. */
  readonly cancel: () => void;
}

function pause(milliseconds: number): Pause {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((settle) => {
    timer = setTimeout(settle, milliseconds);
  });
  return { over, cancel: () => clearTimeout(timer) };
}

function metricsServer(text: () => string): Server {
  const server = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, (request, response) => {
    request.resume();
    const [path] = (request.url ?? '').split('?');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (path !== '/metrics' || !isRead) {
      response.writeHead(path === '/metrics' ? 405 : 404, { 'Content-Length': 0 }).end();
      return;
    }
    const body = Buffer.from(text());
    response
      .writeHead(200, {
        'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
        'Content-Length': body.length,
      })
      .end(body);
  });
  server.maxConnections = MAX_METRICS_CONNECTIONS;
  return server;
}

function notifierFrom(exec: string | undefined, webhook: string | undefined): Result<NotifierOptions> {
  const command = exec === undefined ? null : exec.split(/ +/).filter((word) => word !== '');
  if (command !== null && command.length === 0)
    return failure(
      '--exec: expected a program, with its arguments behind it, such as /usr/local/bin/page-me',
    );
  if (webhook === undefined) return success({ command, webhook: null });
  const url = URL.canParse(webhook) ? new URL(webhook) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return failure('--webhook: expected an address that begins with http:// or https://');
  return success({ command, webhook: url });
}
