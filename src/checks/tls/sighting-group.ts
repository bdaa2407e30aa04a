import { endpointText } from '../../base/endpoint.ts';
import { listsBy } from '../../base/multimap.ts';
import { compareInstants, type Instant } from '../../base/time.ts';
import { serverOf } from '../../stream/index.ts';
import type { TlsHandshake } from '../../tls/index.ts';
import type { TlsSighting } from '../network-facts.ts';
import { clipped } from '../wording.ts';
import { clientDirectionOf } from './outcome.ts';

/** Connections that one sentence names. */
const NAMED = 4;
const NAME_CHARACTERS = 80;

/** TLS connections to one server and name that are told together. */
export interface SightingGroup {
  /** In order of first frame; at least one. */
  readonly members: readonly TlsSighting[];
  readonly first: TlsSighting;
  /** What the first one's handshake tells. */
  readonly handshake: TlsHandshake;
  /** `address:port`. */
  readonly server: string;
  /** The address of the client of the first. */
  readonly client: string;
  /** The name that the client asked for; null where it asked for none. */
  readonly serverName: string | null;
  /** The frames that show what is told of them, in order. */
  readonly frames: readonly number[];
  /** When the last frame of the connections came. */
  readonly until: Instant;
}

/** `address:port` of the server of a connection with TLS. */
export function serverTextOf({ connection }: TlsSighting): string {
  return endpointText(serverOf(connection));
}

/**
 * Puts sightings with the same server, name and key together, in order of the first ones. `frameOf`: the frame that shows what is told
 * of one; 0: none does.
 */
export function groupSightings(
  sightings: readonly TlsSighting[],
  keyOf: (sighting: TlsSighting) => string,
  frameOf: (sighting: TlsSighting) => number,
): readonly SightingGroup[] {
  const groups = listsBy(sightings, (sighting) =>
    JSON.stringify([serverTextOf(sighting), sighting.handshake.serverName, keyOf(sighting)]),
  );
  return [...groups.values()].map((members) => groupOf(members, frameOf));
}

function groupOf(members: readonly TlsSighting[], frameOf: (sighting: TlsSighting) => number): SightingGroup {
  const [first] = members;
  const frames = [...new Set(members.map(frameOf))].filter((frame) => frame > 0);
  frames.sort((one, other) => one - other);
  return {
    members,
    first,
    handshake: first.handshake,
    server: serverTextOf(first),
    client: first.connection.endpoints[clientDirectionOf(first)].address,
    serverName: first.handshake.serverName,
    frames,
    until: members.map(endOf).reduce((one, other) => (compareInstants(one, other) < 0 ? other : one)),
  };
}

function endOf({ connection }: TlsSighting): Instant {
  return { seconds: connection.lastSeconds, nanoseconds: connection.lastNanoseconds };
}

/** The server of a group, with the name asked for. */
export function serverTextWithName({ server, serverName }: SightingGroup): string {
  return serverName === null ? server : `${server} (server name ${clipped(serverName, NAME_CHARACTERS)})`;
}

/** `tcp.stream 3, 7 …` */
export function streamsText({ members }: SightingGroup): string {
  const named = members.slice(0, NAMED).map(({ connection }) => connection.connection);
  return `tcp.stream ${named.join(', ')}${members.length > NAMED ? ' …' : ''}`;
}
