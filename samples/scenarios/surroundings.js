import { nameLookup, rtpStream, secureTalk, webSocketTalk } from '../builder/index.js';
import { EXAMPLE_SERVER } from '../hooks/index.js';
/** The machine that the samples are captured on: the call server, with its backend on the same machine. */
export const CALL_SERVER = EXAMPLE_SERVER;
export const LOOPBACK = '127.0.0.1';
/** The port hooks go to in the vendor's pages before WCS 5.2, and so in seed 003. */
export const BACKEND_PORT = 9091;
export const PBX = '192.0.2.50';
export const RESOLVER = '192.0.2.53';
/** Seconds since 1970 of the samples' beginning: 2023-11-14 22:13:20 UTC. */
export const SAMPLE_EPOCH = 1_700_000_000;
export const SECOND = 1_000_000;
export const MILLISECOND = 1000;
/** What else is on the wire of a call server: browsers' WebSockets, an administrator's secure shell, name look-ups, media. */
export function surroundings(scenario, options) {
  const browser = { address: '198.51.100.23', port: 50_312 };
  const administrator = { address: '198.51.100.200', port: 41_022 };
  webSocketTalk(scenario, {
    client: browser,
    server: { address: CALL_SERVER, port: 8080 },
    host: `${CALL_SERVER}:8080`,
    at: 120 * MILLISECOND,
    until: options.until,
    interval: 5 * SECOND,
    roundTrip: 9 * MILLISECOND,
  });
  secureTalk(scenario, {
    client: administrator,
    server: { address: CALL_SERVER, port: 8443 },
    at: 340 * MILLISECOND,
    until: options.until,
    interval: 1.7 * SECOND,
    roundTrip: 18 * MILLISECOND,
  });
  for (let at = 2200 * MILLISECOND; at < options.until; at += 7 * SECOND) {
    nameLookup(scenario, {
      at,
      client: CALL_SERVER,
      resolver: RESOLVER,
      name: 'pbx.example.org',
      address: PBX,
    });
  }
  for (const [from, to] of options.media ?? []) {
    const local = { address: CALL_SERVER, port: 31_002 };
    const remote = { address: PBX, port: 16_402 };
    // G.729: ten bytes a frame, two frames a packet.
    rtpStream(scenario, { from, to, source: local, destination: remote, payloadType: 18, payloadBytes: 20 });
    rtpStream(scenario, {
      from: from + 7000,
      to,
      source: remote,
      destination: local,
      payloadType: 18,
      payloadBytes: 20,
    });
  }
}
