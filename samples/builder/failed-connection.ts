import type { Scenario } from './scenario.ts';
import { TcpConnection, type TcpConnectionOptions } from './tcp-connection.ts';
import { TCP_FLAGS } from './tcp-segment.ts';

const LOOPBACK_REFUSAL = 9;
const FIRST_RETRY = 1_000_000;

/** A SYN answered by a reset: nobody listens on the port. Returns when it was over, in microseconds. */
export function refusedConnection(
  scenario: Scenario,
  options: TcpConnectionOptions & { readonly at: number },
): number {
  const connection = new TcpConnection(scenario, options);
  connection.send('client', options.at, { flags: TCP_FLAGS.syn });
  const refused = options.at + LOOPBACK_REFUSAL + scenario.random.below(5);
  // RFC 9293 section 3.10.7.1: the reset of a port in no state has sequence number 0 and acknowledges the SYN.
  connection.send('server', refused, { flags: TCP_FLAGS.rst | TCP_FLAGS.ack, sequence: 0, window: 0 });
  return refused;
}

/**
 * A SYN that nothing answers, and its retries: 1, 2, 4 … seconds apart, as Linux sends them. Returns when the
 * last was sent, in microseconds.
 */
export function unansweredConnection(
  scenario: Scenario,
  options: TcpConnectionOptions & { readonly at: number; readonly attempts: number },
): number {
  const connection = new TcpConnection(scenario, options);
  const sequence = connection.next('client');
  let time = options.at;
  for (let attempt = 0; attempt < options.attempts; attempt += 1) {
    if (attempt > 0) time += FIRST_RETRY * 2 ** (attempt - 1) + scenario.random.below(8000);
    connection.send('client', time, { flags: TCP_FLAGS.syn, sequence, fate: 'arrived' });
  }
  return time;
}
