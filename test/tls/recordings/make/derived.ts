import { secretsMovedBehind, secretsSpread, withSecretsBefore } from './secrets-blocks.ts';

/** A recording with its key log. */
export interface Base {
  /** A classic capture. */
  readonly capture: Buffer;
  readonly keyLog: string;
  /** For files that are needed in between. */
  readonly folder: string;
}

/** A reading that is made of a recording: with another key log, or with the secrets in the capture. */
export interface Derived {
  readonly name: string;
  readonly about: string;
  /** Name of the recording. */
  readonly base: string;
  readonly make: (base: Base) => { readonly keyLog: string } | { readonly pcapng: Buffer } | null;
  /** The number of a connection that cannot be decrypted, by its place among the key log's clients. */
  readonly lacksClient?: number;
  /** True where nothing can be decrypted. */
  readonly lacksAll?: boolean;
  /** Why tshark is not followed. */
  readonly correction?: string;
}

const ONE_PASS = 'tshark needs the secrets before the packets; with two passes they may come later.';

export const DERIVED: readonly Derived[] = [
  {
    name: 'keys-garbled',
    about: 'A key log with comments, lines that are none, CR LF, and hexadecimal in upper case.',
    base: 'tls13-resumed',
    make: ({ keyLog }) => ({ keyLog: garbled(keyLog) }),
  },
  {
    name: 'keys-lacking-one',
    about: 'A key log that lacks one of three connections of TLS 1.3.',
    base: 'tls13-three-at-once',
    make: ({ keyLog }) => ({ keyLog: ofClients(keyLog, 1, () => null) }),
    lacksClient: 1,
  },
  {
    name: 'keys-wrong-for-one',
    about: 'A key log with wrong secrets for one of three connections of TLS 1.3.',
    base: 'tls13-three-at-once',
    make: ({ keyLog }) => ({ keyLog: ofClients(keyLog, 2, wrong) }),
    lacksClient: 2,
  },
  {
    name: 'keys-wrong-for-one-of-tls12',
    about: 'A key log with a wrong secret for one of three connections of TLS 1.2.',
    base: 'tls12-three-at-once',
    make: ({ keyLog }) => ({ keyLog: ofClients(keyLog, 0, wrong) }),
    lacksClient: 0,
  },
  {
    name: 'keys-absent',
    about: 'TLS 1.3 without a key log.',
    base: 'tls13-aes128-gcm',
    make: () => null,
    lacksAll: true,
  },
  {
    name: 'secrets-before',
    about: 'The secrets are in a Decryption Secrets Block before the packets.',
    base: 'tls13-resumed',
    make: ({ capture, keyLog, folder }) => ({ pcapng: withSecretsBefore(capture, keyLog, folder) }),
  },
  {
    name: 'secrets-behind',
    about: 'The secrets are in a Decryption Secrets Block after the packets.',
    base: 'tls12-resumed-by-ticket',
    make: ({ capture, keyLog, folder }) => ({
      pcapng: secretsMovedBehind(withSecretsBefore(capture, keyLog, folder)),
    }),
    correction: ONE_PASS,
  },
  {
    name: 'secrets-spread',
    about: 'Each secret is in a Decryption Secrets Block of its own, somewhere among the packets.',
    base: 'tls13-resumed',
    make: ({ capture, keyLog, folder }) => ({
      pcapng: secretsSpread(withSecretsBefore(capture, keyLog, folder)),
    }),
    correction: ONE_PASS,
  },
];

function garbled(keyLog: string): string {
  const [comment, ...bad] = [
    '# made by a program that likes to talk',
    '',
    'CLIENT_RANDOM',
    'CLIENT_RANDOM 00 11',
    `CLIENT_TRAFFIC_SECRET_0 ${'0'.repeat(64)} ${'z'.repeat(64)}`,
    `SOMETHING_ELSE ${'1'.repeat(64)} ${'2'.repeat(64)}`,
    `${'ä'.repeat(40)} \u0000`,
  ];
  const lines = linesOf(keyLog).flatMap((line, index) => {
    const [label = '', random = '', secret = ''] = line.split(' ');
    return [bad[index % bad.length] ?? '', `${label} ${random.toUpperCase()} ${secret.toUpperCase()}`];
  });
  return [comment, ...lines].map((line) => `${line}\r\n`).join('');
}

/** The log with the lines of one client, by its place, changed or (null) left out. */
function ofClients(keyLog: string, place: number, change: (line: string) => string | null): string {
  const client = clientsOf(keyLog)[place];
  return linesOf(keyLog)
    .map((line) => (line.split(' ')[1] === client ? change(line) : line))
    .flatMap((line) => (line === null ? [] : [`${line}\n`]))
    .join('');
}

/** The clients' randoms in the order in which they occur. */
export function clientsOf(keyLog: string): readonly string[] {
  return [...new Set(linesOf(keyLog).map((line) => line.split(' ')[1] ?? ''))];
}

function wrong(line: string): string {
  const [label, random, secret = ''] = line.split(' ');
  const changed = Buffer.from(Buffer.from(secret, 'hex').map((byte) => byte ^ 0x5a));
  return `${label} ${random} ${changed.toString('hex')}`;
}

function linesOf(keyLog: string): readonly string[] {
  return keyLog.split('\n').filter((line) => line !== '');
}
