import { hostOf } from '../../base/endpoint.ts';
import { secondsOf } from '../../base/time.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { OtherExchange } from '../other-exchange.ts';

/** Seconds within which a client follows a redirect. */
const FOLLOWING_SECONDS = 2;
/** Redirects that a client may follow with GET in place of POST (RFC 9110 §15.4.2 to §15.4.4). */
const MAY_BECOME_GET: ReadonlySet<number> = new Set([301, 302, 303]);

/**
 * The GET by which the call server followed a redirect, so that the payload was lost; null where the capture shows none.
 * `told`: a text with the place that the redirect names.
 */
export function followedAsGet(
  call: HookCall,
  told: string,
  { otherExchanges }: CaptureFacts,
): OtherExchange | null {
  const { response } = call;
  if (response === null || !MAY_BECOME_GET.has(response.status)) return null;
  const from = secondsOf(response) - call.dialect.toleranceSeconds;
  const until = secondsOf(response) + FOLLOWING_SECONDS;
  const follows = (other: OtherExchange): boolean => {
    const at = secondsOf(other);
    if (other.httpMethod !== 'GET' || at < from || at > until) return false;
    if (other.requestFrames[0] <= call.requestFrames[0] || hostOf(other.client) !== hostOf(call.client))
      return false;
    return other.methodSpec === call.methodSpec || (other.target.length > 1 && told.includes(other.target));
  };
  return otherExchanges.find(follows) ?? null;
}
