import type { BulkLoad } from './bulk/index.ts';

/** What is in a capture, by rates; its size is asked for separately. */
export interface TrafficProfile extends BulkLoad {
  readonly sessionsPerSecond: number;
  /** Whether SIP, WebSocket, DNS and HTTP of others go on. */
  readonly surroundings: boolean;
}

/** The kinds of capture that are measured. */
export const PROFILES = {
  /** A busy call server, `tcpdump -i any`: a tenth of the frames are hook traffic. */
  mixed: { sessionsPerSecond: 7.7, soundStreams: 2, videoStreams: 10, downloads: 9, surroundings: true },
  /** `tcpdump -i any port 9091` of a large installation: nothing but hooks. */
  hooks: { sessionsPerSecond: 20, soundStreams: 0, videoStreams: 0, downloads: 0, surroundings: false },
  /** The `log.pcap` of the vendor's pages: a quiet machine, captured for a while. */
  log: { sessionsPerSecond: 0.4, soundStreams: 2, videoStreams: 0, downloads: 0, surroundings: true },
} as const satisfies Readonly<Record<string, TrafficProfile>>;

export type ProfileName = keyof typeof PROFILES;
