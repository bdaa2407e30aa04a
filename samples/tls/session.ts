import type { Random, Side } from '../builder/index.ts';
import type { HelloFields } from './messages.ts';

/** The secrets of one session by chance, with what its hellos say. */
export interface TlsSession {
  readonly fields: HelloFields;
  /** TLS 1.2 and before: 48 bytes. */
  readonly master: Buffer;
  /** TLS 1.3. */
  readonly secrets: Readonly<Record<'early' | 'handshake' | 'application', Readonly<Record<Side, Buffer>>>>;
}

export function newSession(
  fields: Omit<HelloFields, 'clientRandom' | 'serverRandom' | 'sessionId'>,
  random: Random,
): TlsSession {
  const length = fields.suite.hash === 'sha384' ? 48 : 32;
  const both = () => ({ client: random.bytes(length), server: random.bytes(length) });
  return {
    fields: {
      ...fields,
      clientRandom: random.bytes(32),
      serverRandom: random.bytes(32),
      sessionId: random.bytes(32),
    },
    master: random.bytes(48),
    secrets: { early: both(), handshake: both(), application: both() },
  };
}

/** The lines of a key log for a session (draft-ietf-tls-keylogfile). */
export function keyLogLines({ fields, master, secrets }: TlsSession): readonly string[] {
  const random = fields.clientRandom.toString('hex');
  if (fields.suite.version !== '1.3') return [`CLIENT_RANDOM ${random} ${master.toString('hex')}`];
  const { early, handshake, application } = secrets;
  const lines: readonly (readonly [label: string, secret: Buffer])[] = [
    ...(fields.hasEarlyData ? ([['CLIENT_EARLY_TRAFFIC_SECRET', early.client]] as const) : []),
    ['CLIENT_HANDSHAKE_TRAFFIC_SECRET', handshake.client],
    ['SERVER_HANDSHAKE_TRAFFIC_SECRET', handshake.server],
    ['CLIENT_TRAFFIC_SECRET_0', application.client],
    ['SERVER_TRAFFIC_SECRET_0', application.server],
  ];
  return lines.map(([label, secret]) => `${label} ${random} ${secret.toString('hex')}`);
}
