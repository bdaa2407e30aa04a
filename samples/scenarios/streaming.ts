import { collectBytes, type Packet, pcapngWriter, type Random, Scenario } from '../builder/index.ts';
import {
  connectFlow,
  disconnectFlow,
  HookSender,
  hookedStream,
  hookSession,
  streamFlow,
} from '../hooks/index.ts';
import type { Sample } from '../sample.ts';
import {
  BACKEND_PORT,
  CALL_SERVER,
  LOOPBACK,
  MILLISECOND,
  SAMPLE_EPOCH,
  SECOND,
  surroundings,
} from './surroundings.ts';

const LOOPBACK_INTERFACE = 0;
const NETWORK_INTERFACE = 1;
const END = 24 * SECOND;

/**
 * One user publishes, another plays, both with keep-alives, and both stop: a sound capture in the newer file format,
 * with two interfaces, nanoseconds, comments, and drop counters at zero.
 */
export const streaming: Sample = {
  name: 'streaming.pcapng',
  build() {
    const scenario = new Scenario({ seed: 13, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const { random } = scenario;
    const sender = new HookSender(scenario, {
      client: LOOPBACK,
      server: { address: LOOPBACK, port: BACKEND_PORT },
      backend: 'express',
    });
    const publisher = hookSession(random, { login: '1001' });
    const viewer = hookSession(random, { login: '1002' });
    const published = hookedStream(random, publisher, { name: 'lecture', published: true });
    const played = hookedStream(random, viewer, { name: 'lecture', published: false });
    const keepAlive = 5 * SECOND;
    sender.postAll([
      ...connectFlow(1 * SECOND, publisher),
      ...streamFlow(2 * SECOND, random, published, { duration: 17 * SECOND, keepAlive }),
      ...connectFlow(3.2 * SECOND, viewer),
      ...streamFlow(4 * SECOND, random, played, { duration: 11 * SECOND, keepAlive }),
      ...disconnectFlow(17 * SECOND, viewer),
      ...disconnectFlow(21 * SECOND, publisher),
    ]);
    surroundings(scenario, { until: END, rarity: 3, media: [[2600 * MILLISECOND, 3600 * MILLISECOND]] });
    return nanosecondPcapng(scenario.epoch, finerTimes(scenario.drain(), random));
  },
};

function nanosecondPcapng(epoch: number, packets: readonly Packet[]): Buffer {
  return collectBytes((write) => {
    const writer = pcapngWriter(write, {
      epoch,
      comment: 'Example of hookscope: a stream is published and played.',
      operatingSystem: 'Linux',
      application: 'hookscope samples',
      interfaces: [
        { linkLayer: 'ethernet', name: 'lo', decimals: 9 },
        { linkLayer: 'ethernet', name: 'eth0', decimals: 9 },
      ],
    });
    const received = [0, 0];
    packets.forEach((packet, index) => {
      const interfaceNumber = packet.passage === 'loopback' ? LOOPBACK_INTERFACE : NETWORK_INTERFACE;
      received[interfaceNumber] = (received[interfaceNumber] ?? 0) + 1;
      const comment = index === 0 ? { comment: 'The capture begins.' } : {};
      writer.write({ ...packet, interface: interfaceNumber, ...comment });
    });
    received.forEach((count, interfaceNumber) => {
      writer.statistics(interfaceNumber, {
        time: END,
        startTime: 0,
        endTime: END,
        received: count,
        dropped: 0,
      });
    });
  });
}

/** Gives times of whole microseconds their nanoseconds, keeping the order. */
function finerTimes(packets: readonly Packet[], random: Random): readonly Packet[] {
  let before = Number.NEGATIVE_INFINITY;
  return packets.map((packet) => {
    before = Math.max(packet.time + random.below(1000) / 1000, before + 0.001);
    return { ...packet, time: before };
  });
}
