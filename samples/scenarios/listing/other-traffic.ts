import {
  datagram,
  dnsAnswer,
  dnsQuestion,
  type Endpoint,
  type RtpStreamOptions,
  rtpPacket,
  type Scenario,
  stunMessage,
  TcpConnection,
  tlsRecord,
} from '../../builder/index.ts';

/** Puts its next packet on the wire, at a time. */
export type Actor = (time: number) => void;

export interface SecureActorOptions {
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** Content bytes of each record the server sends and of each the client sends. */
  readonly serverBytes: number;
  readonly clientBytes: number;
}

/** Microseconds before the capture. */
const LAST_SPOKEN = 1_340_000;

/** A TLS connection opened long ago: two records from the server, acknowledgement, one from the client, acknowledgement, and so on. */
export function secureActor(scenario: Scenario, options: SecureActorOptions): Actor {
  const connection = new TcpConnection(scenario, { ...options, silentFor: LAST_SPOKEN });
  const { random } = scenario;
  const serverRecord: Actor = (time) =>
    connection.send('server', time, { payload: tlsRecord(random, options.serverBytes) });
  return inTurn([
    serverRecord,
    serverRecord,
    (time) => connection.send('client', time),
    (time) => connection.send('client', time, { payload: tlsRecord(random, options.clientBytes) }),
    (time) => connection.send('server', time),
  ]);
}

/** Connectivity checks of ICE between two ends: a request, its answer, and so on. */
export function stunActor(scenario: Scenario, one: Endpoint, other: Endpoint): Actor {
  let transaction = scenario.random.bytes(12);
  return inTurn([
    (time) => {
      transaction = scenario.random.bytes(12);
      datagram(scenario, time, one, other, stunMessage(0x0001, transaction));
    },
    (time) => datagram(scenario, time, other, one, stunMessage(0x0101, transaction)),
  ]);
}

/** Name look-ups, one after the other. */
export function nameActor(
  scenario: Scenario,
  client: string,
  resolver: string,
  name: string,
  address: string,
): Actor {
  const server = { address: resolver, port: 53 };
  let asking = { address: client, port: 0 };
  let identifier = 0;
  return inTurn([
    (time) => {
      asking = { address: client, port: scenario.ephemeralPort() };
      identifier = scenario.random.below(0x1_0000);
      datagram(scenario, time, asking, server, dnsQuestion(identifier, name));
    },
    (time) => datagram(scenario, time, server, asking, dnsAnswer(identifier, name, address)),
  ]);
}

/** Media one way: one packet after the other, each of 20 ms. */
export function mediaActor(scenario: Scenario, options: Omit<RtpStreamOptions, 'from' | 'to'>): Actor {
  const { random } = scenario;
  const source = random.uint32();
  let sequence = random.below(0x8000);
  let timestamp = random.uint32();
  return (time) => {
    const { payloadType = 0, payloadBytes = 160 } = options;
    const payload = rtpPacket(random, { payloadType, sequence, timestamp, source, payloadBytes });
    datagram(scenario, time, options.source, options.destination, payload);
    sequence += 1;
    timestamp += 160;
  };
}

/** One SIP message over UDP. */
export function sipDatagram(
  scenario: Scenario,
  source: Endpoint,
  destination: Endpoint,
  text: string,
): Actor {
  return (time) => datagram(scenario, time, source, destination, Buffer.from(text));
}

/** Calls the actors one after the other, over and over. */
export function inTurn(actors: readonly Actor[]): Actor {
  let turn = 0;
  return (time) => {
    actors[turn % actors.length]?.(time);
    turn += 1;
  };
}
