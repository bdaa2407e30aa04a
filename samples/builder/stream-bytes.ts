import type { Random } from './random.ts';

const CONTENT_TYPES = { handshake: 22, applicationData: 23 } as const;

/** A TLS 1.2 record (RFC 5246 section 6.2.1) of application data with content by chance. */
export function tlsRecord(random: Random, contentBytes: number): Buffer {
  return tlsFrame(CONTENT_TYPES.applicationData, random.bytes(contentBytes));
}

/** A ClientHello (RFC 5246 section 7.4.1.2) that offers two cipher suites and names no server. */
export function tlsClientHello(random: Random): Buffer {
  const suites = Buffer.from('0004c02fc030', 'hex');
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    random.bytes(32),
    Buffer.from([0]),
    suites,
    Buffer.from([1, 0]),
  ]);
  return tlsFrame(CONTENT_TYPES.handshake, handshake(1, body));
}

/** A ServerHello followed by ServerHelloDone. */
export function tlsServerHello(random: Random): Buffer {
  const hello = Buffer.concat([Buffer.from([3, 3]), random.bytes(32), Buffer.from([0, 0xc0, 0x2f, 0])]);
  const done = handshake(14, Buffer.alloc(0));
  return tlsFrame(CONTENT_TYPES.handshake, Buffer.concat([handshake(2, hello), done]));
}

function handshake(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type, 0, body.length >> 8, body.length & 0xff]), body]);
}

function tlsFrame(contentType: number, content: Buffer): Buffer {
  const header = Buffer.from([contentType, 3, 3, content.length >> 8, content.length & 0xff]);
  return Buffer.concat([header, content]);
}

/** The request that turns an HTTP connection into a WebSocket (RFC 6455 section 1.3, with its example key). */
export function webSocketRequest(host: string): Buffer {
  return Buffer.from(
    `GET / HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
}

/** The answer that grants it. */
export function webSocketAnswer(): Buffer {
  return Buffer.from(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
  );
}

/** A text frame (RFC 6455 section 5.2); what a client sends is masked. */
export function webSocketText(text: string, mask?: Buffer): Buffer {
  const payload = Buffer.from(text);
  const masked = mask === undefined ? 0 : 0x80;
  const length =
    payload.length < 126
      ? [masked | payload.length]
      : [masked | 126, payload.length >> 8, payload.length & 0xff];
  if (mask !== undefined)
    for (let at = 0; at < payload.length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return Buffer.concat([Buffer.from([0x81, ...length]), mask?.subarray(0, 4) ?? Buffer.alloc(0), payload]);
}
