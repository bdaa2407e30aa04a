import { firstIndex } from '../base/first-index.ts';
import { firstFrameOf, type HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import { openInputs, withTlsSecrets } from './open.ts';
import type { Inputs } from './options.ts';
import { Pipeline } from './pipeline.ts';
import type { RecoveryOptions } from './recover.ts';
import { readInTurns } from './run.ts';
import { ATTENDED_TURN_MS } from './scheduling.ts';
import { isOf } from './sought-calls.ts';

/** How far the capture was read again. */
export interface LookProgress {
  readonly bytes: number;
  /** null where the size is not known. */
  readonly total: number | null;
  /** Calls whose exchanges were found so far. */
  readonly found: number;
}

/**
 * Reads a capture again for the exchanges of calls, and shows each with its call: nothing is kept. Goes on as it is asked for, a
 * turn at a time; whoever does not want the rest stops asking. Calls that are not found (a pipe cannot be read twice, a file was
 * replaced) are not shown: the last progress tells how many were. Shows nothing where the capture cannot be opened.
 */
export async function* lookAgain(
  inputs: Inputs,
  given: RecoveryOptions,
  calls: readonly HookCall[],
  show: (call: HookCall, exchange: Exchange) => void,
): AsyncGenerator<LookProgress, void, undefined> {
  const isStream = inputs.some(
    (input) => input === '-' || (typeof input === 'object' && input.kind === 'stream'),
  );
  if (isStream || calls.length === 0) return;
  const options = withTlsSecrets(given);
  const opened = await openInputs(inputs, options);
  if (!opened.ok) return;
  const { capture } = opened;
  const sought = calls.toSorted((one, other) => firstFrameOf(one) - firstFrameOf(other));
  let found = 0;
  const take = (exchange: Exchange): void => {
    const call = soughtOf(sought, exchange);
    if (call === null) return;
    found += 1;
    show(call, exchange);
  };
  const pipeline = new Pipeline(
    {
      ports: new Set(calls.map(({ serverPort }) => serverPort)),
      hash: false,
      tlsSecrets: options.tlsSecrets,
      connections: new Set(calls.map(({ stream }) => stream)),
    },
    { onExchange: (_, exchange) => take(exchange), onProtocol: () => {} },
  );
  const progress = (): LookProgress => {
    const { bytesRead, bytesTotal } = capture.progress();
    return { bytes: bytesRead, total: bytesTotal, found };
  };
  try {
    for await (const _pause of readInTurns(capture, (frame) => pipeline.frame(frame), ATTENDED_TURN_MS)) {
      yield progress();
      if (found === calls.length) return;
    }
    pipeline.finish();
    yield progress();
  } finally {
    capture.close();
  }
}

/** The call whose exchange it is; null where none of those that are sought is. `sought`: in the order of their frames. */
function soughtOf(sought: readonly HookCall[], exchange: Exchange): HookCall | null {
  const { request } = exchange;
  if (request === null) return null;
  const first = firstIndex(sought.length, (at) => firstFrameOf(sought[at]) >= request.firstFrame);
  for (let at = first; at < sought.length && firstFrameOf(sought[at]) === request.firstFrame; at++) {
    const { seconds, nanoseconds } = sought[at];
    // Where another file has the name by now, its exchanges are not those of the calls.
    const isThen = seconds === request.firstSeconds && nanoseconds === request.firstNanoseconds;
    if (isThen && isOf(sought[at], exchange, request, true)) return sought[at];
  }
  return null;
}
