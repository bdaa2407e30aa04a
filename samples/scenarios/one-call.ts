import { Conversation, type Endpoint, type Scenario } from '../builder/index.ts';
import { headerBlock, httpDate } from '../hooks/index.ts';
import { MILLISECOND } from './surroundings.ts';

export interface OneCall {
  /** Microseconds at which its connection is opened. */
  readonly at: number;
  readonly client: string;
  readonly server: Endpoint;
  readonly request: Buffer;
  /** null: the server gives up after `delay`. */
  readonly answer: { readonly status: string; readonly body: string; readonly contentType?: string } | null;
  /** Microseconds from the request to the answer; 3 ms unless given. */
  readonly delay?: number;
}

/** One request with its answer, on a connection of its own. Returns when it was over (microseconds). */
export function oneCall(scenario: Scenario, call: OneCall): number {
  const { at, client, server, request, answer, delay = 3 * MILLISECOND } = call;
  const ends = { client: { address: client, port: scenario.ephemeralPort() }, server, at };
  const conversation = new Conversation(scenario, ends).open().request(request).wait(delay);
  if (answer !== null) {
    const date = scenario.epoch + Math.floor(conversation.now / 1_000_000);
    conversation.answer(answerBytes(answer.status, answer.body, answer.contentType, date));
  }
  return conversation.close('client').now;
}

function answerBytes(status: string, text: string, contentType = 'application/json', date: number): Buffer {
  const body = Buffer.from(text);
  const header = headerBlock(`HTTP/1.1 ${status}`, [
    ['Server', 'nginx/1.24.0'],
    ['Date', httpDate(date)],
    ['Content-Type', contentType],
    ['Content-Length', String(body.length)],
    ['Connection', 'keep-alive'],
  ]);
  return Buffer.concat([header, body]);
}
