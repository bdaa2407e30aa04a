import { MAX_REPLAY_BATCH } from '../../base/limits.ts';
import { EXAMPLES } from '../../dialects/examples/index.ts';
import { type Analysis, analyse, type RecoveryOptions, recoverExchanges } from '../../engine/index.ts';
import { viewOf } from '../../filter/index.ts';
import type { Exchange } from '../../http/index.ts';
import {
  isPassed,
  type ReadStep,
  type ReplayStep,
  type ReplayTally,
  replay,
  replaySteps,
  sentOf,
} from '../../replay/index.ts';
import { escapeTerminal } from '../../report/index.ts';
import { painter } from '../../report/reference/index.ts';
import { stepLines, tallyLines } from '../../report/replay/index.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { HttpSender } from '../network/http-sender.ts';
import { stopSignal } from '../network/until-stopped.ts';
import { progressLine } from '../output/progress.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';
import { type CheckFlags, planCheck } from './check-plan.ts';
import { isReadableTwice } from './inputs.ts';

/** Flags of `replay`, as commander gives them. */
export interface ReplayFlags
  extends Pick<
    CheckFlags,
    | 'port'
    | 'host'
    | 'dialect'
    | 'session'
    | 'filter'
    | 'showSecrets'
    | 'redact'
    | 'tlsKeys'
    | 'reader'
    | 'config'
    | 'color'
    | 'quiet'
  > {
  /** The address to send to. */
  readonly to?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly insecure?: boolean;
  readonly fast?: boolean;
  readonly pastRefusals?: boolean;
}

/** `hookscope replay FILE… --to URL`. */
export async function runReplay(
  files: readonly string[],
  flags: ReplayFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { to, timeout, insecure, fast, pastRefusals, quiet, ...checkFlags } = flags;
  const address = addressOf(to);
  if (!address.ok) return reportFailure(surroundings, address.message);
  const pipe = files.find((file) => !isReadableTwice(file, surroundings.directory));
  if (pipe !== undefined)
    return reportFailure(
      surroundings,
      `${pipe}: replay reads its input several times, which a pipe cannot give; save it first: cat > log.pcap`,
    );
  const planned = await planCheck(files, checkFlags, surroundings);
  if (!planned.ok) return reportFailure(surroundings, planned.message);
  const { analysis: options, selection } = planned.value;
  const progress = progressLine(surroundings, 'hook calls');
  const analysed = await analyse(files, { ...options, onProgress: progress.report });
  progress.clear();
  if (!analysed.ok) return reportFailure(surroundings, analysed.errors[0]?.message ?? 'cannot be read');
  const analysis = viewOf(analysed.analysis, selection, options.masker);
  if (analysis.calls.length === 0)
    return reportFailure(
      surroundings,
      'replay: no hook call is selected; hookscope check says what the capture holds',
    );
  const sender = new HttpSender(address.value, {
    timeoutSeconds: timeout ?? null,
    insecure: insecure === true,
  });
  const { stdout, environment } = surroundings;
  const page = {
    columns: columnsOf(stdout),
    paint: painter(wantsColor(stdout, flags.color, environment)),
    masker: options.masker,
  };
  const write = (lines: Iterable<string>): void => {
    for (const line of lines) stdout.write(`${line}\n`);
  };
  const signal = stopSignal();
  let pause: NodeJS.Timeout | undefined;
  try {
    const recovery = { ...options, places: analysed.places };
    const tally = await replay(
      readSteps(analysis, (calls) => recoverAll(files, recovery, calls)),
      {
        masker: options.masker,
        basePath: address.value.pathname.replace(/\/+$/, ''),
        fast: fast === true,
        pastRefusals: pastRefusals === true,
      },
      {
        send: (request) => sender.send(request),
        clock: {
          now: () => performance.now(),
          sleep: (milliseconds) =>
            new Promise((settle) => {
              pause = setTimeout(settle, milliseconds);
            }),
        },
        onResult: (step, result) => {
          if (quiet !== true) write(stepLines(step, result, page));
        },
        stopped: signal.stopped,
      },
    );
    if (tally.end === 'unreachable')
      return reportFailure(
        surroundings,
        `${address.value.host}: the connection is refused: nobody listens there; start the backend, or name another address with --to`,
      );
    write([...tallyLines(tally, address.value.origin, analysis.dialect.server)].map(escapeTerminal));
    return statusOf(tally);
  } finally {
    signal.release();
    clearTimeout(pause);
    sender.close();
  }
}

function statusOf(tally: ReplayTally): ExitStatus {
  if (sentOf(tally) === 0 || tally.end === 'stopped') return 2;
  return isPassed(tally) ? 0 : 1;
}

/** The address that was named. */
function addressOf(to: string | undefined): Result<URL> {
  if (to === undefined || to === '')
    return failure(
      `replay: --to is needed: the backend to send to, such as --to http://localhost:${EXAMPLES.port}`,
    );
  const url = URL.canParse(to) ? new URL(to) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    return failure(
      `--to ${to}: expected an address that begins with http:// or https://, such as http://localhost:${EXAMPLES.port}`,
    );
  if (url.username !== '' || url.password !== '')
    return failure('--to: expected an address without a user and a password');
  if (url.search !== '' || url.hash !== '')
    return failure(
      `--to ${to}: expected an address without ? and #; the targets of the capture have their own`,
    );
  return success(url);
}

type Calls = readonly ReplayStep['call'][];
type Recovered = ReadonlyMap<number, Exchange>;

/** The steps with what was captured of them: some are read at a time. */
async function* readSteps(
  analysis: Analysis,
  recover: (calls: Calls) => Promise<Recovered>,
): AsyncGenerator<ReadStep> {
  let batch: ReplayStep[] = [];
  async function* taken(): AsyncGenerator<ReadStep> {
    const found = await recover(batch.map(({ call }) => call));
    for (const step of batch) yield { step, exchange: found.get(step.call.id) };
    batch = [];
  }
  for (const step of replaySteps(analysis)) {
    batch.push(step);
    if (batch.length >= MAX_REPLAY_BATCH) yield* taken();
  }
  yield* taken();
}

/** What of the calls can be read again. One reading finds so many bytes at most: the rest is found by further ones. */
async function recoverAll(
  files: readonly string[],
  options: RecoveryOptions,
  calls: Calls,
): Promise<Recovered> {
  const found = new Map<number, Exchange>();
  for (let left = calls; left.length > 0; ) {
    const more = await recoverExchanges(files, options, left, new Map());
    for (const [id, exchange] of more) found.set(id, exchange);
    if (more.size === 0) break;
    left = left.filter(({ id }) => !found.has(id));
  }
  return found;
}
