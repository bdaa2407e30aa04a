/** Hooks of OvenMediaEngine, written from its documents on admission webhooks and alerts. */
import { createHmac } from 'node:crypto';
import { headerBlock } from './http-form.ts';
import type { JsonObject } from './json.ts';

/** SecretKey of the server's configuration. */
export const OME_SECRET = 'an-example-of-a-secret-key';

export interface OmeClient {
  readonly address: string;
  readonly port: number;
  /** Of those that speak HTTP. */
  readonly userAgent?: string;
}

export interface OmeRequest {
  readonly direction: 'incoming' | 'outgoing';
  /** As the program writes it: `WebRTC`, `RTMP`, `SRT`, `LLHLS`, `HLSv3`, `Thumbnail`. */
  readonly protocol: string;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** The body of an admission webhook; its members are sorted by name, as the program's JSON library does. */
export function admissionPayload(
  status: 'opening' | 'closing',
  { address, port, userAgent }: OmeClient,
  { direction, protocol, url, time }: OmeRequest,
): JsonObject {
  return {
    client: {
      address,
      port,
      real_ip: address,
      ...(userAgent === undefined ? {} : { user_agent: userAgent }),
    },
    request: { direction, protocol, status, time: new Date(time).toISOString(), url },
  };
}

/** The body of an alert. */
export function alertPayload(
  sourceUri: string,
  messages: readonly (readonly [code: string, description: string])[],
): JsonObject {
  return {
    messages: messages.map(([code, description]) => ({ code, description })),
    sourceInfo: {
      createdTime: '2023-11-14T22:13:21.487+00:00',
      name: sourceUri.slice(sourceUri.lastIndexOf('/') + 1),
      sourceType: 'Rtmp',
      sourceUrl: 'TCP://198.51.100.44:10639',
      tracks: [
        { id: 0, name: 'Video', type: 'Video', video: { bitrate: 300_000, bypass: false, codec: 'H264' } },
      ],
    },
    sourceUri,
    type: 'INGRESS',
  };
}

/** The request as the program's client writes it. */
export function omeRequest(host: string, path: string, payload: JsonObject, secret = OME_SECRET): Buffer {
  const body = Buffer.from(JSON.stringify(payload));
  const header = headerBlock(`POST ${path} HTTP/1.1`, [
    ['Host', host],
    ['Content-Length', String(body.length)],
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
    ['X-OME-Signature', createHmac('sha1', secret).update(body).digest('base64url')],
  ]);
  return Buffer.concat([header, body]);
}
