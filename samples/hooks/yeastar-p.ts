import { createHmac } from 'node:crypto';
import { headerBlock } from './http-form.ts';
import type { JsonObject } from './json.ts';

/** An event of a P-series PBX: its message is a JSON text within a string. */
export function yeastarPEvent(
  type: number,
  message: JsonObject,
  sn: string | null = '3633D2199999',
): JsonObject {
  return { type, ...(sn === null ? {} : { sn }), msg: JSON.stringify(message) };
}

/** The event as the PBX posts it, signed with the secret of the webhook. */
export function yeastarPRequest(host: string, path: string, event: JsonObject, secret: string): Buffer {
  const body = Buffer.from(JSON.stringify(event));
  const header = headerBlock(`POST ${path} HTTP/1.1`, [
    ['Host', host],
    ['Content-Type', 'application/json'],
    ['X-Signature', createHmac('sha256', secret).update(body).digest('base64')],
    ['Content-Length', String(body.length)],
    ['Connection', 'close'],
  ]);
  return Buffer.concat([header, body]);
}
