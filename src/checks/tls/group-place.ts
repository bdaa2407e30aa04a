import type { Finding } from '../finding.ts';
import { MAX_FINDING_FRAMES } from '../rule.ts';
import { hostNamesIn } from './certificate-words.ts';
import type { SightingGroup } from './sighting-group.ts';

/** What every finding about a group has of it: its place, and the names that its texts repeat. */
export function placeOf(group: SightingGroup): Partial<Finding> {
  const { first, frames, members, server, until, handshake } = group;
  const { connection, firstSeconds, firstNanoseconds } = first.connection;
  return {
    frames: frames.slice(0, MAX_FINDING_FRAMES),
    stream: connection,
    time: { seconds: firstSeconds, nanoseconds: firstNanoseconds },
    until,
    lastFrame: frames.at(-1) ?? null,
    count: members.length,
    server,
    hostNames: hostNamesIn(handshake),
  };
}
