import { MAX_EVIDENCE_FRAMES } from '../base/limits.ts';
import {
  list,
  nullable,
  oneOf,
  record,
  type Shape,
  type ShownTexts,
  text,
  whole,
} from '../base/shape/index.ts';
import type { OtherRequests } from './other-requests.ts';

const BODY_KINDS: Readonly<Record<OtherRequests['body'], true>> = {
  object: true,
  partial: true,
  other: true,
  broken: true,
  'too-deep': true,
  encoded: true,
  empty: true,
};

/** Requests that are no hooks, by what they have in common. */
export function otherRequestsShape(
  { text: shown }: ShownTexts,
  connection: Shape<number>,
): Shape<OtherRequests> {
  return record<OtherRequests>({
    server: text,
    port: whole,
    method: nullable(shown),
    // It was masked when it was noted.
    path: shown,
    contentType: nullable(shown),
    status: nullable(whole),
    software: nullable(shown),
    names: nullable(record<NonNullable<OtherRequests['names']>>({ method: text, dialect: text })),
    body: oneOf<OtherRequests['body']>(BODY_KINDS),
    unsupported: nullable(text),
    count: whole,
    connection,
    frames: list(whole, MAX_EVIDENCE_FRAMES),
  });
}
