import type { HeaderList, ProblemKind } from './exchange.ts';

/** How the end of a body is found (RFC 9112 §6.3). */
export interface Framing {
  readonly kind: 'none' | 'sized' | 'chunked' | 'until-close';
  /** Bytes of a sized body. */
  readonly length: number;
  /** Codings to undo, in the order in which they are to be undone, `chunked` left out. Lower case. */
  readonly codings: readonly string[];
  readonly faults: readonly FramingFault[];
  /** The message asks for, or grants, another protocol on this connection; '' where not. Lower case. */
  readonly upgrade: string;
}

export interface FramingFault {
  readonly kind: ProblemKind;
  readonly value: string;
}

const NO_CODINGS: readonly string[] = [];
const NO_FRAMING_FAULTS: readonly FramingFault[] = [];
const DECIMAL = /^\d{1,15}$/;

/** The fields that framing looks at; their values in order of appearance. */
interface FramingFields {
  lengths: string[] | null;
  transferCodings: string[] | null;
  contentCodings: string[] | null;
  upgrade: string;
}

/** Framing of a request's body. A request without length and coding has none (RFC 9112 §6.3 rule 7). */
export function frameRequest(headers: HeaderList, version: string): Framing {
  return frame(headers, version, 'request', false);
}

/**
 * Framing of an answer's body. `method`: that of its request, '' where it is not known. Answers to HEAD, 1xx,
 * 204 and 304 have none whatever their fields say; one without length and coding lasts until close.
 */
export function frameAnswer(headers: HeaderList, version: string, status: number, method: string): Framing {
  const connected = method === 'CONNECT' && status >= 200 && status < 300;
  const bodiless =
    method === 'HEAD' || connected || status === 204 || status === 304 || (status >= 100 && status < 200);
  return frame(headers, version, 'answer', bodiless);
}

function frame(headers: HeaderList, version: string, side: 'request' | 'answer', bodiless: boolean): Framing {
  const fields = framingFields(headers);
  const { lengths, transferCodings, contentCodings, upgrade } = fields;
  if (transferCodings === null && contentCodings === null && lengths !== null && lengths.length === 1) {
    const value = lengths[0] as string;
    if (DECIMAL.test(value)) {
      const length = bodiless ? 0 : Number(value);
      const kind = length === 0 ? 'none' : 'sized';
      return { kind, length, codings: NO_CODINGS, faults: NO_FRAMING_FAULTS, upgrade };
    }
  }
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
  const codings = [...content, ...inner].reverse().filter(isUndone);
  const known = { codings, faults, upgrade };
  if (bodiless) return { kind: 'none', length: 0, ...known };
  if (chunked) return { kind: 'chunked', length: 0, ...known };
  if (coded && side === 'answer') return { kind: 'until-close', length: 0, ...known };
  if (length > 0) return { kind: 'sized', length, ...known };
  if (length === 0 || side === 'request') return { kind: 'none', length: 0, ...known };
  return { kind: 'until-close', length: 0, ...known };
}

function isUndone(coding: string): boolean {
  return coding !== 'identity' && coding !== 'chunked';
}

function framingFields(headers: HeaderList): FramingFields {
  const fields: FramingFields = { lengths: null, transferCodings: null, contentCodings: null, upgrade: '' };
  let upgrade = '';
  let wantsUpgrade = false;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] as string;
    const value = headers[index + 1] as string;
    // The length of a name tells most fields apart without a lower-case copy of it.
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
      case 7:
        if (name.toLowerCase() === 'upgrade') upgrade = value.toLowerCase();
        break;
    }
  }
  if (wantsUpgrade) fields.upgrade = upgrade;
  return fields;
}

/** Elements of a comma-separated list (RFC 9110 §5.6.1), lower case, without parameters. */
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

/** The announced length, or -1 where the values tell none. */
function contentLength(values: readonly string[], faults: FramingFault[]): number {
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
