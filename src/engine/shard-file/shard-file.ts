import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Packer, type Shape, unpack } from '../../base/shape/index.ts';
import type { Dialect } from '../../dialects/index.ts';
import { MarkBook, Masker } from '../../privacy/index.ts';
import type { ReadingOptions } from '../reading.ts';
import type { Shard } from '../shard.ts';
import { withCallsInspected } from '../unsettled.ts';
import { marksShape, textsRead, textsWritten } from './marks-shape.ts';
import { dialectsOf, headerShape, namedDialect, type ShardHeader } from './shard-header.ts';
import { shardShape } from './shard-shape.ts';

/** What such a file begins with; the number is that of the frame of the file, which the form of its content does not tell. */
const MAGIC = Buffer.from('hookscope-shard 1\n');
const SHA256_BYTES = 32;
/** Where the marks begin, counted from the beginning of the file. */
const PLACE_BYTES = 8;

/** What a shard is written with. */
export interface ShardWriting extends Pick<ReadingOptions, 'dialects' | 'ports' | 'host' | 'hookSecret'> {
  /** That with which the traffic was read. */
  readonly masker: Masker;
  /** The marks of that masker. */
  readonly marks: MarkBook;
  /** Of the program. */
  readonly version: string;
  /** Texts are masked. False only where the bytes stay within one process. */
  readonly isMasked: boolean;
}

/**
 * The bytes of a file that holds a shard of one reading. It has what reports need: no bytes of the capture, no headers, no
 * payloads, and no secrets (design §9).
 */
export function shardBytes(shard: Shard, writing: ShardWriting): readonly Uint8Array[] {
  const { dialects, ports, host, masker, marks, version, isMasked } = writing;
  const [part, ...more] = shard.parts;
  const inspected =
    part === undefined
      ? shard
      : { ...shard, parts: [withCallsInspected(part, { ...writing, keepExchanges: 'none' }), ...more] };
  const shape = shardShape({ dialects, shown: textsWritten(isMasked ? masker : null) });
  const packer = new Packer();
  packer.bytes(MAGIC);
  packer.bytes(formDigest(shape));
  headerShape.write(
    {
      version,
      dialects: dialects.map(namedDialect),
      ports,
      host,
      showsSecrets: masker.showSecrets,
      isMasked,
    },
    packer,
  );
  shape.write(inspected, packer);
  const marksAt = packer.length;
  marksShape.write(marks.given(), packer);
  packer.bytes(placeBytes(marksAt));
  const chunks = packer.chunks();
  const sum = createHash('sha256');
  for (const chunk of chunks) sum.update(chunk);
  return [...chunks, sum.digest()];
}

/** What a shard is read with. */
export interface ShardOpening {
  readonly dialects: readonly Dialect[];
  /** The marks of this run. */
  readonly marks: MarkBook;
  /** Of the program. */
  readonly version: string;
}

export type OpenedShard =
  | {
      readonly ok: true;
      readonly shard: Shard;
      readonly header: ShardHeader;
      readonly dialects: readonly Dialect[];
    }
  /** `message`: why not, and what to do, as a sentence about the file without its name. */
  | { readonly ok: false; readonly message: string };

/** Whether a file that begins so holds a shard. */
export function isShard(begin: Uint8Array): boolean {
  return begin.length >= MAGIC.length && MAGIC.equals(begin.subarray(0, MAGIC.length));
}

/** Bytes by which {@link isShard} tells. */
export const SHARD_MAGIC_BYTES = MAGIC.length;

const READ_AGAIN = 'read the capture again with this version';

/** A shard from the bytes of a file. They may be anybody's: whatever they are, it ends well. */
export function openShard(bytes: Buffer, { dialects, marks, version }: ShardOpening): OpenedShard {
  if (!isShard(bytes)) return { ok: false, message: 'it holds no shard' };
  const bodyEnd = bytes.length - SHA256_BYTES;
  const headerAt = MAGIC.length + SHA256_BYTES;
  if (bodyEnd < headerAt + PLACE_BYTES) return { ok: false, message: 'it is cut off; make it again' };
  const sum = createHash('sha256').update(bytes.subarray(0, bodyEnd)).digest();
  if (!sum.equals(bytes.subarray(bodyEnd))) {
    return { ok: false, message: 'it is damaged: its checksum is another one; make it again' };
  }
  const known = shardShape({ dialects: [], shown: textsWritten(null) });
  const isKnownForm = formDigest(known).equals(bytes.subarray(MAGIC.length, headerAt));
  const header = readPrefix(headerShape, bytes.subarray(0, bodyEnd), headerAt);
  if (!header.ok && isKnownForm) return { ok: false, message: `it is damaged: ${header.message}` };
  const made = header.ok ? `hookscope ${header.value.version}` : 'another version of hookscope';
  if (!isKnownForm || !header.ok || header.value.version !== version) {
    return { ok: false, message: `it was made by ${made}, and this is ${version}: ${READ_AGAIN}` };
  }
  const found = dialectsOf(header.value, dialects);
  if (!found.ok) return found;
  const marksAt = Number(bytes.readBigUInt64LE(bodyEnd - PLACE_BYTES));
  if (marksAt < header.end || marksAt > bodyEnd - PLACE_BYTES) {
    return { ok: false, message: 'it is damaged: its marks are not there' };
  }
  const given = unpack(marksShape, bytes.subarray(0, bodyEnd - PLACE_BYTES), marksAt);
  if (!given.ok) return { ok: false, message: `it is damaged: ${given.message}` };
  const shape = shardShape({
    dialects: found.dialects,
    shown: textsRead(given.value, marks, header.value.isMasked),
  });
  const shard = unpack(shape, bytes.subarray(0, marksAt), header.end);
  if (!shard.ok) return { ok: false, message: `it is damaged: ${shard.message}` };
  return { ok: true, shard: shard.value, header: header.value, dialects: found.dialects };
}

type Prefix<Value> =
  | { readonly ok: true; readonly value: Value; readonly end: number }
  | { readonly ok: false; readonly message: string };

/** A value that others follow, and where it ends. */
function readPrefix<Value>(shape: Shape<Value>, bytes: Buffer, from: number): Prefix<Value> {
  let end = from;
  const noting: Shape<Value> = {
    ...shape,
    read: (unpacker) => {
      const value = shape.read(unpacker);
      end = unpacker.at;
      unpacker.bytes(unpacker.left);
      return value;
    },
  };
  const read = unpack(noting, bytes, from);
  return read.ok ? { ...read, end } : read;
}

let lastForm: { readonly form: string; readonly digest: Buffer } | null = null;

/** By which files of another form are told: it changes with every column and member. */
function formDigest({ form }: Shape<Shard>): Buffer {
  if (lastForm?.form !== form) lastForm = { form, digest: createHash('sha256').update(form).digest() };
  return lastForm.digest;
}

function placeBytes(at: number): Buffer {
  const bytes = Buffer.alloc(PLACE_BYTES);
  bytes.writeBigUInt64LE(BigInt(at));
  return bytes;
}

/** A masker and its marks, for traffic that is read into a shard. `key`: see `MarkBook`. */
export function maskerForShard(
  showSecrets: boolean,
  key: Uint8Array,
): Pick<ShardWriting, 'masker' | 'marks'> {
  const marks = new MarkBook(key);
  return { masker: new Masker({ showSecrets }, marks), marks };
}
