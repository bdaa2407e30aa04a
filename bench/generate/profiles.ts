import type { TlsSuiteName } from '../../samples/tls/index.ts';
import type { BulkLoad } from './bulk/index.ts';

/** What traffic a capture has, as rates. The size of the capture is given separately. */
export interface TrafficProfile extends BulkLoad {
  readonly sessionsPerSecond: number;
  /** What users do: a mix of everything, or nothing but connect. */
  readonly sessions: 'varied' | 'connect only';
  /** Whether calls go wrong in the ways of `faults.ts`; otherwise `check` finds nothing. */
  readonly faulty: boolean;
  /** Whether SIP, WebSocket, DNS and HTTP of others go on. */
  readonly surroundings: boolean;
  /** The suite of TLS that hooks are encrypted with; null: they are in clear text. */
  readonly tls: TlsSuiteName | null;
}

const HOOKS_ONLY = {
  soundStreams: 0,
  videoStreams: 0,
  downloads: 0,
  surroundings: false,
  faulty: false,
  tls: null,
} as const;

/** A busy call server, `tcpdump -i any`: a tenth of the frames are hook traffic. */
const MIXED = {
  sessionsPerSecond: 7.7,
  sessions: 'varied',
  soundStreams: 2,
  videoStreams: 10,
  downloads: 9,
  surroundings: true,
  faulty: false,
  tls: null,
} as const;

/** The kinds of capture that are measured. */
export const PROFILES = {
  mixed: MIXED,
  /** The same with faults. */
  'mixed-faulty': { ...MIXED, faulty: true },
  /** `tcpdump -i any port 9091` of a large installation: nothing but hooks. */
  hooks: { ...HOOKS_ONLY, sessionsPerSecond: 20, sessions: 'varied' },
  /** The same with faults. */
  'hooks-faulty': { ...HOOKS_ONLY, sessionsPerSecond: 20, sessions: 'varied', faulty: true },
  /** The same over TLS 1.3, and over TLS 1.2. */
  'hooks-tls13-faulty': {
    ...HOOKS_ONLY,
    sessionsPerSecond: 20,
    sessions: 'varied',
    faulty: true,
    tls: 'tls13-aes128-gcm',
  },
  'hooks-tls12-faulty': {
    ...HOOKS_ONLY,
    sessionsPerSecond: 20,
    sessions: 'varied',
    faulty: true,
    tls: 'tls12-aes128-gcm',
  },
  /** Nothing but hooks, and hundreds of new clients each second: as many sessions as possible. */
  sessions: { ...HOOKS_ONLY, sessionsPerSecond: 500, sessions: 'connect only' },
  /** The `log.pcap` of the vendor's pages: a quiet machine, captured for a while. */
  log: {
    sessionsPerSecond: 0.4,
    sessions: 'varied',
    soundStreams: 2,
    videoStreams: 0,
    downloads: 0,
    surroundings: true,
    faulty: false,
    tls: null,
  },
} as const satisfies Readonly<Record<string, TrafficProfile>>;

export type ProfileName = keyof typeof PROFILES;
