import { OtherRequestBook, type OtherRequests } from '../hooks/index.ts';
import { joinEvidence, type NetworkEvidence } from '../network/index.ts';
import type { TlsDecryption, TlsHandshake } from '../tls/index.ts';
import type { Placement } from './placement.ts';
import type { Collected } from './shard.ts';

/** What the parts of a shard tell beside hooks, numbered through. */
export interface WholeNetwork extends Pick<Collected, 'otherRequests' | 'otherRequestsLeft'> {
  readonly network: NetworkEvidence;
  /** By the number of the connection. */
  readonly handshakes: ReadonlyMap<number, TlsHandshake>;
  /** Connections whose handshake was not kept. */
  readonly handshakesLeft: number;
  /** Numbers of the connections with data that were not decrypted. */
  readonly unreadTls: readonly number[];
  /** How many secrets of TLS sessions were at hand: where several readings had some, the most of them. */
  readonly tlsSecrets: number;
}

export function wholeNetworkOf(placements: readonly Placement[], placed: readonly Placed[]): WholeNetwork {
  return {
    network: joinEvidence(placements.map(networkWithin)),
    handshakes: new Map(placements.flatMap(handshakesWithin)),
    handshakesLeft: placements.reduce((sum, { part }) => sum + part.tls.left, 0),
    unreadTls: placements.flatMap(({ part, connection }) => [...part.tls.unread].map(connection)),
    tlsSecrets: placements.reduce((most, { part }) => Math.max(most, part.tls.secrets), 0),
    ...otherRequestsOf(placed),
  };
}

/** What was collected in a part, with the place of the part. */
export interface Placed {
  readonly placement: Placement;
  readonly collected: Collected;
}

function otherRequestsOf(placed: readonly Placed[]): Pick<Collected, 'otherRequests' | 'otherRequestsLeft'> {
  const book = new OtherRequestBook();
  let left = 0;
  for (const { placement, collected } of placed) {
    for (const kind of collected.otherRequests) book.add(kindWithin(kind, placement));
    left += collected.otherRequestsLeft;
  }
  return { otherRequests: book.kinds(), otherRequestsLeft: left + book.left };
}

function kindWithin(kind: OtherRequests, { frame, connection }: Placement): OtherRequests {
  return {
    ...kind,
    connection: connection(kind.connection),
    frames: kind.frames.map((number) => number + frame),
  };
}

function networkWithin({ part, frame, connection }: Placement): NetworkEvidence {
  const { network } = part;
  const moved = (frames: readonly number[]): readonly number[] => frames.map((number) => number + frame);
  return {
    ...network,
    icmpErrors: network.icmpErrors.map((errors) => ({
      ...errors,
      connection: connection(errors.connection),
      frames: moved(errors.frames),
    })),
    lookups: network.lookups.map((lookup) => ({ ...lookup, frames: moved(lookup.frames) })),
  };
}

function handshakesWithin({
  part,
  frame,
  connection,
}: Placement): readonly (readonly [number, TlsHandshake])[] {
  const moved = (number: number): number => (number === 0 ? 0 : number + frame);
  return [...part.tls.handshakes].map(([number, handshake]) => [
    connection(number),
    {
      ...handshake,
      clientHelloFrame: moved(handshake.clientHelloFrame),
      serverHelloFrame: moved(handshake.serverHelloFrame),
      dataFrame: moved(handshake.dataFrame),
      certificateFrame: moved(handshake.certificateFrame),
      clearAnswer:
        handshake.clearAnswer === null
          ? null
          : { ...handshake.clearAnswer, frame: handshake.clearAnswer.frame + frame },
      decryption: decryptionWithin(handshake.decryption, frame),
      alerts: handshake.alerts.map((alert) => ({ ...alert, frame: alert.frame + frame })),
    },
  ]);
}

function decryptionWithin(decryption: TlsDecryption, frame: number): TlsDecryption {
  return decryption.kind === 'failed' ? { ...decryption, frame: decryption.frame + frame } : decryption;
}
