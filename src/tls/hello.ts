/** What a ClientHello or ServerHello says in clear (RFC 8446 §4.1, RFC 5246 §7.4.1). */
export interface Hello {
  /** The name of the server that the client asks for (RFC 6066 §3); null where it asks for none. Never in a ServerHello. */
  readonly serverName: string | null;
  /** The version that a ServerHello chose, or the highest that a ClientHello offers: 0x0303 is TLS 1.2, 0x0304 is TLS 1.3. */
  readonly version: number;
}

const VERSION_LENGTH = 2;
const RANDOM_LENGTH = 32;
const EXTENSION = { serverName: 0, supportedVersions: 43, headLength: 4 } as const;
/** In the list of names: its length (2), the type of the name (1), the name's length (2). */
const NAME_HEAD = 5;

/** Reads the body of a hello. `isClient`: a ClientHello. Null where it is broken. Never throws. */
export function readHello(body: Buffer, isClient: boolean): Hello | null {
  let at = VERSION_LENGTH + RANDOM_LENGTH;
  if (body.length < at + 1) return null;
  at += 1 + body[at];
  if (isClient) {
    if (body.length < at + 2) return null;
    at += 2 + body.readUInt16BE(at);
    if (body.length < at + 1) return null;
    at += 1 + body[at];
  } else {
    at += 3;
  }
  const old = body.readUInt16BE(0);
  // Extensions are absent from hellos of old versions.
  if (body.length < at + 2) return body.length >= at ? { serverName: null, version: old } : null;
  return extensionsOf(body, at + 2, Math.min(body.length, at + 2 + body.readUInt16BE(at)), isClient, old);
}

function extensionsOf(body: Buffer, start: number, end: number, isClient: boolean, old: number): Hello {
  let serverName: string | null = null;
  let version = old;
  let at = start;
  while (at + EXTENSION.headLength <= end) {
    const type = body.readUInt16BE(at);
    const data = at + EXTENSION.headLength;
    const next = data + body.readUInt16BE(at + 2);
    if (next > end) break;
    if (type === EXTENSION.serverName && isClient && next - data > NAME_HEAD) {
      const length = body.readUInt16BE(data + 3);
      serverName = body.toString('latin1', data + NAME_HEAD, Math.min(next, data + NAME_HEAD + length));
    } else if (type === EXTENSION.supportedVersions) {
      version = isClient ? highestVersion(body, data + 1, next, old) : versionAt(body, data, next, old);
    }
    at = next;
  }
  return { serverName, version };
}

function highestVersion(body: Buffer, start: number, end: number, old: number): number {
  let highest = old;
  for (let at = start; at + 2 <= end; at += 2) {
    const version = body.readUInt16BE(at);
    // Values that are no version are thrown in to keep servers tolerant (RFC 8701).
    if (version >> 8 === 3 && version > highest) highest = version;
  }
  return highest;
}

function versionAt(body: Buffer, start: number, end: number, old: number): number {
  return start + 2 <= end ? body.readUInt16BE(start) : old;
}
