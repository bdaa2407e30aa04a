import type { Buffer } from 'node:buffer';
import { MAX_LANE_VALUES } from '../base/limits.ts';
import type { Inspected } from '../checks/index.ts';
import type { Expectation } from '../dialects/index.ts';
import type { CommonFields } from '../hooks/index.ts';
import type { Answer, ByteRange } from './answer.ts';
import type { KnownHead } from './known-heads.ts';
import { moveForward } from './move-forward.ts';

/** What the lane repeats for calls of one shape. */
export interface Learned {
  /** Number of the response's head. */
  readonly response: number;
  readonly answer: Answer;
  /** The body of the response, where that is its own; empty elsewhere. */
  readonly answerBytes: Buffer;
  readonly common: CommonFields;
  readonly isUnkeyed: boolean;
  readonly inspected: Inspected;
  readonly opened: readonly Expectation[];
}

/** Kinds of requests are told apart by their head and the server's port. */
const PORTS = 65_536;

/** The number of a kind of request. */
export function kindOf(head: KnownHead, serverPort: number): number {
  return head.number * PORTS + serverPort;
}

/** What was learned with a response; null where nothing was. `body`: of the response. */
export function learnedOf(
  learned: Learned[],
  response: KnownHead,
  answer: Answer,
  body: ByteRange,
): Learned | null {
  for (let index = 0; index < learned.length; index++) {
    const each = learned[index];
    if (each.response !== response.number || each.answer !== answer) continue;
    if (answer === 'own' && each.answerBytes.compare(body.bytes, body.start, body.end) !== 0) continue;
    moveForward(learned, index);
    return each;
  }
  return null;
}

/** Remembers something, as long as there is room. */
export function remember(learned: Learned[], each: Learned): void {
  if (learned.length < MAX_LANE_VALUES) learned.unshift(each);
}
