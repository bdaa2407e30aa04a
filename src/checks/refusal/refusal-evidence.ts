import type { BodyForm, Dialect } from '../../dialects/index.ts';
import type { ReadCall } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { shownValue } from '../payload/excerpt.ts';
import { clipped } from '../wording.ts';
import { jsonMessages } from './json-messages.ts';
import { PIECE_BREAK } from './readable-page.ts';
import { type AnswerFacts, type RefusalFacts, TOLD_FIELDS, type ToldField } from './refusal-facts.ts';

/** Characters of a header field, a path or a line that are shown. */
const FIELD_CHARACTERS = 200;
/** Characters of what a body says that are shown. */
const BODY_CHARACTERS = 200;
/** Characters of it that are looked through for secrets, so that one that is cut at the end is found too. */
const LOOKED_THROUGH = 2048;
/** The content types of the forms that a server writes payloads in; a request with its payload in the query has none. */
const TYPES: Readonly<Record<BodyForm, RegExp>> = {
  json: /^\s*(?:application\/(?:json|[\w.!#$&^-]+\+json)|text\/json)\s*(?:;|$)/i,
  form: /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i,
  query: /^$/,
};

/** The facts as they may be shown: masked and clipped. The text of the body is left out; see {@link evidenceOf}. */
export function shownFacts(facts: RefusalFacts, masker: Masker): RefusalFacts {
  const { answer, request } = facts;
  const field = (name: string, value: string): string =>
    clipped(masker.headerField(name, value), FIELD_CHARACTERS);
  const fields: Partial<Record<ToldField, string>> = {};
  for (const [name, value] of Object.entries(answer.fields)) fields[name as ToldField] = field(name, value);
  const maybe = (name: string, value: string | null): string | null =>
    value === null ? null : field(name, value);
  const { hostFault } = request;
  return {
    status: facts.status,
    answer: { ...answer, fields, text: '' },
    request: {
      ...request,
      path: clipped(masker.target(request.path), FIELD_CHARACTERS),
      contentType: maybe('content-type', request.contentType),
      upgrade: maybe('upgrade', request.upgrade),
      expect: maybe('expect', request.expect),
      hostFault:
        hostFault?.kind === 'malformed' ? { ...hostFault, value: field('host', hostFault.value) } : hostFault,
      proxyHeader:
        request.proxyHeader === null ? null : clipped(masker.captured(request.proxyHeader), FIELD_CHARACTERS),
    },
  };
}

/**
 * What an answer that does not accept a call shows of its reason, with semicolons between: what its body says, its
 * fields, and what of the request is unusual; null where it shows nothing. `shown`: see {@link shownFacts}.
 */
export function evidenceOf(
  read: ReadCall,
  facts: RefusalFacts,
  shown: RefusalFacts,
  masker: Masker,
): string | null {
  const fields = (Object.keys(TOLD_FIELDS) as ToldField[]).flatMap((name) => {
    const value = shown.answer.fields[name];
    return value === undefined ? [] : [`${TOLD_FIELDS[name]}: ${value}`];
  });
  const said = saidIn(read, facts, masker);
  const unusual = facts.status === 0 || facts.status >= 400 ? unusualOf(shown, read.call.dialect) : [];
  const parts = [...(said === '' ? [] : [`the answer says "${said}"`]), ...fields, ...unusual];
  return parts.length === 0 ? null : parts.join('; ');
}

function saidIn({ responsePayload, call }: ReadCall, { answer }: RefusalFacts, masker: Masker): string {
  if (responsePayload.kind === 'object') {
    const messages = jsonMessages(responsePayload.members).map(
      ({ name, value }) => `${name}: ${shownValue(call.dialect, name, value, masker)}`,
    );
    return clipped(messages.join(', '), BODY_CHARACTERS);
  }
  const text = saidBesides(answer, call.response?.reason ?? '');
  const shown = masker.excerpt(text.slice(0, LOOKED_THROUGH), 0, BODY_CHARACTERS, call.dialect);
  return text.length > BODY_CHARACTERS ? `${shown}…` : shown;
}

/** What a page says that neither its status line nor its fields say, each thing once. */
function saidBesides({ text, fields, body }: AnswerFacts, reason: string): string {
  if (body !== 'page') return text;
  const kept: string[] = [];
  for (const piece of text.split(PIECE_BREAK)) {
    const bare = piece.replace(/^\d{3} /, '');
    const isKnown = bare === reason || bare === fields.server || /^\d{3}$/.test(bare);
    if (!isKnown && !kept.some((other) => other.includes(bare))) kept.push(piece);
  }
  return kept.join(PIECE_BREAK);
}

/** What of a request backends stumble over, one by one. */
function unusualOf({ request }: RefusalFacts, { delivery }: Dialect): readonly string[] {
  const { hostFault } = request;
  const lines: readonly (string | null)[] = [
    request.proxyHeader,
    request.hasTarget ? null : `${request.method} without a target`,
    hostFault === null
      ? null
      : hostFault.kind === 'malformed'
        ? `Host: ${hostFault.value}`
        : `Host is ${hostFault.kind}`,
    request.upgrade === null ? null : `Upgrade: ${request.upgrade}`,
    request.expect === null ? null : `Expect: ${request.expect}`,
    request.isChunked ? 'Transfer-Encoding: chunked' : null,
    !request.isChunked && !request.hasLength && request.length === 0 ? 'no Content-Length' : null,
    request.contentType !== null &&
    !delivery.bodyForms.some((form) => TYPES[form].test(request.contentType ?? ''))
      ? `Content-Type: ${request.contentType}`
      : null,
  ];
  return lines.filter((line) => line !== null).map((line) => `in the request: ${line}`);
}
