import { Buffer } from 'node:buffer';
import { type Comparison, compareCaptures, OutlineBook } from '../../src/compare/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { readCall } from '../../src/hooks/index.ts';
import type { Exchange } from '../../src/http/index.ts';
import {
  type AnalysisSketch,
  type CallSketch,
  exchangeOf,
  sketchAnalysis,
  sketchCall,
} from '../report/sample-analysis.ts';

/** A call of a hand-made capture. */
export interface Hook extends Omit<CallSketch, 'frame' | 'body' | 'dialog'> {
  /** Id of the dialog, whose kind is `call`. Without it the call belongs to the session. */
  readonly callId?: string;
  readonly payload?: object;
  /** The body of the response. Without it the response gives back what was sent. */
  readonly answer?: string;
  readonly appKey?: string;
}

type Side = Parameters<typeof compareCaptures>[0];

/** A capture made by hand, as the command would have read it. */
export function sketch(hooks: readonly Hook[], changes: Partial<AnalysisSketch> = {}): Side {
  const book = new OutlineBook();
  const calls = hooks.map((hook, index) => {
    const body = JSON.stringify({
      ...hook.payload,
      ...(hook.status !== undefined && { status: hook.status }),
    });
    const made = sketchCall(
      {
        ...hook,
        frame: (index + 1) * 10,
        body,
        ...(hook.callId !== undefined && { dialog: { kind: 'call', id: hook.callId } }),
      },
      index,
    );
    const exchange = answeredExchange(
      exchangeOf(made, body),
      hook.answer ?? body,
      made.response?.status ?? null,
    );
    const read = readCall([made.dialect], made, exchange);
    if (read === null) throw new Error('no call');
    const call = { ...made, appKey: hook.appKey ?? made.appKey, clientConfig: read.call.clientConfig };
    const { certainty, signs, payload, responsePayload } = read;
    book.note({ certainty, signs, call, exchange, payload, responsePayload });
    return call;
  });
  return { analysis: sketchAnalysis({ calls, ...changes }), book };
}

export function compareHooks(good: readonly Hook[], bad: readonly Hook[]): Comparison {
  return compareCaptures(sketch(good), sketch(bad));
}

/** A changed analysis, for what a sketch cannot express. */
export function changed({ analysis, book }: Side, changes: Partial<Analysis>): Side {
  return { analysis: { ...analysis, ...changes }, book };
}

function answeredExchange(exchange: Exchange, body: string, status: number | null): Exchange {
  const { request } = exchange;
  if (request === null || status === null) return exchange;
  const bytes = Buffer.from(body);
  const response = {
    status,
    reason: '',
    version: '1.1',
    headers: [],
    trailers: [],
    body: { ...request.body, bytes, length: bytes.length, wholeLength: bytes.length },
    firstFrame: request.firstFrame + 1,
    lastFrame: request.firstFrame + 1,
    firstSeconds: request.lastSeconds,
    firstNanoseconds: request.lastNanoseconds,
    lastSeconds: request.lastSeconds,
    lastNanoseconds: request.lastNanoseconds,
    startOffset: 0,
    endOffset: bytes.length,
  };
  return { ...exchange, response, end: 'answered' };
}
