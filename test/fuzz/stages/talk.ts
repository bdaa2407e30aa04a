import {
  Conversation,
  collectBytes,
  pcapngWriter,
  pcapWriter,
  type Random,
  Scenario,
  writePackets,
} from '../../../samples/builder/index.ts';

/** What one side writes, in turn. Bytes as they are on the wire. */
export interface Saying {
  readonly side: 'request' | 'answer';
  readonly bytes: Buffer;
}

const CLIENT = '198.51.100.7';
const SERVER = { address: '203.0.113.9', port: 9091 };
const MOST_BYTES = 120_000;

/** Where a capture holds the secrets of its connections: a key log of TLS. */
export interface TalkSecrets {
  readonly keyLog: string;
  readonly place: 'before' | 'behind';
}

/**
 * A capture of connections that carry these messages, each in a few writes. One connection may stay open. `secrets`: they are in
 * a Decryption Secrets Block of a pcapng file; null: a classic file.
 */
export function talkCapture(
  connections: readonly (readonly Saying[])[],
  random: Random,
  secrets: TalkSecrets | null = null,
): Buffer {
  const scenario = new Scenario({ seed: random.uint32(), epoch: 1_700_000_000 });
  for (const [index, sayings] of connections.entries()) {
    const client = { address: CLIENT, port: 40_000 + index };
    const talk = new Conversation(scenario, { client, server: SERVER, at: index * 3000 }).open();
    for (const { side, bytes } of sayings) {
      talk.wait(random.pick([50, 900, 5000]));
      talk[side](inWrites(bytes.subarray(0, MOST_BYTES), random), {
        acknowledge: random.pick(['each', 'last', 'none']),
      });
    }
    const ending = random.below(4);
    if (ending === 0) talk.reset('server');
    else if (ending < 3) talk.close(random.pick(['client', 'server']));
  }
  const { epoch } = scenario;
  return collectBytes((write) => {
    if (secrets === null) {
      writePackets(pcapWriter(write, { linkLayer: 'raw', epoch }), scenario.drain());
      return;
    }
    const writer = pcapngWriter(write, { epoch, interfaces: [{ linkLayer: 'raw' }] });
    if (secrets.place === 'before') writer.secrets(secrets.keyLog);
    writePackets(writer, scenario.drain());
    if (secrets.place === 'behind') writer.secrets(secrets.keyLog);
  });
}

function inWrites(bytes: Buffer, random: Random): readonly Buffer[] {
  if (random.chance(0.5)) return [bytes];
  const step = Math.max(Math.ceil(bytes.length / 40), random.pick([1, 7, 60, 900]));
  const writes: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += step) writes.push(bytes.subarray(at, at + step));
  return writes;
}
