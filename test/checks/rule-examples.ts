import {
  Conversation,
  datagram,
  refusedConnection,
  Scenario,
  unansweredConnection,
} from '../../samples/builder/index.ts';
import { capturedPcap } from '../../samples/sample.ts';
import type { RuleExample } from '../../src/checks/rule-text.ts';

const SECOND = 1_000_000;
const CALL_SERVER = '10.0.0.5';
const BACKEND = { address: '10.0.0.9', port: 8080 };
/** How long a capture goes on after an exchange, in seconds: longer than any window of an expectation. */
const QUIET_SECONDS = 60;

/** The capture that an example describes; null where it is of commands or of what a tool shows. */
export function captureOf(example: RuleExample): Buffer | null {
  const scenario = new Scenario({ seed: 1, epoch: 1_600_000_000 });
  if (example.form === 'http') exchange(scenario, example.text);
  else if (example.form === 'calls') for (const line of example.text.split('\n')) play(scenario, line);
  else return null;
  return capturedPcap(scenario);
}

/** A request, and the response that begins with the status line. */
function exchange(scenario: Scenario, text: string): void {
  const begin = text.search(/^HTTP\//m);
  conversation(scenario, 0)
    .request(message(text.slice(0, begin).trim()))
    .wait(SECOND / 10)
    .answer(message(text.slice(begin)))
    .close('server');
  endAt(scenario, QUIET_SECONDS);
}

/** The bytes of a message: pages leave out carriage returns, and the length where nothing depends on it. */
function message(text: string): Buffer {
  const [head = '', body = ''] = text.split(/\n\n(.*)/s);
  const isChunked = /^transfer-encoding: *chunked$/im.test(head);
  const hasLength = isChunked || /^content-length:/im.test(head);
  const sent = isChunked ? `${body}\n\n`.replaceAll('\n', '\r\n') : body;
  const fields = hasLength ? [] : [`Content-Length: ${Buffer.byteLength(sent)}`];
  return Buffer.from(`${[...head.split('\n'), ...fields].join('\r\n')}\r\n\r\n${sent}`);
}

const CALL = /^(?<at>\d+\.\d) s +(?<method>\w+) +(?<payload>\{.*\}) +(?<outcome>\w.*)$/;
const END = /^(?<at>\d+\.\d) s +the capture ends$/;

/** One line of `calls`. */
function play(scenario: Scenario, line: string): void {
  const end = END.exec(line)?.groups;
  const call = CALL.exec(line)?.groups;
  if (end !== undefined) endAt(scenario, Number(end.at));
  else if (call === undefined) throw new Error(`what is this: ${line}`);
  else makeCall(scenario, Number(call.at) * SECOND, call);
}

function makeCall(
  scenario: Scenario,
  at: number,
  { method = '', payload = '', outcome = '' }: Readonly<Record<string, string | undefined>>,
): void {
  const client = { address: CALL_SERVER, port: scenario.ephemeralPort() };
  if (outcome === 'connection refused') {
    refusedConnection(scenario, { client, server: BACKEND, at });
    return;
  }
  if (outcome === 'SYN unanswered') {
    unansweredConnection(scenario, { client, server: BACKEND, at, attempts: 3 });
    return;
  }
  const head = 'Host: backend.example:8080\nContent-Type: application/json';
  const isLate = outcome === '200 after 2 repeated SYNs';
  const sent = conversation(scenario, at, isLate ? 2 : 0).request(
    message(`POST /hooks/${method} HTTP/1.1\n${head}\n\n${payload}`),
  );
  if (outcome === 'no answer') sent.wait(SECOND / 2).close('server');
  else if (outcome === 'reset by the backend') sent.wait(SECOND / 2).reset('server');
  else {
    const [, status, seconds = '0.05'] =
      /^(\d{3})(?: after (\d+(?:\.\d)?) s)?$/.exec(isLate ? '200' : outcome) ?? [];
    if (status === undefined) throw new Error(`what became of it: ${outcome}`);
    sent
      .wait(Number(seconds) * SECOND)
      .answer(message(`HTTP/1.1 ${status} OK\nContent-Type: application/json\n\n${payload}`))
      .close('server');
  }
}

function conversation(scenario: Scenario, at: number, lostSyns = 0): Conversation {
  const client = { address: CALL_SERVER, port: scenario.ephemeralPort() };
  return new Conversation(scenario, { client, server: BACKEND, at }).open(lostSyns);
}

/** Something that has nothing to do with hooks is the last that the capture has. */
function endAt(scenario: Scenario, seconds: number): void {
  const clock = { address: CALL_SERVER, port: 123 };
  datagram(scenario, seconds * SECOND, clock, { address: '10.0.0.1', port: 123 }, Buffer.alloc(48));
}
