import { Buffer } from 'node:buffer';
import { formFor } from '../../hooks/index.ts';
import { headerValue, type RequestMessage, type ResponseMessage } from '../../http/index.ts';
import {
  type PayloadKind,
  type SecretRange,
  secretRangesOfForm,
  secretRangesOfPayload,
} from '../../privacy/index.ts';
import { readChunked } from './chunked-body.ts';
import { fillRanges } from './fill-ranges.ts';
import { BLANK, type Fillers } from './fillers.ts';
import { endOfHead, matchable, scrubHead } from './head.ts';

/** A message as its bytes were on the wire. */
export interface RawMessage {
  readonly bytes: Buffer;
  /** How many bytes stand before the first one that the capture lacks; `bytes.length` where it lacks none. */
  readonly whole: number;
}

/** A message with its secrets replaced. */
export interface ScrubbedMessage {
  /** As long as the message was; bytes of it that could not be looked through are blank. */
  readonly bytes: Buffer;
  /** Why a part of it is blank as a whole. */
  readonly blanked: BlankReason | null;
  /** A compressed body that was left as it is, because nothing in it looks secret. */
  readonly compressed: CompressedBody | null;
}

/**
 * `compressed`: its secrets cannot be replaced in place, or it cannot be decoded. `http2`: neither can those of its compressed header
 * fields, and no part of it is told.
 */
export type BlankReason = 'compressed' | 'incomplete' | 'binary' | 'unreadable' | 'http2';

export interface CompressedBody {
  readonly decoded: Buffer;
  readonly parts: readonly Buffer[];
}

type Message = RequestMessage | ResponseMessage;

/** Replaces what is secret in a message, as it was on the wire. `raw.bytes` is not changed. */
export function scrubMessage(
  raw: RawMessage,
  message: Message,
  kind: PayloadKind,
  fillers: Fillers,
): ScrubbedMessage {
  const bytes = Buffer.alloc(raw.bytes.length, BLANK);
  // The bytes are no HTTP, so nothing tells what they mean.
  if ('status' in message && message.status === 0) return { bytes, blanked: 'unreadable', compressed: null };
  raw.bytes.copy(bytes, 0, 0, raw.whole);
  const whole = bytes.subarray(0, raw.whole);
  const found = endOfHead(whole);
  const headEnd = found < 0 ? whole.length : found;
  scrubHead(whole.subarray(0, headEnd), fillers, kind.dialect);
  const body = scrubBody(whole, headEnd, message, kind, fillers);
  const isShort = raw.whole < raw.bytes.length;
  return { bytes, blanked: body.blanked ?? (isShort ? 'incomplete' : null), compressed: body.compressed };
}

type ScrubbedBody = Pick<ScrubbedMessage, 'blanked' | 'compressed'>;

const NOTHING_BLANKED: ScrubbedBody = { blanked: null, compressed: null };

function scrubBody(
  bytes: Buffer,
  start: number,
  message: Message,
  kind: PayloadKind,
  fillers: Fillers,
): ScrubbedBody {
  if (start >= bytes.length) return NOTHING_BLANKED;
  const transfer = headerValue(message.headers, 'transfer-encoding') ?? '';
  if (!/chunked\s*$/i.test(transfer)) {
    const parts = [bytes.subarray(start)];
    return scrubData(parts, isCoded(message, transfer), message, rangesOf(message, kind), fillers);
  }
  const { data, trailers, complete } = readChunked(bytes, start);
  if (complete) scrubHead(bytes.subarray(trailers), fillers);
  else bytes.fill(BLANK, trailers);
  const parts = data.map(([from, to]) => bytes.subarray(from, to));
  const scrubbed = scrubData(parts, isCoded(message, transfer), message, rangesOf(message, kind), fillers);
  const isBroken = !complete && trailers < bytes.length;
  return isBroken && scrubbed.blanked === null ? { ...scrubbed, blanked: 'unreadable' } : scrubbed;
}

/** Where the secrets of a body stand; null where it cannot be looked through. */
type FindRanges = (text: string) => readonly SecretRange[] | null;

/** A request may have a form as its body; the answer to it is read as JSON. */
function rangesOf(message: Message, kind: PayloadKind): FindRanges {
  const isForm = !('status' in message) && formFor(kind.dialect, message) === 'form';
  return (text) => (isForm ? secretRangesOfForm(text, kind) : secretRangesOfPayload(text, kind));
}

function isCoded({ headers }: Message, transfer: string): boolean {
  const content = headerValue(headers, 'content-encoding') ?? '';
  return !/^\s*(?:identity)?\s*$/i.test(content) || !/^\s*(?:chunked)?\s*$/i.test(transfer);
}

function scrubData(
  parts: readonly Buffer[],
  coded: boolean,
  { body }: Message,
  find: FindRanges,
  fillers: Fillers,
): ScrubbedBody {
  const blank = (blanked: BlankReason): ScrubbedBody => {
    for (const part of parts) part.fill(BLANK);
    return { blanked, compressed: null };
  };
  if (coded) {
    const isSeen = body.decoded && body.complete && body.length === body.bytes.length;
    if (!isSeen || holdsSecrets(body.bytes, find)) return blank('compressed');
    return { blanked: null, compressed: { decoded: body.bytes, parts } };
  }
  const data = Buffer.concat(parts);
  const ranges = findRanges(data, find);
  if (ranges === null) return blank(data.includes(0) ? 'binary' : 'unreadable');
  fillRanges(data, ranges.text, ranges.encoding, ranges.ranges, fillers);
  let at = 0;
  for (const part of parts) at += data.copy(part, 0, at, at + part.length);
  return NOTHING_BLANKED;
}

function holdsSecrets(data: Buffer, find: FindRanges): boolean {
  const found = findRanges(data, find);
  return found === null || found.ranges.length > 0;
}

/** A body as text, and where its secrets stand in it. */
interface TextWithSecrets {
  readonly text: string;
  readonly encoding: 'utf8' | 'latin1';
  readonly ranges: readonly SecretRange[];
}

/** What is secret in a body; null where it cannot be looked through: it is no text, or nested too deeply. */
function findRanges(data: Buffer, find: FindRanges): TextWithSecrets | null {
  // Text in UTF-16 has such bytes too.
  if (data.includes(0)) return null;
  const utf8 = data.toString('utf8');
  const isUtf8 = Buffer.from(utf8).equals(data);
  const text = isUtf8 ? utf8 : matchable(data);
  const ranges = find(text);
  return ranges === null ? null : { text, encoding: isUtf8 ? 'utf8' : 'latin1', ranges };
}
