import { offsetOf } from '../../base/time.ts';
import { type HookCall, isAccepted, type Leg } from '../../hooks/index.ts';
import { stringifyText } from '../escape/json.ts';
import type { JsonContext } from './context.ts';
import { frameRange, numberText } from './text.ts';

/**
 * The attempts of a call that took several, with the index of the one that was accepted, and the further legs of its way, as
 * JSON text; empty for most calls, which have neither.
 */
export function partsMembers(call: HookCall, context: JsonContext): string {
  const { callExchanges } = context.analysis;
  const attempts = callExchanges.attemptsOf(call);
  const legs = callExchanges.legsOf(call);
  const tried = attempts.length < 2 ? '' : attemptsMembers(attempts, context);
  return legs.length === 0 ? tried : `${tried},"legs":[${legs.map(legText).join()}]`;
}

function attemptsMembers(attempts: readonly HookCall[], context: JsonContext): string {
  const accepted = attempts.findIndex(isAccepted);
  const records = attempts.map((attempt) => attemptText(attempt, context)).join();
  return `,"attempts":[${records}],"acceptedBy":${accepted < 0 ? 'null' : accepted}`;
}

function attemptText(attempt: HookCall, { firstTime }: JsonContext): string {
  return `{"stream":${attempt.stream},"frames":${frameRange(attempt.requestFrames)},"offset":${numberText(offsetOf(firstTime, attempt))},"answer":${statusText(attempt)},"end":"${attempt.end}"}`;
}

function legText({ exchange, kind }: Leg): string {
  const { stream, client, server } = exchange;
  return `{"stream":${stream},"client":${stringifyText(client)},"server":${stringifyText(server)},"kind":"${kind}","answer":${statusText(exchange)}}`;
}

function statusText({ response }: HookCall): string {
  return response === null ? 'null' : `{"status":${response.status}}`;
}
