/** Makes large captures for measuring: the same bytes on every machine, sound or with known faults. */
import { pcapWriter, Scenario } from '../../samples/builder/index.ts';
import { BufferedFile } from './buffered-file.ts';
import { BulkTraffic } from './bulk/index.ts';
import { HookTraffic } from './hook-traffic.ts';
import { CALL_SERVER, EPOCH } from './network.ts';
import type { TrafficProfile } from './profiles.ts';
import { SecureHooks, type TlsFacts } from './secure-hooks.ts';
import { playSurroundings } from './surroundings.ts';

export { REST_PORT } from './network.ts';
export { PROFILES, type ProfileName } from './profiles.ts';
export type { TlsFacts } from './secure-hooks.ts';

/** Changes whenever the same profile and size give other bytes than before. */
export const GENERATOR_VERSION = 1;

const SEED = 20_231_114;
const SECOND = 1_000_000;
const TICK = SECOND / 4;

/**
 * Writes a classic capture (Linux cooked, microseconds) of about `size` bytes. It is off by a few per cent, or by more where `size`
 * is only some seconds of the profile's traffic: the last sessions are played to their end. No session begins once those under
 * way are expected to fill the file. Gives what belongs to a capture over TLS; null for one in clear text.
 */
export function generateCapture(path: string, profile: TrafficProfile, size: number): TlsFacts | null {
  const file = new BufferedFile(path);
  const scenario = new Scenario({ seed: SEED, epoch: EPOCH, host: [CALL_SERVER] });
  const records = pcapWriter((bytes) => file.append(bytes), { linkLayer: 'sll', epoch: EPOCH });
  const secure = profile.tls === null ? null : new SecureHooks(profile.tls, scenario.random);
  const hooks = new HookTraffic(scenario, profile, secure);
  const bulk = new BulkTraffic(file, { ...profile, seed: SEED, epoch: EPOCH, host: CALL_SERVER });
  const interval = SECOND / profile.sessionsPerSecond;

  /** Writes everything that happened before a time (microseconds) to the file; bulk only while there is room. */
  const write = (until: number) => {
    const writeBulk = (before: number) => {
      if (file.bytes < size) bulk.writeUntil(before);
    };
    for (const packet of scenario.drain(until)) {
      writeBulk(packet.time);
      records.write(packet);
    }
    if (Number.isFinite(until)) writeBulk(until);
  };
  /** An estimate of the bytes still to come: of the sessions under way, and of the bulk that goes on meanwhile. */
  const expected = (now: number) => {
    const perPost = (file.bytes - bulk.bytes) / Math.max(1, hooks.posted);
    const perMicrosecond = bulk.bytes / Math.max(1, now);
    return hooks.pending * perPost + Math.max(0, hooks.lastDue - now) * perMicrosecond;
  };

  let now = 0;
  let nextSession = scenario.random.below(interval);
  for (let admitting = true; admitting || hooks.pending > 0; now += TICK) {
    const until = now + TICK;
    for (; admitting && nextSession < until; nextSession += interval) {
      hooks.begin(nextSession + scenario.random.below(Math.max(1, Math.min(interval, until - nextSession))));
    }
    if (profile.surroundings && admitting) playSurroundings(scenario, now, until);
    hooks.postUntil(until);
    write(until);
    admitting &&= file.bytes + expected(until) < size;
  }
  hooks.close(now);
  write(Number.POSITIVE_INFINITY);
  file.close();
  return secure?.facts() ?? null;
}
