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

/** Plays a plan. */
export function playPlan(plan: Plan): Played {
  const { form } = plan;
  const scenario = new Scenario({ seed: plan.seed, epoch: EPOCH, host: CAPTURING_HOST });
  const wires = plan.parties.map((party) => new Wire(scenario, party));
  const acts = [...plan.acts]
    .sort((one, other) => one.at - other.at)
    .map((act) => ({ ...act, at: wires[act.party]?.play(act) ?? act.at }));
  for (const wire of wires) wire.close(form.to - 40_000_000);
  captureEdges(scenario, Math.max(form.from, 0), form.to);
  if (plan.noise) backgroundNoise(scenario, form.to);
  if (plan.healthChecks) {
    for (const party of plan.parties) healthChecks(scenario, party.server, party.client, form.to);
  }
  if (plan.strangers) strangersTraffic(scenario, form.to);
  return { plan: { ...plan, acts }, bytes: written(scenario.drain(), form) };
}

function written(packets: readonly Packet[], form: CaptureForm): Buffer {
  const seen = packets.filter((packet) => packet.time >= form.from && packet.time < form.to);
  const all = form.twice ? doubled(seen) : seen;
  return collectBytes((write) => {
    const snap = form.snapLength === null ? {} : { snapLength: form.snapLength };
    if (form.file === 'pcap') {
      const { linkLayer, resolution, byteOrder } = form;
      const writer = pcapWriter(write, { linkLayer, epoch: EPOCH, resolution, byteOrder, ...snap });
      for (const packet of all) writer.write(packet);
      return;
    }
    const decimals = form.resolution === 'nanoseconds' ? 9 : 6;
    const writer = pcapngWriter(write, {
      epoch: EPOCH,
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
