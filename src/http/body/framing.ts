import type { HeaderList, MessageSide, ProblemKind } from '../exchange.ts';

/** How the end of a body is found (RFC 9112 §6.3). */
export interface Framing {
  readonly kind: 'none' | 'sized' | 'chunked' | 'until-close';
  /** Bytes of a sized body; 0 for the other kinds. */
  readonly length: number;
  /** Codings to undo, without `chunked`, in the order in which they are to be undone. Lower case. */
  readonly codings: readonly string[];
  readonly faults: readonly FramingFault[];
  /** The protocol that the message asks for or grants by `Upgrade`, in lower case; '' where it does not. */
  readonly upgrade: string;
  /** The client holds the body back until the server asks for it (RFC 9110 §10.1.1). */
  readonly expectsContinue: boolean;
}

export interface FramingFault {
  readonly kind: ProblemKind;
  readonly value: string;
}

const NO_CODINGS: readonly string[] = [];
const NO_FRAMING_FAULTS: readonly FramingFault[] = [];
const CONTINUE = /^100-continue$/i;
/** 1*DIGIT (RFC 9110 §8.6): zeros may lead. More digits than these give no length that a double can count. */
const DECIMAL = /^0*\d{1,15}$/;

/** The values of the fields that decide about framing, in order of appearance; null where there is no such field. */
interface FramingFields {
  lengths: string[] | null;
  transferCodings: string[] | null;
  contentCodings: string[] | null;
  upgrade: string;
  expectsContinue: boolean;
}

/** A message without a body. */
export const NO_BODY: Framing = {
  kind: 'none',
  length: 0,
  codings: NO_CODINGS,
  faults: NO_FRAMING_FAULTS,
  upgrade: '',
  expectsContinue: false,
};

/** A body that lasts until the direction ends. */
export const UNTIL_CLOSE: Framing = { ...NO_BODY, kind: 'until-close' };

/**
 * Whether a response has no body, whatever its fields say: 1xx, 204, 304, any response to HEAD, and 2xx to CONNECT
 * (RFC 9112 §6.3 rules 1 and 2). `method`: the method of its request; '' where it is not known.
 */
export function isBodiless(status: number, method: string): boolean {
  if (status < 200 || status === 204 || status === 304 || method === 'HEAD') return true;
  return method === 'CONNECT' && status < 300;
}

/**
 * What the fields of a message say about its body. Without length and transfer coding, a request has no body, and the
 * body of a response lasts until the connection closes (RFC 9112 §6.3 rules 7 and 8).
 */
export function frame(headers: HeaderList, version: string, side: MessageSide): Framing {
  const fields = framingFields(headers);
  const { lengths, transferCodings, contentCodings, upgrade, expectsContinue } = fields;
  const faults: FramingFault[] = [];
  const content = contentCodings === null ? NO_CODINGS : listed(contentCodings);
  const transfer = transferCodings === null ? NO_CODINGS : listed(transferCodings);
  const length = lengths === null ? -1 : contentLength(lengths, faults);
  const chunked = transfer.at(-1) === 'chunked';
  const inner = chunked ? transfer.slice(0, -1) : transfer;
  const usable = !inner.includes('chunked') && !inner.includes('identity');
  if (transfer.length > 0 && (!usable || version === '1.0' || (!chunked && side === 'request'))) {
    faults.push({ kind: 'bad-transfer-encoding', value: transfer.join(', ') });
  }
  if (transfer.length > 0 && lengths !== null) {
    faults.push({ kind: 'length-and-chunked', value: lengths.join(', ') });
  }
  const coded = transfer.some((coding) => coding !== 'identity');
  // A transfer coding was applied last, so it is undone first (RFC 9112 §6.1, RFC 9110 §8.4).
  const applied = content.length === 0 && inner.length === 0 ? NO_CODINGS : [...content, ...inner];
  const codings = applied.length === 0 ? NO_CODINGS : applied.toReversed().filter(isUndone);
  const known = { codings, faults, upgrade, expectsContinue };
  if (chunked) return { kind: 'chunked', length: 0, ...known };
  if (coded && side === 'response') return { kind: 'until-close', length: 0, ...known };
  if (length > 0) return { kind: 'sized', length, ...known };
  if (length === 0 || side === 'request') return { kind: 'none', length: 0, ...known };
  return { kind: 'until-close', length: 0, ...known };
}

/** Whether a coding changes the bytes, and is still to be undone behind the chunked coding. */
function isUndone(coding: string): boolean {
  return coding !== 'identity' && coding !== 'chunked';
}

function framingFields(headers: HeaderList): FramingFields {
  const fields: FramingFields = {
    lengths: null,
    transferCodings: null,
    contentCodings: null,
    upgrade: '',
    expectsContinue: false,
  };
  let upgrade = '';
  let wantsUpgrade = false;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index];
    const value = headers[index + 1];
    // Few names have the length of one of these, so few have to be copied to lower case.
    switch (name.length) {
      case 14:
        if (name === 'Content-Length' || name.toLowerCase() === 'content-length') {
          fields.lengths = fields.lengths === null ? [value] : [...fields.lengths, value];
        }
        break;
      case 17:
        if (name.toLowerCase() === 'transfer-encoding')
          fields.transferCodings = [...(fields.transferCodings ?? []), value];
        break;
      case 16:
        if (name.toLowerCase() === 'content-encoding')
          fields.contentCodings = [...(fields.contentCodings ?? []), value];
        break;
      case 10:
        if (value.length >= 7 && name.toLowerCase() === 'connection') {
          wantsUpgrade ||= value.toLowerCase().includes('upgrade');
        }
        break;
      case 6:
        if (name.toLowerCase() === 'expect') fields.expectsContinue ||= CONTINUE.test(value);
        break;
      case 7:
        if (name.toLowerCase() === 'upgrade') upgrade = value.toLowerCase();
        break;
    }
  }
  if (wantsUpgrade) fields.upgrade = upgrade;
  return fields;
}

/** The elements of comma-separated lists (RFC 9110 §5.6.1), in lower case and without parameters. */
function listed(values: readonly string[]): string[] {
  const elements: string[] = [];
  for (const value of values) {
    for (const element of value.split(',')) {
      const name = element.replace(/;.*$/s, '').trim().toLowerCase();
      if (name !== '') elements.push(name);
    }
  }
  return elements;
}

/** The announced length in bytes; -1 where the values tell none. */
function contentLength(values: readonly string[], faults: FramingFault[]): number {
  const only = values.length === 1 ? values[0] : '';
  if (DECIMAL.test(only)) return Number(only);
  const all = values.flatMap((value) => value.split(',').map((part) => part.trim()));
  const joined = values.join(', ');
  if (all.some((value) => !DECIMAL.test(value))) {
    faults.push({ kind: 'bad-content-length', value: joined });
    return -1;
  }
  const first = Number(all[0]);
  if (all.some((value) => Number(value) !== first)) {
    faults.push({ kind: 'conflicting-content-length', value: joined });
  } else if (all.length > 1) {
    faults.push({ kind: 'repeated-content-length', value: joined });
  }
  return first;
}
