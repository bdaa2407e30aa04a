/** What a DNS message says (RFC 1035 §4.1) as far as the resolution of a host's name is concerned. */
export interface DnsMessage {
  readonly isResponse: boolean;
  /** The response code; 0: no error. */
  readonly rcode: number;
  /** The name that is asked for, in lower case and without the last dot. */
  readonly name: string;
  /** The type that is asked for: 1 is A, 28 is AAAA. */
  readonly type: number;
  /** The response holds an address: a record of type A or AAAA among its answers. */
  readonly hasAddress: boolean;
}

const HEADER = { flags: 2, questions: 4, answers: 6, length: 12 } as const;
const RESPONSE_FLAG = 0x8000;
const OPCODE_MASK = 0x7800;
const RCODE_MASK = 0x000f;
/** Type and class behind a name. */
const QUESTION_LENGTH = 4;
/** Type, class, time to live and length behind a name. */
const RECORD = { type: 0, dataLength: 8, length: 10 } as const;
const A = 1;
const AAAA = 28;
/** RFC 1035 §3.1, §4.1.4: the upper bits of a length mark a pointer. */
const POINTER = 0xc0;
const MAX_NAME_BYTES = 255;
/** Answers looked at for an address; a chain of aliases is shorter. */
const MAX_ANSWERS = 32;

/**
 * Reads a message from `start` to before `end`. Null for what is no query of a name (another operation, several questions,
 * a zone transfer) or is cut within its question. Never throws.
 */
export function readDnsMessage(bytes: Buffer, start: number, end: number): DnsMessage | null {
  if (end - start < HEADER.length) return null;
  const flags = bytes.readUInt16BE(start + HEADER.flags);
  if ((flags & OPCODE_MASK) !== 0 || bytes.readUInt16BE(start + HEADER.questions) !== 1) return null;
  const question = readName(bytes, start + HEADER.length, end);
  if (question === null || question.next + QUESTION_LENGTH > end) return null;
  const isResponse = (flags & RESPONSE_FLAG) !== 0;
  return {
    isResponse,
    rcode: flags & RCODE_MASK,
    name: question.name,
    type: bytes.readUInt16BE(question.next),
    hasAddress:
      isResponse &&
      holdsAddress(bytes, question.next + QUESTION_LENGTH, end, bytes.readUInt16BE(start + HEADER.answers)),
  };
}

function holdsAddress(bytes: Buffer, start: number, end: number, answers: number): boolean {
  let at = start;
  for (let answer = 0; answer < Math.min(answers, MAX_ANSWERS); answer++) {
    const record = afterName(bytes, at, end);
    if (record === null || record + RECORD.length > end) return false;
    const type = bytes.readUInt16BE(record + RECORD.type);
    if (type === A || type === AAAA) return true;
    at = record + RECORD.length + bytes.readUInt16BE(record + RECORD.dataLength);
  }
  return false;
}

/** A name that is written out, as the question's always is. */
function readName(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly name: string; readonly next: number } | null {
  const labels: string[] = [];
  let at = start;
  while (at < end && at - start <= MAX_NAME_BYTES) {
    const length = bytes[at];
    if (length === 0) return { name: labels.join('.').toLowerCase(), next: at + 1 };
    if ((length & POINTER) !== 0 || at + 1 + length > end) return null;
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return null;
}

/** The place behind a name, which may end with a pointer; null where the bytes end before. */
function afterName(bytes: Buffer, start: number, end: number): number | null {
  let at = start;
  while (at < end) {
    const length = bytes[at];
    if (length === 0) return at + 1;
    if ((length & POINTER) === POINTER) return at + 2 <= end ? at + 2 : null;
    at += 1 + length;
  }
  return null;
}
