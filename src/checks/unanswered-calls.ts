import { hostText } from '../base/endpoint.ts';
import { ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import { secondsOf } from '../base/time.ts';
import { byRequest, type HookCall, isResponseLost, mayBeRare, timeOf } from '../hooks/index.ts';
import { type IcmpErrors, meaningOf } from '../network/index.ts';
import { type CallEnd, endOfCall } from './call-end.ts';
import { type CaptureFacts, connectionOf } from './capture-facts.ts';
import { seamAfter } from './capture-seam.ts';

/** How calls ended that got no whole answer. */
export class CallEnds {
  readonly #facts: CaptureFacts;
  /** First and last call of each connection that has a call without a whole answer. */
  readonly #spans = new Map<number, { first: HookCall; last: HookCall }>();

  #icmpErrors: ReadonlyMap<number, readonly IcmpErrors[]> | null = null;

  readonly #unanswered: readonly HookCall[];

  private constructor(facts: CaptureFacts, unanswered: readonly HookCall[]) {
    this.#facts = facts;
    this.#unanswered = unanswered;
  }

  /** `rareCalls`: those among which the unanswered ones are, in order of request. */
  static *gathering(facts: CaptureFacts, rareCalls: readonly HookCall[]): Steps<CallEnds> {
    const ends = new CallEnds(facts, rareCalls.filter(isUnanswered));
    const { calls, evidence } = facts;
    const { callExchanges } = evidence;
    const streams = new Set<number>();
    for (const call of ends.#unanswered) streams.add(call.stream);
    for (const call of callExchanges.folded()) if (isUnanswered(call)) streams.add(call.stream);
    if (streams.size === 0) return ends;
    const { isPlain } = callExchanges;
    for (let position = 0; position < calls.length; position++) {
      if (position % ITEMS_A_STEP === 0) yield;
      const call = calls[position];
      if (!isPlain) for (const attempt of callExchanges.earlierAttempts(call)) ends.#span(attempt, streams);
      ends.#span(call, streams);
    }
    return ends;
  }

  #span(call: HookCall, streams: ReadonlySet<number>): void {
    const { stream } = call;
    if (!streams.has(stream)) return;
    const span = this.#spans.get(stream);
    if (span === undefined) {
      this.#spans.set(stream, { first: call, last: call });
      return;
    }
    // Attempts come before what was requested meanwhile; where there are none, calls come in their order.
    const isInOrder = this.#facts.evidence.callExchanges.isPlain;
    if (!isInOrder && byRequest(call, span.first) < 0) span.first = call;
    if (isInOrder || byRequest(call, span.last) >= 0) span.last = call;
  }

  /** How a call, or an earlier attempt of one, ended. */
  of(call: HookCall): CallEnd {
    const { lastTime, seams } = this.#facts;
    const known = seamAfter(seams, timeOf(call))?.from ?? (lastTime === null ? null : secondsOf(lastTime));
    const span = this.#spans.get(call.stream);
    return endOfCall(call, {
      connection: connectionOf(this.#facts, call.stream),
      isReused: span !== undefined && span.first !== call,
      isUsedLater: span !== undefined && span.last !== call,
      captureEnd: known,
    });
  }

  /** All of them, by the id of the call. */
  byId(): ReadonlyMap<number, CallEnd> {
    const ends = new Map<number, CallEnd>();
    if (this.#spans.size === 0) return ends;
    for (const call of this.#unanswered) {
      // Where the capture lost the answer, the call may have ended well.
      if (!isResponseLost(call)) ends.set(call.id, this.of(call));
    }
    return ends;
  }

  /** Sentences about ICMP errors on a call's connection. */
  icmpSentences(call: HookCall): readonly string[] {
    this.#icmpErrors ??= errorsByConnection(this.#facts);
    return (this.#icmpErrors.get(call.stream) ?? []).map((errors) => {
      const mtu = errors.mtu > 0 ? `, MTU ${errors.mtu}` : '';
      return `${hostText(errors.sender)} sent ${icmpName(errors)}${mtu} about it (frame ${errors.frames[0]}).`;
    });
  }
}

function errorsByConnection({ network }: CaptureFacts): ReadonlyMap<number, readonly IcmpErrors[]> {
  const found = new Map<number, IcmpErrors[]>();
  for (const { errors } of network.icmpErrors) {
    const known = found.get(errors.connection);
    if (known === undefined) found.set(errors.connection, [errors]);
    else known.push(errors);
  }
  return found;
}

/** An ICMP error by its name, in quotation marks. */
export function icmpName(errors: IcmpErrors): string {
  return `${errors.family === 6 ? 'ICMPv6' : 'ICMP'} "${meaningOf(errors).name}"`;
}

/** True for a call that got no answer, or none to its end. */
export function isUnanswered(call: HookCall): boolean {
  if (!mayBeRare(call)) return false;
  const { end } = call;
  return end !== 'answered' && end !== 'upgraded';
}
