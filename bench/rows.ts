import type { CommandName } from './commands.ts';
import type { ProfileName } from './generate/index.ts';

/** One capture and what is run on it. */
export interface Row {
  readonly title: string;
  readonly profile: ProfileName;
  /** Bytes. */
  readonly size: number;
  readonly gzipped: boolean;
  readonly commands: readonly CommandName[];
}

const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000_000_000;

export const ROWS = {
  mixed: {
    title: '1 GB mixed',
    profile: 'mixed',
    size: GIGABYTE,
    gzipped: false,
    commands: ['check', 'check, port detected', 'exchanges', 'tshark', 'cat', 'record walk'],
  },
  hooks: {
    title: '300 MB all hooks',
    profile: 'hooks',
    size: 300 * MEGABYTE,
    gzipped: false,
    commands: ['check', 'check, port detected', 'exchanges', 'tshark', 'cat', 'record walk'],
  },
  'hooks-faulty': {
    title: '300 MB all hooks, with faults',
    profile: 'hooks-faulty',
    size: 300 * MEGABYTE,
    gzipped: false,
    commands: ['check', 'exchanges', 'tshark', 'cat', 'record walk'],
  },
  'mixed-faulty': {
    title: '1 GB mixed, with faults',
    profile: 'mixed-faulty',
    size: GIGABYTE,
    gzipped: false,
    commands: ['check', 'check, port detected', 'exchanges', 'tshark', 'cat', 'record walk'],
  },
  'tls13-faulty': {
    title: '150 MB all hooks over TLS 1.3, with faults',
    profile: 'hooks-tls13-faulty',
    size: 150 * MEGABYTE,
    gzipped: false,
    commands: ['check', 'exchanges', 'tshark', 'record cipher', 'cat', 'record walk'],
  },
  'tls12-faulty': {
    title: '150 MB all hooks over TLS 1.2, with faults',
    profile: 'hooks-tls12-faulty',
    size: 150 * MEGABYTE,
    gzipped: false,
    commands: ['check', 'exchanges', 'tshark', 'record cipher', 'cat', 'record walk'],
  },
  log: {
    title: '5 MB log.pcap',
    profile: 'log',
    size: 5 * MEGABYTE,
    gzipped: false,
    commands: ['check', 'check, port detected', 'tshark', 'record walk', 'node -e 0'],
  },
  gzip: {
    title: '1 GB mixed, gzip',
    profile: 'mixed',
    size: GIGABYTE,
    gzipped: true,
    commands: ['check', 'zcat'],
  },
  large: {
    title: '10 GB mixed',
    profile: 'mixed',
    size: 10 * GIGABYTE,
    gzipped: false,
    commands: ['check', 'cat', 'record walk'],
  },
  'large-faulty': {
    title: '10 GB mixed, with faults',
    profile: 'mixed-faulty',
    size: 10 * GIGABYTE,
    gzipped: false,
    commands: ['check', 'cat', 'record walk'],
  },
  'sessions-tenth': {
    title: '360 MB, a hundred thousand sessions',
    profile: 'sessions',
    size: 0.36 * GIGABYTE,
    gzipped: false,
    commands: ['check', 'cat', 'record walk'],
  },
  sessions: {
    title: '3.6 GB, a million sessions',
    profile: 'sessions',
    size: 3.6 * GIGABYTE,
    gzipped: false,
    commands: ['check', 'cat', 'record walk'],
  },
} as const satisfies Readonly<Record<string, Row>>;

export type RowName = keyof typeof ROWS;

export function isRowName(name: string): name is RowName {
  return Object.hasOwn(ROWS, name);
}
