import { portOf } from '../base/endpoint.ts';
import type { CaptureSet, Frame, FramePlaces } from '../capture/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { TlsSecrets } from '../tls/index.ts';
import { openInputs, withTlsSecrets } from './open.ts';
import type { AnalysisOptions, Inputs } from './options.ts';
import { Pipeline } from './pipeline.ts';
import { readInTurns } from './run.ts';
import { ATTENDED_TURN_MS } from './scheduling.ts';
import { SoughtCalls } from './sought-calls.ts';

/**
 * Frames read before the first one of a call, in one attempt after the other. Mostly a call's own frames are enough. Where they
 * stand out of order, what came before on the connection tells where it begins; in the end everything is read.
 */
const FRAMES_BEFORE: readonly number[] = [0, 4096, Number.POSITIVE_INFINITY];

export interface RecoveryOptions extends Pick<AnalysisOptions, 'reader' | 'tlsSecrets'> {
  /** Where the frames of the capture stand, as its analysis gave it; null or left out: the capture is read from its beginning. */
  readonly places?: FramePlaces | null;
}

/**
 * Finds the exchanges of calls whose bodies were not kept, by reading the frames of these calls again; by the ids of the calls.
 * `kept`: exchanges that are at hand, which cost nothing. What is not found (a pipe cannot be read twice) is absent from the
 * result; so is what would cost more than `MAX_KEPT_EXCHANGE_BYTES` in all. Stream offsets of what was found count from where
 * reading began, which may be within the connection.
 */
export async function recoverExchanges(
  inputs: Inputs,
  given: RecoveryOptions,
  calls: readonly HookCall[],
  kept: ReadonlyMap<number, Exchange>,
): Promise<ReadonlyMap<number, Exchange>> {
  const options = withTlsSecrets(given);
  const sought = new SoughtCalls(calls, kept);
  const isStream = inputs.some(
    (input) => input === '-' || (typeof input === 'object' && input.kind === 'stream'),
  );
  let isHopeless = false;
  for (const framesBefore of FRAMES_BEFORE) {
    if (sought.isOver || isStream) break;
    // Where a call's own frames show nothing of any call, as within TLS, some frames more do not help.
    if (isHopeless && framesBefore !== Number.POSITIVE_INFINITY) continue;
    const opened = await openInputs(inputs, options);
    if (!opened.ok) break;
    const before = sought.left.length;
    try {
      await readFrames(opened.capture, sought, framesBefore, options);
    } finally {
      opened.capture.close();
    }
    isHopeless = sought.left.length === before;
  }
  return sought.found;
}

/** Reads what lies around the calls that are sought. */
async function readFrames(
  capture: CaptureSet,
  sought: SoughtCalls,
  framesBefore: number,
  { places = null, tlsSecrets }: RecoveryOptions & { readonly tlsSecrets: TlsSecrets },
): Promise<void> {
  const calls = sought.left;
  const isWhole = framesBefore === Number.POSITIVE_INFINITY;
  let next = 0;
  /** The last frame of the calls that have begun. */
  let until = isWhole ? framesBefore : 0;
  let pipeline: Pipeline | null = null;
  const take = (frame: Frame): void => {
    const first = next;
    for (; next < calls.length && calls[next].requestFrames[0] - framesBefore <= frame.number; next++) {
      until = Math.max(until, lastFrameOf(calls[next]));
    }
    if (frame.number <= until) {
      pipeline ??= pipelineFor(together(calls, first, framesBefore), sought, isWhole, tlsSecrets);
      pipeline.frame(frame);
    } else if (pipeline !== null) {
      // Connections go on unseen from here: what follows is read as if it were another capture.
      pipeline.finish();
      pipeline = null;
    }
    if (pipeline === null && next < calls.length) {
      const place = places?.before(calls[next].requestFrames[0] - framesBefore) ?? null;
      if (place !== null && place.number > frame.number + 1) capture.jump?.(place);
    }
  };
  for await (const _pause of readInTurns(capture, take, ATTENDED_TURN_MS)) {
    if (sought.isOver || (next === calls.length && pipeline === null && !isWhole)) return;
  }
  // What the loop above assigned in `take`, the compiler does not see.
  (pipeline as Pipeline | null)?.finish();
}

/** The calls from `first` on that are read in one go: without a frame between them that belongs to none. In order of their frames. */
function together(calls: readonly HookCall[], first: number, framesBefore: number): readonly HookCall[] {
  let until = lastFrameOf(calls[first]);
  let end = first + 1;
  for (; end < calls.length && calls[end].requestFrames[0] - framesBefore <= until + 1; end++) {
    until = Math.max(until, lastFrameOf(calls[end]));
  }
  return calls.slice(first, end);
}

/**
 * The ports of the calls' connections. Their numbers are of no use, because they are others where reading does not begin with the
 * capture; nor are addresses, because marks may stand in their place.
 */
function portPairsOf(calls: readonly HookCall[]): ReadonlySet<number> {
  return new Set(calls.map(({ client, serverPort }) => portPair(portOf(client), serverPort)));
}

/** One number for two ports, whichever is whose. */
function portPair(one: number, other: number): number {
  return Math.min(one, other) * 65_536 + Math.max(one, other);
}

/** Reads the connections of some calls; of the others only the frames are looked at. */
function pipelineFor(
  calls: readonly HookCall[],
  sought: SoughtCalls,
  isWhole: boolean,
  tlsSecrets: TlsSecrets,
): Pipeline {
  const pairs = portPairsOf(calls);
  return new Pipeline(
    {
      ports: new Set(calls.map(({ serverPort }) => serverPort)),
      hash: false,
      tlsSecrets,
      isWanted: ([first, second]) => pairs.has(portPair(first.port, second.port)),
    },
    { onExchange: (_, exchange) => sought.take(exchange, isWhole), onProtocol: () => {} },
  );
}

function lastFrameOf({ requestFrames, response }: HookCall): number {
  return Math.max(requestFrames[1], response?.frames[1] ?? 0);
}
