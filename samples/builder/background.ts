import type { Endpoint } from './address.ts';
import { Conversation, type ConversationOptions } from './conversation.ts';
import { dnsAnswer, dnsQuestion } from './dns-message.ts';
import { rtpPacket } from './media-packets.ts';
import type { PacketNote, Scenario } from './scenario.ts';
import {
  tlsClientHello,
  tlsRecord,
  tlsServerHello,
  webSocketAnswer,
  webSocketRequest,
  webSocketText,
} from './stream-bytes.ts';
import { udpPacket } from './udp-datagram.ts';

/** One UDP datagram. */
export function datagram(
  scenario: Scenario,
  time: number,
  source: Endpoint,
  destination: Endpoint,
  payload: Uint8Array,
  note: PacketNote = {},
): void {
  const passage = scenario.passage(source.address, destination.address);
  const identification = scenario.random.below(0x1_0000);
  scenario.add(time, udpPacket(source, destination, payload, identification), passage, note);
}

export interface RtpStreamOptions {
  readonly from: number;
  /** Microseconds; no packet at or after it. */
  readonly to: number;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly payloadType?: number;
  readonly payloadBytes?: number;
  readonly note?: PacketNote;
}

const RTP_INTERVAL = 20_000;
const RTP_TICKS = 160;

/** Media one way: a packet every 20 ms, give or take a little. */
export function rtpStream(scenario: Scenario, options: RtpStreamOptions): void {
  const { random } = scenario;
  const source = random.uint32();
  let sequence = random.below(0x8000);
  let timestamp = random.uint32();
  for (let time = options.from; time < options.to; time += RTP_INTERVAL) {
    const payload = rtpPacket(random, {
      payloadType: options.payloadType ?? 0,
      sequence,
      timestamp,
      source,
      payloadBytes: options.payloadBytes ?? 160,
    });
    datagram(scenario, time + random.below(900), options.source, options.destination, payload, options.note);
    sequence += 1;
    timestamp += RTP_TICKS;
  }
}

/** A name is looked up. */
export function nameLookup(
  scenario: Scenario,
  options: {
    readonly at: number;
    readonly client: string;
    readonly resolver: string;
    readonly name: string;
    readonly address: string;
  },
): void {
  const client = { address: options.client, port: scenario.ephemeralPort() };
  const resolver = { address: options.resolver, port: 53 };
  const identifier = scenario.random.below(0x1_0000);
  datagram(scenario, options.at, client, resolver, dnsQuestion(identifier, options.name));
  const answered = options.at + scenario.random.between(400, 3000);
  datagram(scenario, answered, resolver, client, dnsAnswer(identifier, options.name, options.address));
}

export interface TalkOptions extends ConversationOptions {
  /** Microseconds until which it goes on. */
  readonly until: number;
  /** Microseconds between two messages, on average. */
  readonly interval: number;
}

/** A TLS connection over which something goes to and fro that nobody can read. */
export function secureTalk(scenario: Scenario, options: TalkOptions): void {
  const { random } = scenario;
  const conversation = new Conversation(scenario, options).open();
  conversation.request(tlsClientHello(random)).wait(500).answer(tlsServerHello(random));
  for (;;) {
    conversation.wait(Math.max(1, Math.round(options.interval * (0.5 + random.below(1000) / 1000))));
    if (conversation.now >= options.until) return;
    conversation.request(tlsRecord(random, random.between(40, 300)), { acknowledge: 'none' });
    conversation.wait(random.between(200, 4000)).answer(tlsRecord(random, random.between(40, 500)));
  }
}

/** A browser's WebSocket to the call server, with a ping message now and then. */
export function webSocketTalk(scenario: Scenario, options: TalkOptions & { readonly host: string }): void {
  const { random } = scenario;
  const conversation = new Conversation(scenario, options).open();
  conversation.request(webSocketRequest(options.host)).wait(600).answer(webSocketAnswer());
  for (;;) {
    conversation.wait(Math.max(1, Math.round(options.interval * (0.9 + random.below(200) / 1000))));
    if (conversation.now >= options.until) return;
    conversation.answer(webSocketText('{"message":"ping","data":[null]}'), { acknowledge: 'none' });
    conversation.wait(random.between(8000, 40_000));
    conversation.request(webSocketText('{"message":"pong","data":[null]}', random.bytes(4)));
  }
}
