import {
  Conversation,
  datagram,
  Scenario,
  tlsClientHello,
  tlsRecord,
  tlsServerHello,
} from '../builder/index.ts';
import {
  headerBlock,
  hookedCall,
  hookSession,
  httpDate,
  plainDescription,
  sipRequest,
  sipResponse,
} from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { CALL_SERVER, MILLISECOND, PBX, SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/** A call goes through, a monitor asks for a status page, a secured page is read: plenty of traffic, and no hook. */
export const noHooks: Sample = {
  name: 'no-hooks.pcap',
  build() {
    const scenario = new Scenario({ seed: 14, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    surroundings(scenario, { until: 14 * SECOND, media: [[5 * SECOND, 7 * SECOND]] });
    sipCall(scenario, 4 * SECOND);
    statusPage(scenario, 3 * SECOND);
    securedPage(scenario, 6 * SECOND);
    return capturedPcap(scenario);
  },
};

function sipCall(scenario: Scenario, at: number): void {
  const call = hookedCall(scenario.random, hookSession(scenario.random), { party: '2001' });
  const own = { address: CALL_SERVER, port: 30_000 };
  const pbx = { address: PBX, port: 5060 };
  const dialog = {
    method: 'INVITE',
    from: `sip:${call.caller}@pbx.example.org`,
    to: `sip:${call.callee}@pbx.example.org`,
    callId: call.callId,
  };
  const bye = { ...dialog, method: 'BYE', sequence: 2 };
  const sent = (delay: number, text: string) => datagram(scenario, at + delay, own, pbx, Buffer.from(text));
  const received = (delay: number, text: string) =>
    datagram(scenario, at + delay, pbx, own, Buffer.from(text));
  sent(0, sipRequest({ ...dialog, body: plainDescription(31_002) }));
  received(21 * MILLISECOND, sipResponse('100 Trying', dialog));
  received(80 * MILLISECOND, sipResponse('180 Ringing', dialog));
  received(940 * MILLISECOND, sipResponse('200 OK', { ...dialog, body: plainDescription(16_402) }));
  sent(955 * MILLISECOND, sipRequest({ ...dialog, method: 'ACK' }));
  sent(3100 * MILLISECOND, sipRequest(bye));
  received(3130 * MILLISECOND, sipResponse('200 OK', bye));
}

function statusPage(scenario: Scenario, at: number): void {
  const body = Buffer.from('connections=12\nstreams=3\nstatus=ok\n');
  const conversation = new Conversation(scenario, {
    client: { address: '198.51.100.77', port: scenario.ephemeralPort() },
    server: { address: CALL_SERVER, port: 8081 },
    at,
  });
  conversation.open();
  for (let poll = 0; poll < 3; poll += 1) {
    conversation.waitUntil(at + poll * 3 * SECOND);
    conversation.request(
      headerBlock('GET /?action=stat HTTP/1.1', [
        ['Host', `${CALL_SERVER}:8081`],
        ['User-Agent', 'example-monitor/1.0'],
        ['Accept', '*/*'],
      ]),
    );
    conversation.wait(4 * MILLISECOND).answer(
      Buffer.concat([
        headerBlock('HTTP/1.1 200 OK', [
          ['Date', httpDate(scenario.epoch + Math.floor(conversation.now / SECOND))],
          ['Content-Type', 'text/plain'],
          ['Content-Length', String(body.length)],
        ]),
        body,
      ]),
    );
  }
  conversation.close('client');
}

function securedPage(scenario: Scenario, at: number): void {
  const { random } = scenario;
  const conversation = new Conversation(scenario, {
    client: { address: '198.51.100.23', port: scenario.ephemeralPort() },
    server: { address: CALL_SERVER, port: 443 },
    at,
  });
  conversation.open().request(tlsClientHello(random)).wait(800).answer(tlsServerHello(random));
  conversation.wait(2000).request(tlsRecord(random, 420)).wait(5000);
  conversation.answer([tlsRecord(random, 1200), tlsRecord(random, 900)]).close('client');
}
