import type { Random, Side } from '../builder/index.ts';
import {
  certificate,
  certificateRequest,
  certificateVerify,
  clientHello,
  clientKeyExchange,
  encryptedExtensions,
  type HelloFields,
  handshakeMessage,
  MESSAGES,
  newSessionTicket,
  serverHello,
  serverKeyExchange,
} from './messages.ts';
import type { TlsSession } from './session.ts';

/** Content types of records (RFC 8446 §5.1). */
export const CONTENT = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/** Which keys a direction goes on with. `session`: those of TLS 1.2 and before; the others are of TLS 1.3. */
export type KeyStage = 'early' | 'handshake' | 'application' | 'updated' | 'session';

/** One side sends content of one type; then, if told, it goes on with other keys. */
export interface TlsStep {
  readonly side: Side;
  readonly type: number;
  readonly content: Buffer;
  readonly keys?: KeyStage;
  /** Whose keys, where `keys` is `session`. */
  readonly session?: TlsSession;
}

/** What a handshake has besides what all have. */
export interface HandshakeShape {
  /** DER; empty: what is sent in place of a chain has no certificates. */
  readonly chain: readonly Buffer[];
  readonly asksClientCertificate: boolean;
  /** TLS 1.3: a HelloRetryRequest comes first. */
  readonly isRetried: boolean;
  /** TLS 1.3: data that the client sends before the handshake is complete; null: none. */
  readonly earlyData: Buffer | null;
}

const CHANGE_CIPHER_SPEC = Buffer.of(1);

/** The steps of a whole handshake. Nobody checks Finished and signatures: they are bytes by chance. */
export function handshakeSteps(
  session: TlsSession,
  shape: HandshakeShape,
  random: Random,
): readonly TlsStep[] {
  return session.fields.suite.version === '1.3'
    ? newSteps(session.fields, shape, random)
    : oldSteps(session, shape, random);
}

/** RFC 8446 §2. */
function newSteps(fields: HelloFields, shape: HandshakeShape, random: Random): readonly TlsStep[] {
  const { chain, asksClientCertificate, isRetried, earlyData } = shape;
  const message = (side: Side, type: number, body: Buffer): TlsStep =>
    said(side, handshakeMessage(type, body));
  const changed = (side: Side): TlsStep => ({
    side,
    type: CONTENT.changeCipherSpec,
    content: CHANGE_CIPHER_SPEC,
  });
  const own = (side: Side): readonly TlsStep[] => [
    said(side, certificate(fields, side === 'server' ? chain : [])),
    said(side, certificateVerify(random)),
  ];
  const finished = (side: Side, keys: KeyStage): TlsStep => ({
    ...message(side, MESSAGES.finished, random.bytes(fields.suite.hash === 'sha384' ? 48 : 32)),
    keys,
  });
  const hello = said('client', clientHello(fields, random));
  const early: readonly TlsStep[] =
    earlyData === null
      ? []
      : [
          { ...changed('client'), keys: 'early' },
          { side: 'client', type: CONTENT.applicationData, content: earlyData },
        ];
  const endOfEarly: readonly TlsStep[] =
    earlyData === null
      ? [{ ...changed('client'), keys: 'handshake' }]
      : [{ ...message('client', MESSAGES.endOfEarlyData, Buffer.alloc(0)), keys: 'handshake' }];
  return [
    ...(isRetried ? [hello, said('server', serverHello(fields, random, true))] : []),
    hello,
    ...early,
    said('server', serverHello(fields, random)),
    { ...changed('server'), keys: 'handshake' },
    said('server', encryptedExtensions(fields)),
    ...(asksClientCertificate ? [said('server', certificateRequest(fields))] : []),
    ...(fields.isResumed ? [] : own('server')),
    finished('server', 'application'),
    ...endOfEarly,
    ...(asksClientCertificate ? own('client') : []),
    finished('client', 'application'),
    said('server', newSessionTicket(fields, random)),
  ];
}

/** RFC 5246 §7.3. */
function oldSteps(session: TlsSession, shape: HandshakeShape, random: Random): readonly TlsStep[] {
  const { fields } = session;
  const message = (side: Side, type: number, length: number): TlsStep =>
    said(side, handshakeMessage(type, random.bytes(length)));
  const closing = (side: Side): readonly TlsStep[] => [
    {
      side,
      type: CONTENT.changeCipherSpec,
      content: CHANGE_CIPHER_SPEC,
      keys: 'session',
      session,
    },
    message(side, MESSAGES.finished, 12),
  ];
  const hellos = [said('client', clientHello(fields, random)), said('server', serverHello(fields, random))];
  if (fields.isResumed) return [...hellos, ...closing('server'), ...closing('client')];
  const { chain, asksClientCertificate } = shape;
  return [
    ...hellos,
    said('server', certificate(fields, chain)),
    said('server', serverKeyExchange(fields, random)),
    ...(asksClientCertificate ? [said('server', certificateRequest(fields))] : []),
    message('server', MESSAGES.serverHelloDone, 0),
    ...(asksClientCertificate ? [said('client', certificate(fields, []))] : []),
    said('client', clientKeyExchange(random)),
    ...closing('client'),
    said('server', newSessionTicket(fields, random)),
    ...closing('server'),
  ];
}

/** A side renews its keys; `asks`: the other side is to do the same (RFC 8446 §4.6.3). */
export function keyUpdate(side: Side, asks: boolean): TlsStep {
  return { ...said(side, handshakeMessage(MESSAGES.keyUpdate, Buffer.of(asks ? 1 : 0))), keys: 'updated' };
}

/** A side says that it sends no more (RFC 8446 §6.1). */
export function closeNotify(side: Side): TlsStep {
  return { side, type: CONTENT.alert, content: Buffer.from([1, 0]) };
}

function said(side: Side, content: Buffer): TlsStep {
  return { side, type: CONTENT.handshake, content };
}
