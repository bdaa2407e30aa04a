import { firstIndex } from '../../base/first-index.ts';
import type { List } from '../../base/list.ts';
import { atOnce, ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import { type HookCall, isResponseLost } from '../../hooks/index.ts';
import type { ConnectionSummary, Direction } from '../../stream/index.ts';

/**
 * Which directions of the traffic with the backend the capture holds. `requests`: only what was sent to it; `responses`: only
 * what it sent.
 */
export type View = 'both' | 'requests' | 'responses';

/** What of the traffic with the backend the capture can show. It is a value. */
export interface Sight {
  readonly view: View;
  /** Numbers of connections of which the capture holds only what the client sent, although the backend answered it. */
  readonly requestsOnly: ReadonlySet<number>;
  /** The same of what the backend sent. */
  readonly responsesOnly: ReadonlySet<number>;
  /** The connection of a number; null where it is none with the backend. */
  readonly connection: (number: number) => ConnectionSummary | null;
}

/** `connections`: those with the backend, in order of their numbers. */
export function sightOf(connections: List<ConnectionSummary>): Sight {
  return atOnce(sighting(connections));
}

/** The same in steps. */
export function* sighting(connections: List<ConnectionSummary>): Steps<Sight> {
  const requestsOnly = new Set<number>();
  const responsesOnly = new Set<number>();
  /** Connections of which nothing proves that the silent side was there. */
  const doubtful: number[] = [];
  let open = 0;
  for (let at = 0; at < connections.length; at++) {
    if (at % ITEMS_A_STEP === 0) yield;
    const summary = connections.at(at);
    if (summary === undefined) continue;
    const client = clientSideOf(summary);
    const [asking, answering] = client === 0 ? summary.sides : [summary.sides[1], summary.sides[0]];
    const answers = answering.isHeard || answering.sentReset || summary.synAckFrame > 0;
    if (!asking.isHeard && !answers) continue;
    open += 1;
    if (asking.isHeard && !answers) {
      // Who sends more than a SYN had its SYN answered.
      if (summary.client !== null || answering.isAcknowledgedUnseen) requestsOnly.add(summary.connection);
      else if (!repeats(summary)) doubtful.push(summary.connection);
    } else if (answering.isHeard && !asking.isHeard && summary.synCount === 0) {
      responsesOnly.add(summary.connection);
    }
  }
  // Where nobody answers on any connection, it is the capture and not each of the backend's answers.
  if (open > 0 && requestsOnly.size + doubtful.length === open) {
    for (const number of doubtful) requestsOnly.add(number);
  }
  const view: View =
    open > 0 && requestsOnly.size === open
      ? 'requests'
      : open > 0 && responsesOnly.size === open
        ? 'responses'
        : 'both';
  return { view, requestsOnly, responsesOnly, connection: (number) => findConnection(connections, number) };
}

/** Everything is seen, of no connection. */
export const FULL_SIGHT: Sight = {
  view: 'both',
  requestsOnly: new Set(),
  responsesOnly: new Set(),
  connection: () => null,
};

/** True where the capture, not the backend, is the reason that a call has no response. */
export function isResponseUnseen(call: HookCall, { requestsOnly }: Sight): boolean {
  return call.response === null && (isResponseLost(call) || requestsOnly.has(call.stream));
}

/** True where the capture shows that a call got no answer: its connection ended without one. */
export function hadNoAnswer(call: HookCall, sight: Sight): boolean {
  return call.response === null && call.end !== 'capture' && !isResponseUnseen(call, sight);
}

/** True where two connections carry the same packets under other addresses: their sequence numbers begin alike. */
export function areTwins(one: number, other: number, sight: Sight): boolean {
  const [first, second] = [sight.connection(one), sight.connection(other)];
  if (first === null || second === null || one === other) return false;
  const [ofFirst, ofSecond] = [sequencesOf(first), sequencesOf(second)];
  return ofFirst.client !== null && ofFirst.client === ofSecond.client && ofFirst.server === ofSecond.server;
}

/** Initial sequence numbers, null where they are not known. */
interface Sequences {
  readonly client: number | null;
  readonly server: number | null;
}

function sequencesOf(summary: ConnectionSummary): Sequences {
  const [first, second] = summary.sides.map((side) => side.initialSequence);
  return clientSideOf(summary) === 0 ? { client: first, server: second } : { client: second, server: first };
}

/** Which direction the client sends: by the handshake, else the one from the higher port. */
export function clientSideOf({ client, endpoints }: ConnectionSummary): Direction {
  if (client !== null) return client;
  return endpoints[0].port < endpoints[1].port ? 1 : 0;
}

/** A segment was sent again: nobody acknowledged it, so that nobody was there. */
function repeats({ anomalies }: ConnectionSummary): boolean {
  return anomalies?.halves.some(({ retransmissions }) => retransmissions > 0) === true;
}

function findConnection(connections: List<ConnectionSummary>, number: number): ConnectionSummary | null {
  const numberAt = (index: number): number => connections.at(index)?.connection ?? Number.POSITIVE_INFINITY;
  const found = connections.at(firstIndex(connections.length, (index) => numberAt(index) >= number));
  return found?.connection === number ? found : null;
}
