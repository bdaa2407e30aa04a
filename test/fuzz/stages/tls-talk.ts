import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Random } from '../../../samples/builder/index.ts';
import {
  CONTENT,
  closeNotify,
  handshakeSteps,
  keyLogLines,
  keyUpdate,
  newSession,
  type SealOptions,
  TLS_SUITE_NAMES,
  TLS_SUITES,
  type TlsSession,
  type TlsStep,
  TlsWriter,
} from '../../../samples/tls/index.ts';
import type { Saying } from './talk.ts';

/** A connection over TLS that is sound: what both sides send in turn, and the secrets for it. */
export interface TlsTalk {
  readonly session: TlsSession;
  readonly steps: readonly TlsStep[];
  readonly keyLog: string;
}

const CHAIN: readonly Buffer[] = [...certificatesOf('certificates.pem')];

/** A sound talk of a suite and shape by chance that carries these messages. `protocol`: what ALPN chooses; null: there is none. */
export function tlsTalk(sayings: readonly Saying[], random: Random, protocol: string | null = null): TlsTalk {
  const suite = TLS_SUITES[random.pick(TLS_SUITE_NAMES)];
  const isNew = suite.version === '1.3';
  const [first, ...others] = sayings;
  const isEarly = isNew && first?.side === 'request' && random.chance(0.15);
  const fields = {
    suite,
    serverName: random.chance(0.8) ? 'backend.example' : null,
    protocols: protocol === null ? [] : [protocol, 'http/1.1'],
    encryptThenMac: suite.protection.kind === 'cbc' && random.chance(0.5),
    // Early data are encrypted with a key that an earlier session left.
    isResumed: isEarly || random.chance(0.3),
  };
  const session = newSession({ ...fields, hasEarlyData: isEarly }, random);
  const shape = {
    chain: CHAIN.slice(0, random.between(0, CHAIN.length)),
    asksClientCertificate: random.chance(0.2),
    isRetried: isNew && !isEarly && random.chance(0.15),
    earlyData: isEarly ? first.bytes : null,
  };
  const steps = [...handshakeSteps(session, shape, random)];
  const lines = [...keyLogLines(session)];
  for (const { side, bytes } of isEarly ? others : sayings) {
    steps.push({
      side: side === 'request' ? 'client' : 'server',
      type: CONTENT.applicationData,
      content: bytes,
    });
    if (isNew && random.chance(0.15))
      steps.push(keyUpdate(random.pick(['client', 'server']), random.chance(0.5)));
    if (!isNew && random.chance(0.08)) {
      const again = newSession({ ...fields, hasEarlyData: false }, random);
      steps.push(...handshakeSteps(again, shape, random));
      lines.push(...keyLogLines(again));
    }
  }
  if (random.chance(0.6)) steps.push(closeNotify(random.pick(['client', 'server'])));
  return { session, steps, keyLog: lines.map((line) => `${line}\n`).join('') };
}

/** A record with the side that sends it. */
export interface SentRecord {
  readonly side: Saying['side'];
  readonly bytes: Buffer;
}

/** The records of a talk: steps of the handshake may be cut into several. */
export function recordsOf(
  { session, steps }: Pick<TlsTalk, 'session' | 'steps'>,
  random: Random,
): SentRecord[] {
  const writer = new TlsWriter(session, random);
  const most = random.chance(0.25) ? random.pick([60, 300, 1000]) : undefined;
  return steps.flatMap((step) => {
    const options: SealOptions = random.chance(0.1) ? { padding: random.between(1, 300) } : {};
    const least = Math.ceil(step.content.length / 100);
    return writer
      .write(step, options, most === undefined ? undefined : Math.max(most, least))
      .map((bytes): SentRecord => ({ side: step.side === 'client' ? 'request' : 'answer', bytes }));
  });
}

/** Records as what is said: those that follow each other from one side are written at once. */
export function sayingsOf(records: readonly SentRecord[]): readonly Saying[] {
  const sayings: { side: Saying['side']; bytes: Buffer }[] = [];
  for (const { side, bytes } of records) {
    const last = sayings.at(-1);
    if (last?.side === side) last.bytes = Buffer.concat([last.bytes, bytes]);
    else sayings.push({ side, bytes });
  }
  return sayings;
}

/** A file of certificates in PEM, as DER. */
function certificatesOf(name: string): readonly Buffer[] {
  const text = readFileSync(new URL(`../seeds/${name}`, import.meta.url), 'utf8');
  return text
    .split(/(?<=-----END CERTIFICATE-----)/)
    .filter((one) => one.includes('BEGIN'))
    .map((one) => new X509Certificate(one).raw);
}
