import type { Random } from '../../../samples/builder/index.ts';
import type { TlsStep } from '../../../samples/tls/index.ts';
import { mutateBytes } from '../mutation/bytes.ts';
import { faultCount } from '../mutation/count.ts';
import { extreme } from '../mutation/numbers.ts';
import { mutateText } from '../mutation/text.ts';
import type { Seeds } from '../seeds/index.ts';
import type { MakeInput } from './stage.ts';
import { type Saying, talkCapture } from './talk.ts';
import { recordsOf, type SentRecord, sayingsOf, type TlsTalk, tlsTalk } from './tls-talk.ts';

const HANDSHAKE = 22;
const HEAD_BYTES = 5;
const MOST_CONTENT_BYTES = 20_000;

/** Records of TLS whose heads, content or order are wrong; the handshake and what is encrypted are sound. */
export const tlsRecords: MakeInput = (random, seeds) => {
  const talk = hooksOverTls(random, seeds);
  let records = recordsOf(talk, random);
  for (let left = faultCount(random); left > 0; left--) records = damagedRecords(records, random);
  return capture(records, talk, random);
};

/** Messages of the handshake, in clear and encrypted, whose bytes, lengths or order are wrong; records and encryption are sound. */
export const tlsHandshake: MakeInput = (random, seeds) => {
  const talk = hooksOverTls(random, seeds);
  let steps = [...talk.steps];
  for (let left = faultCount(random); left > 0; left--) steps = damagedSteps(steps, random);
  if (random.chance(0.3)) steps = joined(steps, random);
  return capture(recordsOf({ session: talk.session, steps }, random), talk, random);
};

function hooksOverTls(random: Random, seeds: Seeds): TlsTalk {
  const sayings: Saying[] = [];
  for (let left = random.pick([1, 2, 3]); left > 0; left--) {
    const { requestHead, requestBody, answerHead, answerBody } = random.pick(
      random.chance(0.8) ? seeds.hooks : seeds.messages,
    );
    const message = (head: string, body: string): Buffer =>
      Buffer.from(`${head}\r\n\r\n${body}`.slice(0, MOST_CONTENT_BYTES), 'latin1');
    sayings.push({ side: 'request', bytes: message(requestHead, requestBody) });
    sayings.push({ side: 'answer', bytes: message(answerHead, answerBody) });
  }
  return tlsTalk(sayings, random);
}

/** The key log is damaged as well at times, or has no secret for the connection. */
function capture(records: readonly SentRecord[], { keyLog }: TlsTalk, random: Random) {
  const log = random.chance(0.1) ? mutateText(keyLog, random, 1) : keyLog;
  const bytes = talkCapture([sayingsOf(records)], random, {
    keyLog: random.chance(0.05) ? '' : log,
    place: random.pick(['before', 'before', 'behind']),
  });
  return { kind: 'capture', bytes } as const;
}

function damagedRecords(records: readonly SentRecord[], random: Random): SentRecord[] {
  const made = [...records];
  const at = random.below(records.length);
  const record = made[at];
  if (record === undefined) return [{ side: 'request', bytes: intruder(random) }];
  // What is no record any more has no head to be damaged.
  const bytes = Buffer.concat([record.bytes, Buffer.alloc(Math.max(0, HEAD_BYTES - record.bytes.length))]);
  const changed = (other: Buffer): void => {
    made[at] = { ...record, bytes: other };
  };
  switch (random.below(10)) {
    case 0:
      bytes[0] = random.pick([20, 21, 22, 23, 24, 0x80, extreme(random, 8)]);
      changed(bytes);
      break;
    case 1:
      bytes.writeUInt16BE(random.pick([0, 0x0300, 0x0301, 0x0304, 0xfefd, extreme(random, 16)]), 1);
      changed(bytes);
      break;
    case 2:
      bytes.writeUInt16BE(extreme(random, 16, bytes.readUInt16BE(3)), 3);
      changed(bytes);
      break;
    case 3:
      changed(
        Buffer.concat([bytes.subarray(0, HEAD_BYTES), mutateBytes(bytes.subarray(HEAD_BYTES), random, 1)]),
      );
      break;
    case 4:
      changed(bytes.subarray(0, random.below(bytes.length)));
      break;
    case 5:
      made.splice(at, random.pick([1, 1, 2, 6]));
      break;
    case 6:
      made.splice(random.below(made.length), 0, record);
      break;
    case 7:
      made.splice(at, 1);
      made.splice(random.below(made.length + 1), 0, record);
      break;
    case 8:
      changed(random.bytes(bytes.length));
      break;
    default:
      made.splice(
        at,
        0,
        ...Array.from({ length: random.pick([1, 1, 4, 300]) }, (): SentRecord => {
          return { side: random.pick(['request', 'answer']), bytes: intruder(random) };
        }),
      );
  }
  return made;
}

/** A record that nobody encrypted, or what is none. */
function intruder(random: Random): Buffer {
  const type = random.pick([20, 21, 22, 23, 24]);
  const content = random.pick([
    () => Buffer.alloc(0),
    () => Buffer.of(1),
    () => Buffer.from([random.pick([1, 2]), random.below(256)]),
    () => random.bytes(random.between(1, 80)),
    () => Buffer.alloc(random.pick([16_384, 16_385, 18_432, 18_433])),
  ])();
  if (random.chance(0.1)) return Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
  if (random.chance(0.1)) return Buffer.from('802e0100020015000000100100800200800300800700c0', 'hex');
  return Buffer.concat([Buffer.from([type, 3, 3, content.length >> 8, content.length & 0xff]), content]);
}

function damagedSteps(steps: readonly TlsStep[], random: Random): TlsStep[] {
  const made = [...steps];
  const messages = steps.flatMap((step, index) => (step.type === HANDSHAKE ? [index] : []));
  const at = messages.length > 0 && random.chance(0.85) ? random.pick(messages) : random.below(steps.length);
  const step = made[at];
  if (step === undefined) return made;
  const content = Buffer.from(step.content);
  switch (random.below(9)) {
    case 0:
    case 1:
      made[at] = { ...step, content: mutateBytes(content, random, random.pick([1, 1, 3])) };
      break;
    case 2:
      // The bytes behind the head: randoms, lengths of vectors, extensions, certificates.
      made[at] = { ...step, content: withLength(content, mutateBytes(content.subarray(4), random, 1)) };
      break;
    case 3:
      if (content.length >= 4) content.writeUIntBE(extreme(random, 32) % 0x100_0000, 1, 3);
      made[at] = { ...step, content };
      break;
    case 4:
      if (content.length > 0) content[0] = random.chance(0.7) ? random.below(25) : extreme(random, 8);
      made[at] = { ...step, content };
      break;
    case 5:
      made.splice(at, 1);
      break;
    case 6:
      made.splice(random.below(made.length), 0, step);
      break;
    case 7:
      made.splice(at, 1);
      made.splice(random.below(made.length + 1), 0, step);
      break;
    default:
      made.splice(at, 0, { ...step, content: largeMessage(random) });
  }
  return made;
}

/** A handshake message with another body, whose head tells its length. */
function withLength(content: Buffer, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head[0] = content[0] ?? 0;
  head.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([head, body]);
}

/** A message that is longer than any has to be: a Certificate, or one of an unknown kind. */
function largeMessage(random: Random): Buffer {
  const type = random.pick([11, 4, 13, 99]);
  return withLength(Buffer.of(type), Buffer.alloc(random.pick([20_000, 70_000, 140_000]), random.below(256)));
}

/** Messages that follow each other from one side in one step, so that records hold several or parts of them. */
function joined(steps: readonly TlsStep[], random: Random): TlsStep[] {
  const made: TlsStep[] = [];
  for (const step of steps) {
    const last = made.at(-1);
    const fits =
      last !== undefined && last.type === step.type && last.side === step.side && last.keys === undefined;
    if (fits && random.chance(0.8))
      made[made.length - 1] = { ...step, content: Buffer.concat([last.content, step.content]) };
    else made.push(step);
  }
  return made;
}
