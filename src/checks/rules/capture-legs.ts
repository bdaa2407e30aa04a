import { hostOf } from '../../base/endpoint.ts';
import type { HookCall, LegKind } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';

/** Calls were captured at more than one point of their way (design §4). */
export const captureLegs: CaptureRule = {
  id: 'capture/legs',
  severity: 'note',
  judge: (facts) => KINDS.flatMap((kind) => tell(kind, facts)),
};

const KINDS: readonly LegKind[] = ['relayed', 'translated'];

/** How a call went on. `from`, `through`, `to`: end points. */
interface Way {
  readonly from: string;
  readonly through: string;
  readonly to: string;
}

const MEANING: Readonly<Record<LegKind, (way: Way) => string>> = {
  relayed: ({ from, through, to }) => `a proxy at ${through} takes calls of ${from} and relays them to ${to}`,
  translated: ({ from, through, to }) =>
    `addresses are translated (NAT): packets of ${from} to ${through} go on to ${to}`,
};

function tell(kind: LegKind, { calls, evidence: { callExchanges } }: CaptureFacts): readonly Finding[] {
  if (callExchanges.isPlain) return [];
  const found: { readonly call: HookCall; readonly leg: HookCall }[] = [];
  const counted = new Set<HookCall>();
  for (const call of calls) {
    for (const { exchange, kind: own } of callExchanges.legsOf(call)) {
      if (own !== kind) continue;
      found.push({ call, leg: exchange });
      counted.add(call);
    }
  }
  const [first] = found;
  if (first === undefined) return [];
  const { call, leg } = first;
  const way = { from: hostOf(call.client), through: call.server, to: leg.server };
  const many = counted.size === 1 ? '1 call was' : `${counted.size} calls were`;
  return [
    captureFinding(captureLegs, {
      message: `${many} captured on more than one leg of the way: ${MEANING[kind](way)}. Each counts once.`,
      frames: found.slice(0, MAX_FINDING_FRAMES).map(({ leg: { requestFrames } }) => requestFrames[0]),
      count: found.length,
    }),
  ];
}
