import { dialects } from '../../src/dialects/index.ts';
import { type HookCall, readCall } from '../../src/hooks/index.ts';
import type { Body, Exchange, RequestMessage, ResponseMessage } from '../../src/http/index.ts';

/** A body of plain bytes that are all there. */
function bodyOf(text: string): Body {
  const bytes = Buffer.from(text);
  const length = bytes.length;
  return { bytes, length, wholeLength: length, sha256: null, decoded: true, complete: true, lost: 0, cut: 0 };
}

function placedAt(frame: number, seconds: number) {
  const whole = Math.floor(seconds);
  const nanoseconds = Math.round((seconds - whole) * 1e9);
  return {
    firstFrame: frame,
    lastFrame: frame,
    firstSeconds: whole,
    firstNanoseconds: nanoseconds,
    lastSeconds: whole,
    lastNanoseconds: nanoseconds,
    startOffset: 0,
    endOffset: 1,
  };
}

/** A POST in one frame. */
export function requestOf(
  target: string,
  body: string,
  headers: readonly string[] = [],
  frame = 1,
  at = 100,
): RequestMessage {
  return {
    ...placedAt(frame, at),
    method: 'POST',
    target,
    version: '1.1',
    headers,
    targetCut: false,
    trailers: [],
    body: bodyOf(body),
  };
}

/** An answer in one frame. */
export function answerOf(status: number, body: string, frame = 2, at = 100.01): ResponseMessage {
  return {
    ...placedAt(frame, at),
    status,
    reason: '',
    version: '1.1',
    headers: [],
    trailers: [],
    body: bodyOf(body),
  };
}

/** An exchange; unanswered ones ended by a FIN a second later. */
export function exchangeOf(request: RequestMessage, answer: ResponseMessage | null): Exchange {
  const last = answer ?? request;
  return {
    request,
    response: answer,
    interim: [],
    problems: [],
    end: answer === null ? 'fin' : 'answered',
    endFrame: answer === null ? request.lastFrame + 1 : -1,
    endSeconds: last.lastSeconds + last.lastNanoseconds / 1e9 + (answer === null ? 1 : 0),
    requestDirection: 0,
  };
}

/** From whom the calls of these tests come. */
export const ORIGIN = { stream: 0, client: '127.0.0.1:40000', server: '127.0.0.1:9091', serverPort: 9091 };

/** The context parameters of their session. */
export const CONTEXT = { nodeId: 'n', sessionId: 's', appKey: 'a' };

/** A hook as it is read. `answer`: status and body, null where there is none; `at`: seconds since 1970. */
export function hookCall(
  method: string,
  payload: object,
  options: { answer?: [number, string] | null; at?: number; frame?: number } = {},
): HookCall {
  const { answer = [200, JSON.stringify(payload)], at = 100, frame = 1 } = options;
  const request = requestOf(`/EchoApp/${method}`, JSON.stringify({ ...CONTEXT, ...payload }), [], frame, at);
  const answered = answer && answerOf(answer[0], answer[1], frame + 1, at + 0.01);
  const read = readCall([...dialects.values()], ORIGIN, exchangeOf(request, answered));
  if (read === null) throw new Error('no call');
  return read.call;
}
