import type { Random } from '../builder/index.ts';
import { TLS_VERSIONS, type TlsSuite } from './suites.ts';

/** Handshake messages (RFC 8446 §4, RFC 5246 §7.4), by their standard numbers. */
export const MESSAGES = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  endOfEarlyData: 5,
  encryptedExtensions: 8,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
  keyUpdate: 24,
} as const;

const EXTENSIONS = {
  serverName: 0,
  signatureAlgorithms: 13,
  protocols: 16,
  encryptThenMac: 22,
  extendedMasterSecret: 23,
  preSharedKey: 41,
  earlyData: 42,
  supportedVersions: 43,
  pskModes: 45,
  keyShare: 51,
} as const;

/** The random of a ServerHello that is a HelloRetryRequest (RFC 8446 §4.1.3). */
const HELLO_RETRY_RANDOM = Buffer.from(
  'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c',
  'hex',
);
const X25519 = 0x001d;
const ECDSA_SHA256 = 0x0403;
const SIGNATURE_BYTES = 71;

/** What hellos say. */
export interface HelloFields {
  readonly suite: TlsSuite;
  readonly clientRandom: Buffer;
  readonly serverRandom: Buffer;
  readonly sessionId: Buffer;
  /** Null: no name is asked for. */
  readonly serverName: string | null;
  /** ALPN: the client offers all, the server takes the first. */
  readonly protocols: readonly string[];
  readonly encryptThenMac: boolean;
  readonly hasEarlyData: boolean;
  /** The client offers a PSK or ticket, and the server takes it. */
  readonly isResumed: boolean;
}

/** A handshake message with its head. */
export function handshakeMessage(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), uint24(body.length), body]);
}

export function clientHello(fields: HelloFields, random: Random): Buffer {
  const { suite, clientRandom, sessionId, serverName, protocols, encryptThenMac } = fields;
  const name = Buffer.from(serverName ?? '', 'latin1');
  const isNew = suite.version === '1.3';
  const extensions = [
    serverName === null ? [] : [extension(EXTENSIONS.serverName, vector16([Buffer.of(0), vector16([name])]))],
    protocols.length === 0 ? [] : [extension(EXTENSIONS.protocols, protocolList(protocols))],
    encryptThenMac ? [extension(EXTENSIONS.encryptThenMac, Buffer.alloc(0))] : [],
    [extension(EXTENSIONS.extendedMasterSecret, Buffer.alloc(0))],
    isNew ? [extension(EXTENSIONS.supportedVersions, vector8([uint16(TLS_VERSIONS['1.3'])]))] : [],
    isNew ? [extension(EXTENSIONS.keyShare, vector16([keyShare(random)]))] : [],
    isNew ? [extension(EXTENSIONS.pskModes, vector8([Buffer.of(1)]))] : [],
    fields.hasEarlyData ? [extension(EXTENSIONS.earlyData, Buffer.alloc(0))] : [],
    isNew && fields.isResumed ? [extension(EXTENSIONS.preSharedKey, offeredPsk(random))] : [],
  ].flat();
  return handshakeMessage(
    MESSAGES.clientHello,
    Buffer.concat([
      uint16(Math.min(TLS_VERSIONS[suite.version], TLS_VERSIONS['1.2'])),
      clientRandom,
      vector8([sessionId]),
      vector16([uint16(suite.number), uint16(0x00ff)]),
      vector8([Buffer.of(0)]),
      vector16(extensions),
    ]),
  );
}

/** `isRetry`: a HelloRetryRequest. */
export function serverHello(fields: HelloFields, random: Random, isRetry = false): Buffer {
  const { suite, serverRandom, sessionId, protocols, encryptThenMac, isResumed } = fields;
  const isNew = suite.version === '1.3';
  const share = isRetry ? uint16(X25519) : keyShare(random);
  const extensions = isNew
    ? [
        extension(EXTENSIONS.supportedVersions, uint16(TLS_VERSIONS['1.3'])),
        extension(EXTENSIONS.keyShare, share),
        ...(isResumed && !isRetry ? [extension(EXTENSIONS.preSharedKey, uint16(0))] : []),
      ]
    : [
        extension(EXTENSIONS.extendedMasterSecret, Buffer.alloc(0)),
        ...(encryptThenMac ? [extension(EXTENSIONS.encryptThenMac, Buffer.alloc(0))] : []),
        ...(protocols.length === 0
          ? []
          : [extension(EXTENSIONS.protocols, protocolList(protocols.slice(0, 1)))]),
      ];
  return handshakeMessage(
    MESSAGES.serverHello,
    Buffer.concat([
      uint16(Math.min(TLS_VERSIONS[suite.version], TLS_VERSIONS['1.2'])),
      isRetry ? HELLO_RETRY_RANDOM : serverRandom,
      vector8([sessionId]),
      uint16(suite.number),
      Buffer.of(0),
      vector16(extensions),
    ]),
  );
}

export function encryptedExtensions({ protocols, hasEarlyData }: HelloFields): Buffer {
  const extensions = [
    ...(protocols.length === 0 ? [] : [extension(EXTENSIONS.protocols, protocolList(protocols.slice(0, 1)))]),
    ...(hasEarlyData ? [extension(EXTENSIONS.earlyData, Buffer.alloc(0))] : []),
  ];
  return handshakeMessage(MESSAGES.encryptedExtensions, vector16(extensions));
}

/** A Certificate message with a chain of DER certificates (RFC 8446 §4.4.2, RFC 5246 §7.4.2). */
export function certificate({ suite }: HelloFields, chain: readonly Buffer[]): Buffer {
  const isNew = suite.version === '1.3';
  const entries = chain.map((one) => Buffer.concat([uint24(one.length), one, ...(isNew ? [uint16(0)] : [])]));
  const list = Buffer.concat(entries);
  const body = Buffer.concat([...(isNew ? [Buffer.of(0)] : []), uint24(list.length), list]);
  return handshakeMessage(MESSAGES.certificate, body);
}

/** A CertificateRequest that takes ECDSA and names no authority (RFC 8446 §4.3.2, RFC 5246 §7.4.4). */
export function certificateRequest({ suite: { version } }: HelloFields): Buffer {
  const algorithms = vector16([uint16(ECDSA_SHA256)]);
  const body =
    version === '1.3'
      ? [Buffer.of(0), vector16([extension(EXTENSIONS.signatureAlgorithms, algorithms)])]
      : [vector8([Buffer.of(64)]), ...(version === '1.2' ? [algorithms] : []), uint16(0)];
  return handshakeMessage(MESSAGES.certificateRequest, Buffer.concat(body));
}

/** A ServerKeyExchange with a share for X25519 (RFC 8422 §5.4). */
export function serverKeyExchange({ suite: { version } }: HelloFields, random: Random): Buffer {
  const share = [Buffer.of(3), uint16(X25519), vector8([random.bytes(32)])];
  return handshakeMessage(
    MESSAGES.serverKeyExchange,
    Buffer.concat([...share, ...(version === '1.2' ? [uint16(ECDSA_SHA256)] : []), signature(random)]),
  );
}

/** A ClientKeyExchange with a share for X25519 (RFC 8422 §5.7). */
export function clientKeyExchange(random: Random): Buffer {
  return handshakeMessage(MESSAGES.clientKeyExchange, vector8([random.bytes(32)]));
}

/** RFC 8446 §4.4.3. */
export function certificateVerify(random: Random): Buffer {
  return handshakeMessage(
    MESSAGES.certificateVerify,
    Buffer.concat([uint16(ECDSA_SHA256), signature(random)]),
  );
}

/** RFC 8446 §4.6.1, RFC 5077 §3.3. */
export function newSessionTicket({ suite: { version } }: HelloFields, random: Random): Buffer {
  const lifetime = Buffer.from([0, 0, 28, 32]);
  const ticket = vector16([random.bytes(120)]);
  const body =
    version === '1.3'
      ? [lifetime, random.bytes(4), vector8([random.bytes(8)]), ticket, uint16(0)]
      : [lifetime, ticket];
  return handshakeMessage(MESSAGES.newSessionTicket, Buffer.concat(body));
}

function signature(random: Random): Buffer {
  return vector16([random.bytes(SIGNATURE_BYTES)]);
}

function offeredPsk(random: Random): Buffer {
  const identity = Buffer.concat([vector16([random.bytes(64)]), random.bytes(4)]);
  return Buffer.concat([vector16([identity]), vector16([vector8([random.bytes(32)])])]);
}

function keyShare(random: Random): Buffer {
  return Buffer.concat([uint16(X25519), vector16([random.bytes(32)])]);
}

function protocolList(protocols: readonly string[]): Buffer {
  return vector16(protocols.map((protocol) => vector8([Buffer.from(protocol, 'latin1')])));
}

function extension(type: number, data: Buffer): Buffer {
  return Buffer.concat([uint16(type), vector16([data])]);
}

function vector8(parts: readonly Buffer[]): Buffer {
  const data = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(data.length), data]);
}

function vector16(parts: readonly Buffer[]): Buffer {
  const data = Buffer.concat(parts);
  return Buffer.concat([uint16(data.length), data]);
}

function uint16(value: number): Buffer {
  return Buffer.from([(value >> 8) & 0xff, value & 0xff]);
}

function uint24(value: number): Buffer {
  return Buffer.from([(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]);
}
