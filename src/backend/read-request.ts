import type { Buffer } from 'node:buffer';
import type { Instant } from '../base/time.ts';
import { type InspectionOptions, inspectCall } from '../checks/index.ts';
import type { Dialect } from '../dialects/index.ts';
import { readCall } from '../hooks/index.ts';
import { type Body, type Exchange, headerValue, type Placement, type RequestMessage } from '../http/index.ts';
import { type BackendAnswer, consentTo } from './answers.ts';
import type { ReadRequest, ReceivedRequest } from './received.ts';

/** Reads a request as a hook of one of the dialects, and checks it. */
export function readRequest(
  received: ReceivedRequest,
  dialects: readonly Dialect[],
  inspection: InspectionOptions,
): ReadRequest {
  const origin = { stream: 0, ...received };
  const asked = readCall(dialects, origin, exchangeOf(received, null));
  if (asked === null || asked.certainty === 'other') return { received, hook: null, notes: [] };
  // What is checked is the request: the answer to it is one in which there is nothing to find.
  const answer = consentTo(asked.call.dialect, asked.call.methodSpec, received);
  const hook = readCall([asked.call.dialect], origin, exchangeOf(received, answer)) ?? asked;
  return { received, hook, notes: inspectCall(hook, inspection) };
}

function exchangeOf(received: ReceivedRequest, answer: BackendAnswer | null): Exchange {
  const place = placeAt(received.time);
  const request: RequestMessage = {
    ...place,
    method: received.method,
    target: received.target,
    version: received.version,
    targetCut: false,
    headers: received.headers,
    trailers: [],
    body: bodyOf(received.body, headerValue(received.headers, 'content-encoding') === null),
  };
  const response =
    answer === null
      ? null
      : {
          ...place,
          status: answer.status,
          reason: '',
          version: '1.1',
          headers: answer.headers,
          trailers: [],
          body: bodyOf(answer.body, true),
        };
  return {
    request,
    response,
    interim: [],
    problems: [],
    end: 'answered',
    endFrame: -1,
    endSeconds: received.time.seconds,
    requestDirection: 0,
  };
}

function placeAt({ seconds, nanoseconds }: Instant): Placement {
  return {
    firstFrame: 1,
    lastFrame: 1,
    firstSeconds: seconds,
    firstNanoseconds: nanoseconds,
    lastSeconds: seconds,
    lastNanoseconds: nanoseconds,
    startOffset: 0,
    endOffset: 0,
  };
}

/** `decoded`: no content coding was applied to it. */
function bodyOf(bytes: Buffer, decoded: boolean): Body {
  const { length } = bytes;
  return { bytes, length, wholeLength: length, sha256: null, decoded, complete: true, lost: 0, cut: 0 };
}
