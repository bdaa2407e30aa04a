import { Random, type Side } from '../../samples/builder/index.ts';
import { handshakeSteps, keyLogLines, newSession, TLS_SUITES, TlsWriter } from '../../samples/tls/index.ts';
import { pcapng, u32 } from '../capture/capture-bytes.ts';
import { FLAGS, tcp } from './packets.ts';

const RAW = 101;
const SERVER = 0x0a00_0002;
const PORT = 9091;
const SECRETS_BLOCK = 0x0a;
const TLS_KEY_LOG = 0x544c534b;
const SEGMENT_BYTES = 1400;
const SUITE = TLS_SUITES['tls13-aes128-gcm'];

/**
 * TLS connections with their secrets, each of which loses a segment. What follows looks like the head of a record at every few bytes, so
 * that whoever searches the next record finds thousands to try.
 */
export function* falseRecords(connections: number, bytesOfEach: number): Generator<Buffer> {
  const ng = pcapng();
  const random = new Random(7);
  yield ng.section();
  yield ng.face(RAW);
  let time = 1_700_000_000_000_000n;
  for (let index = 0; index < connections; index += 1) {
    const fields = { suite: SUITE, serverName: 'backend.example', protocols: [], encryptThenMac: false };
    const session = newSession({ ...fields, hasEarlyData: false, isResumed: false }, random);
    const keyLog = Buffer.from(`${keyLogLines(session).join('\n')}\n`);
    yield ng.block(SECRETS_BLOCK, Buffer.concat([u32(TLS_KEY_LOG), u32(keyLog.length), keyLog]));
    const next: Record<Side, number> = { client: 1, server: 1 };
    const client = 0x1400_0000 + index;
    const packet = (side: Side, payload: Buffer, flags: number = FLAGS.ack): Buffer => {
      const isClient = side === 'client';
      const other: Side = isClient ? 'server' : 'client';
      const ends = isClient
        ? { from: client, to: SERVER, fromPort: 40_000, toPort: PORT }
        : { from: SERVER, to: client, fromPort: PORT, toPort: 40_000 };
      const isSyn = (flags & FLAGS.syn) !== 0;
      const data = tcp({
        ...ends,
        sequence: isSyn ? 0 : next[side],
        acknowledgement: isClient && isSyn ? 0 : next[other],
        flags,
        payload,
      });
      next[side] += payload.length;
      time += 100n;
      return ng.enhanced({ time, data });
    };
    const nothing = Buffer.alloc(0);
    yield packet('client', nothing, FLAGS.syn);
    yield packet('server', nothing, FLAGS.syn | FLAGS.ack);
    const writer = new TlsWriter(session, random);
    const shape = { chain: [], asksClientCertificate: false, isRetried: false, earlyData: null };
    for (const step of handshakeSteps(session, shape, random))
      yield packet(step.side, Buffer.concat(writer.write(step)));
    // One segment is lost.
    next.client += SEGMENT_BYTES;
    const heads = Buffer.alloc(
      bytesOfEach,
      Buffer.from([0x17, 0x03, 0x03, 0x00, 0x20, 0x17, 0x03, 0x03, 0x01, 0x00]),
    );
    for (let at = 0; at < heads.length; at += SEGMENT_BYTES)
      yield packet('client', heads.subarray(at, at + SEGMENT_BYTES));
    yield packet('client', nothing, FLAGS.fin | FLAGS.ack);
    yield packet('server', nothing, FLAGS.fin | FLAGS.ack);
  }
}
