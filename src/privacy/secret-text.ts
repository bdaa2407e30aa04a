import { isSecretName, SECRET_PARTS } from './secret-names.ts';
import { isMark, type Span } from './span.ts';
import { unwritten } from './unwritten.ts';

interface Pattern {
  /** Group 1: what stays. Group 2: the name, where it decides. Group 3: the secret, which follows on what stays. */
  readonly form: RegExp;
  readonly byName: boolean;
}

/**
 * Secrets within text that is not read as JSON or HTTP: SIP messages, session descriptions, URLs, broken JSON. Quotation
 * marks and line breaks may be written as escapes, because such text often lies within a JSON string.
 */
const PATTERNS: readonly Pattern[] = [
  // Digest (RFC 7616 §3.4, 3.5): from these the password can be guessed.
  { form: /(\b(response|cnonce|rspauth|auts)\s*=\s*\\?")([^"\\]+)/gi, byName: false },
  { form: /((\b(?:Basic|Bearer|WCS)) +)([A-Za-z0-9+/._~-]{16,}=*)/g, byName: false },
  // A JSON Web Token (RFC 7519 §3.1), wherever it stands.
  { form: /((?<![\w-])())(eyJ[\w-]{6,}\.[\w-]+\.[\w-]*)/g, byName: false },
  // A header field of a message within the text; its value goes to the end of the line (Digest is done above).
  {
    form: /((?:[\r\n]|\\n)((?:proxy-)?authorization|cookie|set-cookie)[ \t]*:(?![\s\\rn]*digest\b)(?:\r?\n[ \t]|\\r\\n[ \t]|[ \t])*(?:(?:basic|bearer|wcs)[ \t]+)?)((?:[^\r\n\\"]|\\(?![rn])|"(?!\s*(?:[,}\]]|$)))+)/gi,
    byName: false,
  },
  {
    form: /((?:[\r\n]|\\n)([\w-]{1,64})[ \t]*:[ \t]*)([^\s\\"]+)(?=[ \t]*(?:[\r\n]|\\r|\\n|$))/g,
    byName: true,
  },
  // A member of a JSON text, and of one that lies within a string of another.
  { form: /("([\w.-]{1,64})"\s*:\s*")((?:[^"\\]|\\[\s\S])+)/g, byName: true },
  { form: /(\\"([\w.-]{1,64})\\"\s*:\s*\\")((?:[^"\\]|\\\\\\"|\\(?!"))+)/g, byName: true },
  { form: /(\\?"([\w.-]{1,64})\\?"\s*:\s*)(-?\d[\d.eE+-]*)/g, byName: true },
  {
    form: new RegExp(
      `(\\\\?"([\\w.-]{0,40}(?:${SECRET_PARTS.source})[\\w.-]{0,40})\\\\?"\\s*:\\s*)([[{][^\\]}]*)`,
      'gi',
    ),
    byName: false,
  },
  // A parameter of a query, of a form, of a header field, or of a SIP address.
  { form: /((?:^|[?&;,\s])([\w.-]{1,64})=)([^&;,#\s"\\<>]+)/g, byName: true },
  { form: /((?:^|[?&;,\s])([\w.-]{1,64})=\\?")([^"\\]+)/g, byName: true },
  // A part of a form (RFC 7578 §4.2).
  {
    form: /(;[ \t]*name="?([\w.-]{1,64})"?(?:[^\r\n]*\r?\n){1,8}?\r?\n)([^\r\n]+)/g,
    byName: true,
  },
  // An element (XML).
  { form: /(<([\w:.-]{1,64})(?:\s[^<>]{0,256})?>)([^<>]+)/g, byName: true },
  // The password of a URL (RFC 3986 §3.2.1) or SIP address (RFC 3261 §19.1.1).
  {
    form: /((\b[a-z][a-z0-9+.-]{0,20}:\/\/|\bsips?:)(?:\[[a-z]+ \d+\]|[^\s/:@"\\<>])+:)([^\s/:@"\\<>]+)(?=@)/gi,
    byName: false,
  },
  // Keys of a session description: RFC 4568 §9.1, RFC 8839 §5.4.
  { form: /((a=crypto:)\d{1,9} [\w-]{1,64} inline:)([A-Za-z0-9+/=]+)/g, byName: false },
  { form: /((a=ice-pwd:))([A-Za-z0-9+/]+)/g, byName: false },
];
/** A text without any of these holds none of the forms. */
const SIGNS = /[="<\r\n]|:[^@\s]{1,128}@|\\n|eyJ|Basic |Bearer |WCS /;

/** False for a text that surely holds no secret; this costs next to nothing. */
export function mayHoldSecret(text: string): boolean {
  return SIGNS.test(text);
}

/** The secrets in a text. `names` are further names, in lower case, that are secret. */
export function* secretSpans(text: string, names: ReadonlySet<string>): Iterable<Span> {
  if (!mayHoldSecret(text)) return;
  for (const { form, byName } of PATTERNS) {
    for (const match of text.matchAll(form)) {
      const [, kept = '', name = '', secret = ''] = match;
      if (secret === '' || isMark(secret)) continue;
      if (byName && !isSecretName(name) && !names.has(name.toLowerCase())) continue;
      if (byName && HARMLESS.has(name.toLowerCase())) continue;
      const start = match.index + kept.length;
      yield { start, end: start + secret.length, kind: 'secret', value: unwritten(secret) };
    }
  }
}

/** Challenges name no secret, whatever they are called. */
export const HARMLESS: ReadonlySet<string> = new Set(['www-authenticate', 'proxy-authenticate']);
