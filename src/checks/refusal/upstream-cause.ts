import type { HookCall } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { isBadGateway, type UpstreamFailure, upstreamFailureOf } from '../upstream-failure.ts';

/** What the capture shows of why a proxy answered 502, 503 or 504: what became of its own connection to the application. */
export interface UpstreamCause {
  /** A clause for the message, in place of the general one: `its own connection to 127.0.0.1:9092 was refused (frame 7)`. */
  readonly clause: string;
  /** Frames that show it. */
  readonly frames: readonly number[];
  /** What to do, one step a line, in place of the general steps; null: those hold. */
  readonly remedy: string | null;
}

/** The cause behind a proxy's answer; null where the answer is none of a proxy, and where the capture does not show it. */
export function upstreamCauseOf(call: HookCall, facts: CaptureFacts): UpstreamCause | null {
  const failure = upstreamFailureOf(call, facts);
  return failure === null ? lateUpstream(call, facts) : causeOf(failure);
}

const HOW: Readonly<Record<UpstreamFailure['how'], string>> = {
  refused: 'was refused',
  unanswered: 'got no answer',
  reset: 'was reset',
};

function causeOf({ upstream, how, isSameHost, count, frames }: UpstreamFailure): UpstreamCause {
  const times = count === 1 ? '' : `, ${count} times`;
  const perhaps = isSameHost ? '' : 'perhaps because ';
  const [first] = frames;
  return {
    clause: `${perhaps}the proxy's connection to ${upstream} ${HOW[how]}${times} (frame ${first})`,
    frames,
    remedy: `The proxy is there; what stands behind it is not. Start the application that is to listen on ${upstream}, and see that the proxy's upstream address is right.`,
  };
}

/** A relayed leg that was not answered, or only later than the proxy waited. */
function lateUpstream(call: HookCall, { evidence }: CaptureFacts): UpstreamCause | null {
  if (!isBadGateway(call)) return null;
  const legs = evidence.callExchanges.legsOf(call).filter(({ kind }) => kind === 'relayed');
  const last = legs.at(-1)?.exchange;
  if (last === undefined) return null;
  const { response, server, requestFrames } = last;
  const what =
    response === null
      ? `the application at ${server}, behind the proxy, did not answer it`
      : `the application at ${server}, behind the proxy, answered it ${response.status}`;
  return {
    clause: `${what} (frame ${requestFrames[0]})`,
    frames: [requestFrames[0], ...(response === null ? [] : [response.frames[0]])],
    remedy:
      response === null
        ? `Look at the application at ${server}: its log, and why it did not answer within the time that the proxy waits.`
        : `Look at the log of the application at ${server}: its answer is what the proxy did not pass on.`,
  };
}
