/** What else is in a capture, and must not be taken for hooks or for trouble with them. */
import {
  Conversation,
  datagram,
  type Endpoint,
  nameLookup,
  refusedConnection,
  rtpStream,
  type Scenario,
  secureTalk,
  unansweredConnection,
  webSocketTalk,
} from '../../samples/builder/index.ts';
import { headerBlock } from '../../samples/hooks/index.ts';
import { SECOND } from './plan.ts';

const CALL_SERVER = '203.0.113.10';
const RESOLVER = '192.0.2.53';

/** Browsers, an administrator, look-ups of names and a little media. */
export function backgroundNoise(scenario: Scenario, until: number): void {
  webSocketTalk(scenario, {
    client: { address: '198.51.100.23', port: 50_312 },
    server: { address: CALL_SERVER, port: 8443 },
    host: `${CALL_SERVER}:8443`,
    at: 120_000,
    until,
    interval: 20 * SECOND,
    roundTrip: 9000,
  });
  secureTalk(scenario, {
    client: { address: '198.51.100.200', port: 41_022 },
    server: { address: CALL_SERVER, port: 8444 },
    at: 340_000,
    until,
    interval: 25 * SECOND,
    roundTrip: 18_000,
  });
  const begin = Math.floor(until / 3);
  rtpStream(scenario, {
    from: begin,
    to: begin + SECOND,
    source: { address: CALL_SERVER, port: 31_002 },
    destination: { address: '192.0.2.50', port: 16_402 },
  });
}

/** Something at the beginning and the end, so that the capture is as long as it is meant to be. */
export function captureEdges(scenario: Scenario, from: number, to: number): void {
  const ends = [
    { address: CALL_SERVER, port: 40_000 },
    { address: RESOLVER, port: 514 },
  ] as const;
  datagram(scenario, from, ends[0], ends[1], Buffer.from('begin'));
  datagram(scenario, to - 1, ends[0], ends[1], Buffer.from('end'));
  nameLookup(scenario, {
    at: from + 1000,
    client: CALL_SERVER,
    resolver: RESOLVER,
    name: 'pbx.example.org',
    address: '192.0.2.50',
  });
}

/** Other programs' HTTP, some of it failing: requests to WCS's own REST API and to a web server, hosts that refuse. */
export function strangersTraffic(scenario: Scenario, until: number): void {
  const { random } = scenario;
  for (let at = 3 * SECOND; at < until; at += random.between(20, 60) * SECOND) {
    const client = { address: '198.51.100.77', port: scenario.ephemeralPort() };
    const server = { address: CALL_SERVER, port: 8088 };
    const [path, method, body] = random.pick([
      ['/index.html', 'GET', ''],
      ['/rest-api/stream/find', 'POST', '{"name":"stream-1"}'],
      ['/rest-api/call/startup', 'POST', '{"callId":"x","callee":"2000"}'],
      // Named as hooks are, and none.
      ['/rest-api/call/hangup', 'POST', '{"callId":"x"}'],
      ['/rest-api/call/answer', 'POST', '{"callId":"x","hasVideo":false}'],
      ['/rest-api/connection/connect', 'POST', '{}'],
    ]);
    const request = headerBlock(`${method} ${path} HTTP/1.1`, [
      ['Host', `${CALL_SERVER}:8088`],
      ['Content-Type', 'application/json'],
      ['Content-Length', String(body.length)],
    ]);
    const answer = headerBlock('HTTP/1.1 404 Not Found', [['Content-Length', '0']]);
    new Conversation(scenario, { client, server, at })
      .open()
      .request(Buffer.concat([request, Buffer.from(body)]))
      .wait(3000)
      .answer(answer)
      .close('client');
  }
  const ends = (port: number) => ({
    client: { address: CALL_SERVER, port: scenario.ephemeralPort() },
    server: { address: '192.0.2.50', port },
  });
  refusedConnection(scenario, { ...ends(5060), at: Math.floor(until / 2) });
  unansweredConnection(scenario, { ...ends(5061), at: Math.floor(until / 4), attempts: 3 });
}

/** A load balancer asks the backend whether it is there; some backends have no such path. */
export function healthChecks(scenario: Scenario, server: Endpoint, from: string, until: number): void {
  for (let at = 5 * SECOND; at < until; at += 40 * SECOND) {
    const client = { address: from, port: scenario.ephemeralPort() };
    const request = headerBlock('GET /health HTTP/1.1', [
      ['Host', 'backend'],
      ['User-Agent', 'HealthChecker/1.0'],
    ]);
    const answer = headerBlock('HTTP/1.1 404 Not Found', [
      ['Content-Length', '0'],
      ['Connection', 'close'],
    ]);
    new Conversation(scenario, { client, server, at })
      .open()
      .request(request)
      .wait(900)
      .answer(answer)
      .close('server');
  }
}
