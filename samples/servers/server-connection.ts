import { Conversation, type Endpoint, type Scenario } from '../builder/index.ts';
import { headerBlock, httpDate } from '../hooks/index.ts';

/** What a backend answers. */
export interface PlainAnswer {
  readonly status: number;
  readonly reason: string;
  readonly body: string;
  /** `application/json` unless given. */
  readonly contentType?: string;
}

/** An answer as nginx writes it. */
export function plainAnswer(answer: PlainAnswer, date: number, connection: 'close' | 'keep-alive'): Buffer {
  const body = Buffer.from(answer.body);
  const header = headerBlock(`HTTP/1.1 ${answer.status} ${answer.reason}`, [
    ['Server', 'nginx/1.24.0'],
    ['Date', httpDate(date)],
    ['Content-Type', answer.contentType ?? 'application/json'],
    ['Content-Length', String(body.length)],
    ['Connection', connection],
  ]);
  return Buffer.concat([header, body]);
}

export interface ServerPost {
  /** Microseconds on the scenario's clock. */
  readonly at: number;
  readonly request: Buffer;
  readonly answer: PlainAnswer;
  /** Microseconds until the answer. */
  readonly delay: number;
}

/** Posts hooks to a backend, each on a connection of its own. */
export function postEach(
  scenario: Scenario,
  client: string,
  server: Endpoint,
  posts: readonly ServerPost[],
): void {
  for (const { at, request, answer, delay } of posts) {
    const ends = { client: { address: client, port: scenario.ephemeralPort() }, server };
    const conversation = new Conversation(scenario, { ...ends, at }).open().request(request).wait(delay);
    const date = scenario.epoch + Math.floor(conversation.now / 1_000_000);
    conversation.answer(plainAnswer(answer, date, 'close')).close('server');
  }
}

/** Posts hooks to a backend, all on one connection, one after the other. */
export function postOnOne(
  scenario: Scenario,
  client: string,
  server: Endpoint,
  posts: readonly ServerPost[],
): void {
  const [first] = posts;
  if (first === undefined) return;
  const ends = { client: { address: client, port: scenario.ephemeralPort() }, server };
  const conversation = new Conversation(scenario, { ...ends, at: first.at }).open();
  for (const { at, request, answer, delay } of posts) {
    conversation.waitUntil(at).request(request).wait(delay);
    const date = scenario.epoch + Math.floor(conversation.now / 1_000_000);
    conversation.answer(plainAnswer(answer, date, 'keep-alive'));
  }
  conversation.wait(1_000_000).close('client');
}
