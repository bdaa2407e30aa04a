import {
  collectBytes,
  type Packet,
  pcapngWriter,
  pcapWriter,
  Scenario,
} from '../../samples/builder/index.ts';
import { CAPTURING_HOST } from './network.ts';
import { backgroundNoise, captureEdges, healthChecks, strangersTraffic } from './noise.ts';
import type { CaptureForm, Plan } from './plan.ts';
import { Wire } from './wire.ts';

/** 2023-11-14 22:13:20 UTC. */
const EPOCH = 1_700_000_000;

/** A plan as it was played: its acts at the times at which they were on the wire. */
export interface Played {
  readonly plan: Plan;
  /** The capture file. */
  readonly bytes: Buffer;
}

/** Plays a plan. `epoch`: the seconds since 1970 at which it begins. */
export function playPlan(plan: Plan, epoch = EPOCH): Played {
  const { form } = plan;
  const scenario = new Scenario({ seed: plan.seed, epoch, host: CAPTURING_HOST });
  const wires = plan.parties.map((party) => new Wire(scenario, party));
  const acts = [...plan.acts]
    .sort((one, other) => one.at - other.at)
    .map((act) => {
      const played = act.elsewhere === true ? undefined : wires[act.party]?.play(act);
      return { ...act, at: played ?? act.at };
    });
  for (const wire of wires) wire.close(form.to - 40_000_000);
  captureEdges(scenario, Math.max(form.from, 0), form.to);
  if (plan.noise) backgroundNoise(scenario, form.to);
  if (plan.healthChecks) {
    for (const party of plan.parties) healthChecks(scenario, party.server, party.client, form.to);
  }
  if (plan.strangers) strangersTraffic(scenario, form.to);
  return { plan: { ...plan, acts }, bytes: written(shownOf(scenario.drain(), plan), form, epoch) };
}

/** What of the packets the capture holds, with the times that its clock showed. */
function shownOf(packets: readonly Packet[], { form, parties }: Plan): readonly Packet[] {
  const { from, to, requestsOnly, clockStep } = form;
  const servers = parties.flatMap(({ server, further }) => [
    server,
    ...(further?.kind === 'relayed' ? [further.upstream] : []),
  ]);
  const ports = new Set(servers.map(({ port }) => port));
  const seen = packets
    .filter(({ time }) => time >= from && time < to)
    .filter(({ bytes }) => !requestsOnly || !ports.has(sourcePortOf(bytes)));
  const all = form.twice ? doubled(seen) : seen;
  if (clockStep === null) return all;
  return all.map((packet) =>
    packet.time < clockStep.at ? packet : { ...packet, time: packet.time - clockStep.back },
  );
}

const TCP = 6;

/** The port that a TCP segment was sent from (RFC 791, 8200 and 9293); 0 for other packets. */
function sourcePortOf(packet: Buffer): number {
  const isFour = packet[0] >>> 4 === 4;
  if (packet[isFour ? 9 : 6] !== TCP) return 0;
  return packet.readUInt16BE(isFour ? (packet[0] & 0x0f) * 4 : 40);
}

function written(all: readonly Packet[], form: CaptureForm, epoch: number): Buffer {
  return collectBytes((write) => {
    const snap = form.snapLength === null ? {} : { snapLength: form.snapLength };
    if (form.file === 'pcap') {
      const { linkLayer, resolution, byteOrder } = form;
      const writer = pcapWriter(write, { linkLayer, epoch, resolution, byteOrder, ...snap });
      for (const packet of all) writer.write(packet);
      return;
    }
    const decimals = form.resolution === 'nanoseconds' ? 9 : 6;
    const writer = pcapngWriter(write, {
      epoch,
      interfaces: [{ linkLayer: form.linkLayer, decimals, ...snap }],
    });
    for (const packet of all) writer.write(packet);
    const span = { time: form.to, startTime: form.from, endTime: form.to };
    writer.statistics(0, { ...span, received: all.length, dropped: form.drops });
  });
}

/** Each frame as two interfaces see it, microseconds apart. */
function doubled(packets: readonly Packet[]): readonly Packet[] {
  return packets
    .flatMap((packet, index) => [packet, { ...packet, time: packet.time + 3 + (index % 5) }])
    .sort((one, other) => one.time - other.time);
}
