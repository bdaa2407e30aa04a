import { Buffer } from 'node:buffer';

/** What a ClientHello or ServerHello says (RFC 8446 §4.1, RFC 5246 §7.4.1). Nothing of it lies in the buffer that it was read from. */
export interface Hello {
  readonly random: Buffer;
  readonly sessionId: Buffer;
  /** The suite that a ServerHello chose; null in a ClientHello, and where the hello is cut off before it. */
  readonly suite: number | null;
  /** The compression that a ServerHello chose (RFC 3749): 0 is none, 1 is DEFLATE. Null as for `suite`. */
  readonly compression: number | null;
  /** The name of the server that the client asks for (RFC 6066 §3); null where it asks for none. Never in a ServerHello. */
  readonly serverName: string | null;
  /** The version that a ServerHello chose, or the highest that a ClientHello offers: 0x0303 is TLS 1.2, 0x0304 is TLS 1.3. */
  readonly version: number;
  /** Protocols of the ALPN extension (RFC 7301 §3.1). */
  readonly protocols: readonly string[];
  /** Extensions that it has. */
  readonly hasEncryptThenMac: boolean;
  readonly hasExtendedMaster: boolean;
  readonly hasPreSharedKey: boolean;
  readonly hasEarlyData: boolean;
  /** It is a HelloRetryRequest (RFC 8446 §4.1.3): the client sends another hello. */
  readonly isRetry: boolean;
}

const VERSION_LENGTH = 2;
const RANDOM_LENGTH = 32;
const MAX_SESSION_ID_LENGTH = 32;
/** Types of extensions (IANA "TLS ExtensionType Values"). */
const EXTENSION = {
  serverName: 0,
  protocols: 16,
  encryptThenMac: 22,
  extendedMaster: 23,
  preSharedKey: 41,
  earlyData: 42,
  supportedVersions: 43,
  headLength: 4,
} as const;
/** In the list of names: its length (2), the type of the name (1), the name's length (2). */
const NAME_HEAD = 5;
/** Protocols of one hello that are kept; programs offer two. */
const MAX_PROTOCOLS = 16;
/** The random of a HelloRetryRequest: the SHA-256 of that word (RFC 8446 §4.1.3). */
const RETRY_RANDOM = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');

/** Reads the body of a hello. `isClient`: a ClientHello. Null where it is broken. Never throws. */
export function readHello(body: Buffer, isClient: boolean): Hello | null {
  const randomEnd = VERSION_LENGTH + RANDOM_LENGTH;
  if (body.length < randomEnd + 1) return null;
  const sessionLength = body[randomEnd];
  let at = randomEnd + 1 + sessionLength;
  const suite = isClient || body.length < at + 2 ? null : body.readUInt16BE(at);
  const compression = isClient || body.length < at + 3 ? null : body[at + 2];
  if (isClient) {
    if (body.length < at + 2) return null;
    at += 2 + body.readUInt16BE(at);
    if (body.length < at + 1) return null;
    at += 1 + body[at];
  } else {
    at += 3;
  }
  if (body.length < at) return null;
  const random = Buffer.from(body.subarray(VERSION_LENGTH, randomEnd));
  const sessionEnd = randomEnd + 1 + Math.min(sessionLength, MAX_SESSION_ID_LENGTH);
  // Extensions are absent from hellos of old versions.
  const hasExtensions = body.length >= at + 2;
  const end = hasExtensions ? Math.min(body.length, at + 2 + body.readUInt16BE(at)) : at;
  const found = extensionsOf(body, hasExtensions ? at + 2 : at, end);
  const protocols = found.get(EXTENSION.protocols);
  const serverName = found.get(EXTENSION.serverName);
  return {
    random,
    sessionId: Buffer.from(body.subarray(randomEnd + 1, sessionEnd)),
    suite,
    compression,
    serverName: isClient && serverName !== undefined ? nameOf(serverName) : null,
    version: versionOf(body.readUInt16BE(0), found.get(EXTENSION.supportedVersions), isClient),
    protocols: protocols === undefined ? [] : protocolsOf(protocols),
    hasEncryptThenMac: found.has(EXTENSION.encryptThenMac),
    hasExtendedMaster: found.has(EXTENSION.extendedMaster),
    hasPreSharedKey: found.has(EXTENSION.preSharedKey),
    hasEarlyData: found.has(EXTENSION.earlyData),
    isRetry: !isClient && random.equals(RETRY_RANDOM),
  };
}

/** What the body of EncryptedExtensions says (RFC 8446 §4.3.1): the protocol chosen, and whether early data are accepted. */
export function readEncryptedExtensions(body: Buffer): {
  readonly protocol: string | null;
  readonly hasEarlyData: boolean;
} {
  const end = body.length < 2 ? 0 : Math.min(body.length, 2 + body.readUInt16BE(0));
  const found = extensionsOf(body, 2, end);
  const protocols = found.get(EXTENSION.protocols);
  return {
    protocol: protocols === undefined ? null : (protocolsOf(protocols)[0] ?? null),
    hasEarlyData: found.has(EXTENSION.earlyData),
  };
}

/** The extensions of known types, the first of each, by their type. */
function extensionsOf(body: Buffer, start: number, end: number): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  let at = start;
  while (at + EXTENSION.headLength <= end) {
    const type = body.readUInt16BE(at);
    const data = at + EXTENSION.headLength;
    const next = data + body.readUInt16BE(at + 2);
    if (next > end) break;
    if (!found.has(type)) found.set(type, body.subarray(data, next));
    at = next;
  }
  return found;
}

function nameOf(data: Buffer): string | null {
  if (data.length <= NAME_HEAD) return null;
  const length = data.readUInt16BE(NAME_HEAD - 2);
  return data.toString('latin1', NAME_HEAD, Math.min(data.length, NAME_HEAD + length));
}

/** `old`: the version of the hello itself; `data`: the extension that stands for it since TLS 1.3. */
function versionOf(old: number, data: Buffer | undefined, isClient: boolean): number {
  if (data === undefined) return old;
  if (!isClient) return data.length >= 2 ? data.readUInt16BE(0) : old;
  let highest = old;
  for (let at = 1; at + 2 <= data.length; at += 2) {
    const version = data.readUInt16BE(at);
    // Values that are no version are thrown in to keep servers tolerant (RFC 8701).
    if (version >> 8 === 3 && version > highest) highest = version;
  }
  return highest;
}

/** A list with its length in front, of names each with its length in front. */
function protocolsOf(data: Buffer): readonly string[] {
  const protocols: string[] = [];
  let at = 2;
  while (at < data.length && protocols.length < MAX_PROTOCOLS) {
    const end = at + 1 + data[at];
    if (end > data.length || data[at] === 0) break;
    protocols.push(data.toString('latin1', at + 1, end));
    at = end;
  }
  return protocols;
}
