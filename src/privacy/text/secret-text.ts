import { SIGNATURE_SCHEMES } from '../../dialects/index.ts';
import { withoutEscapes } from '../escapes.ts';
import { fieldLineSpans } from '../header/field-lines.ts';
import { HARMLESS } from '../header/header-field.ts';
import { isWordOfSentence, looksGenerated } from '../secret/secret-heuristics.ts';
import { isSecretAmong, mayNameSecret, NAME_SIGNS, withNamesJoined } from '../secret/secret-names.ts';
import { type HiddenSpan, isMark } from '../span.ts';
import { enclosedSpans } from './enclosed-secrets.ts';
import { BEYOND_ASCII, GAP } from './name-letters.ts';
import { isQuiet } from './quiet-text.ts';
import { throughEscapes } from './through-escapes.ts';

/** A secret that follows its name. */
interface NamedPattern {
  /** Group 1: the name. The form matches up to the value. */
  readonly form: RegExp;
  /** Matches the value, which begins where the form ends. */
  readonly value: RegExp;
  /** Decides whether the value is a secret, where the name alone does not tell. */
  readonly isSecret?: (value: string) => boolean;
}

/** A secret that is recognised by its form. */
interface Pattern {
  /** Group 1: what stays visible. Group 2: the secret, which follows it. */
  readonly form: RegExp;
  readonly isSecret?: (value: string) => boolean;
}

/** No word is as long in a language in which schemes are named. */
const LONG_WORD = 20;
/** A sign that ends a URL's authority, or the text that the URL is in. */
const AUTHORITY_END = String.raw`(?:[/?#\s"'<>,;)\]]|$)`;

const IN_DOUBLE_QUOTES = /(?:[^"\\]|\\[\s\S])+/y;
const IN_QUOTES = /[^"'\r\n\\]+/y;
const TO_TAG = /[^<>]+/y;

/** A character of a name. */
const NAME = String.raw`[\w.${BEYOND_ASCII}-]`;

const NAMED_PATTERNS: readonly NamedPattern[] = [
  // A member of a JSON text: with double quotation marks, with others, or with none around its name.
  { form: /"([^"\\\r\n]{1,64})"\s*:\s*"/g, value: IN_DOUBLE_QUOTES },
  {
    form: new RegExp(String.raw`(?<![\w.-])(${NAME}{1,64})["']?${GAP}:\s*(?=[-\d])`, 'g'),
    value: /-?\d[\d.eE+-]*(?![\w.:])/y,
  },
  {
    form: new RegExp(String.raw`(?<![\w.-])(${NAME}{1,64})["']?${GAP}[:=]\s*["']`, 'g'),
    value: IN_QUOTES,
  },
  // A name and a value side by side, as lists of header fields and parameters have them.
  {
    form: /"(?:name|key|field|header|param|parameter)"\s*:\s*"([^"\\\r\n]{1,64})"\s*,\s*"(?:value|val|content)"\s*:\s*"/gi,
    value: IN_DOUBLE_QUOTES,
  },
  { form: /\bname\s*=\s*["']([^"'<>]{1,64})["'][^<>]{0,64}?\bvalue\s*=\s*["']/gi, value: /[^"'<>]+/y },
  { form: /\bname\s*=\s*["']([^"'<>]{1,64})["'][^<>]{0,128}>/gi, value: TO_TAG },
  // A parameter of a query, a form, a path, a header field or a SIP address. PHP and Rails nest such names.
  {
    form: new RegExp(String.raw`(?<![\w.%-])(${NAME}{1,64}(?:\[${NAME}{0,64}\]){0,4})=`, 'g'),
    value: /[^&;,#\s"\\<>]+/y,
  },
  // In a sentence only what looks generated.
  {
    form: new RegExp(String.raw`(?<![\w.-])(${NAME}{1,64}):\s*`, 'g'),
    value: /[^\s"'`,;&<>{}[\]\\]+/y,
    isSecret: looksGenerated,
  },
  // A part of a form (RFC 7578 §4.2).
  { form: /;[ \t]*name="?([^"\r\n;]{1,64})"?(?:[^\r\n]*\r?\n){1,8}?\r?\n/g, value: /[^\r\n]+/y },
];

/**
 * Secrets in text that is not parsed as JSON or HTTP: SIP messages, session descriptions, URLs, broken JSON. The
 * escapes of such text are undone before ({@link throughEscapes}).
 */
const PATTERNS: readonly Pattern[] = [
  // Digest (RFC 7616 §3.4, 3.5): from these values the password can be guessed.
  { form: /(\b(?:response|cnonce|rspauth|auts)\s*=\s*["'])([^"'\\]+)/gi },
  // Credentials of a scheme (RFC 7617, RFC 6750), also in subprotocols of WebSocket.
  {
    form: /(\b(?:Basic|Bearer|NTLM|Negotiate)[ \t:,]{1,4})([A-Za-z0-9+/._~-]{6,}=*)/gi,
    isSecret: (value) => looksGenerated(value) || value.length >= LONG_WORD,
  },
  { form: /(\bWCS +)([A-Za-z0-9+/._~-]{16,}=*)/g },
  // A JSON Web Token (RFC 7519 §3.1) anywhere in the text, or the rest of one.
  { form: /((?<![\w-]))(eyJ[\w-]{8,}(?:\.[\w-]*){0,4}=*)/g },
  // Keys in the form of PEM (RFC 7468), and tokens whose form names their issuer.
  { form: /(-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----)([\s\S]*?)(?=-----END |$)/g },
  {
    form: /((?<![\w-]))((?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|AIza|AKIA|ASIA)[\w-]{16,})/g,
  },
  // In sentences, such as those of error pages.
  { form: /(\bpassw\w{0,8}\s{1,4}(?:(?:is|was)\s{1,4})?["'])([^"'\r\n]+)(?=["'])/gi },
  {
    // "Unexpected token h1x in JSON" is the message of a parser, and a "token bucket2000" is no token.
    form: /(\b(?:passw\w{0,8}|(?<!unexpected )token|secret|api[ _-]?key)\s{1,4}(?:(?:is|was)\s{1,4})?["']?)([^\s"',;:<>()]{8,})/gi,
    isSecret: (value) => looksGenerated(value) && !/^[a-z]+\d+$/i.test(value),
  },
  // The password of a URL (RFC 3986 §3.2.1), which may hold signs that are not allowed in it; or a token in place of a
  // user.
  {
    form: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/(?:\[[a-z]+ \d+\]|[^\s/:@"\\<>?#[])*:)([^\s/?#"\\<>]+)(?=@)/gi,
  },
  {
    form: new RegExp(
      String.raw`(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"\\<>?#[]*:)(?!\d{1,5}${AUTHORITY_END})([^\s"<>]{1,128}?)(?=@(?:[\w-]+\.[\w.-]+|[\w-]+(?=:\d)|localhost|\[[0-9a-f:.]+\])(?::\d{1,5})?${AUTHORITY_END})`,
      'gi',
    ),
  },
  {
    form: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/:@"\\<>?#[]{16,})(?=@)/gi,
    isSecret: looksGenerated,
  },
  // The password of a SIP address (RFC 3261 §19.1.1).
  { form: /(\bsips?:(?:\[[a-z]+ \d+\]|[^\s/:@"\\<>])+:)([^\s/:@"\\<>]+)(?=@)/gi },
  // Keys of a session description: RFC 4568 §9.1, RFC 8839 §5.4, RFC 4567 §3.1, RFC 4566 §5.12.
  { form: /(\binline:)([A-Za-z0-9+/]{4,}=*)/gi },
  { form: /(\bice-pwd:[ \t]*)([^\s"\\]+)/gi },
  { form: /(\bkey-mgmt:\w{1,16}[ \t]+)([^\s"\\]+)/gi },
  { form: /((?:^|[\r\n])k=(?:clear|base64|uri):)([^\s"\\]+)/gi },
];
/** Schemes of credentials (RFC 9110 §11.1). */
const SCHEMES = ['basic', 'bearer', 'ntlm', 'negotiate', ...SIGNATURE_SCHEMES];
/** Signs: a text without any of them matches none of the patterns. */
const SIGNS = new RegExp(
  String.raw`[="'<\r\n\\]|%[2-7][0-9a-f]|passw|(?:token|secret|key)\s|eyJ|(?:${SCHEMES.join('|')})[\s:,]|[${BEYOND_ASCII}]${NAME}{0,63}${GAP}:|-----BEGIN|inline:|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|AIza|AKIA|ASIA`,
  'i',
);

/** The name of a secret before a colon, in a text without the signs within names. */
const NAMED_BY_COLON = new RegExp(String.raw`(?:${NAME_SIGNS})\w{0,64}${GAP}:`, 'i');

/** What may be a password before a host. */
const AUTHORITY = /:[^\s]{0,128}@|:\/\//;
/** The same where the text is cut off before the host. */
export const CUT_AUTHORITY = /(?:\/\/|sips?:)[^\s/:@"<>?#[]{1,256}:[^\s/:@"<>?#]{1,256}$/i;
/** A text of names, paths and identifiers. Only secrets with a form of their own can be in it. */
const PLAIN = /^[\w.@/-]*$/;
const TOLD_BY_FORM = /eyJ|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|AIza|AKIA|ASIA/;

/** False for a text that certainly holds no secret. The check costs very little. */
export function mayHoldSecret(text: string): boolean {
  if (PLAIN.test(text)) return TOLD_BY_FORM.test(text) || (text.startsWith('/') && mayNameSecret(text));
  if (SIGNS.test(text) || (text.includes('@') && AUTHORITY.test(text))) return true;
  // A path may have segments that name a secret.
  if (text.includes('/') && mayNameSecret(text)) return true;
  return text.includes(':') && (CUT_AUTHORITY.test(text) || NAMED_BY_COLON.test(withNamesJoined(text)));
}

/** The secrets in a message of hookscope, which may repeat text of the capture. */
export function* secretSpansOfSentence(text: string): Iterable<HiddenSpan> {
  if (!mayHoldSecret(text) || isQuiet(text, NO_NAMES)) return;
  yield* throughEscapes(text, (each) => formSpans(each, NO_NAMES, false));
}

/** The secrets in a text of the capture. `names` are additional secret names, in lower case. */
export function* secretSpans(text: string, names: ReadonlySet<string>): Iterable<HiddenSpan> {
  if (mayHoldSecret(text) && !isQuiet(text, names)) yield* searched(text, names);
}

/** The same for a text that has to be searched: what {@link isQuiet} spares has none. */
export function* searched(text: string, names: ReadonlySet<string>): Iterable<HiddenSpan> {
  yield* wholeSpans(text);
  yield* throughEscapes(text, (each) => formSpans(each, names, true));
}

const NO_NAMES: ReadonlySet<string> = new Set();
/** A text that consists of a scheme and its credentials. */
const WHOLE = /^(\s*Bearer\s+)([^\s"=]+=*)\s*$/i;

function* wholeSpans(text: string): Iterable<HiddenSpan> {
  const [, kept = '', secret = ''] = WHOLE.exec(text) ?? [];
  if (secret === '' || isWordOfSentence(secret) || secret.startsWith('[')) return;
  yield spanOf(kept.length, secret);
}

function* formSpans(text: string, names: ReadonlySet<string>, isCaptured: boolean): Iterable<HiddenSpan> {
  const isSecret = (name: string): boolean => isSecretAmong(name, names) && !HARMLESS.has(name.toLowerCase());
  yield* fieldLineSpans(text, isCaptured);
  yield* enclosedSpans(text, isSecret);
  for (const pattern of NAMED_PATTERNS) yield* namedSpans(text, pattern, isSecret);
  for (const { form, isSecret: holds } of PATTERNS) {
    for (const match of text.matchAll(form)) {
      const [, kept = '', secret = ''] = match;
      if (secret === '' || isMark(secret) || holds?.(secret) === false) continue;
      yield spanOf(match.index + kept.length, secret);
    }
  }
}

/**
 * Secrets that follow their names. Only values with a secret name are consumed, so that secrets within other values are
 * found too.
 */
function* namedSpans(
  text: string,
  { form, value, isSecret: holds }: NamedPattern,
  isSecret: (name: string) => boolean,
): Iterable<HiddenSpan> {
  let covered = 0;
  for (const match of text.matchAll(form)) {
    if (match.index < covered || !isSecret(match[1] ?? '')) continue;
    const start = match.index + match[0].length;
    value.lastIndex = start;
    const [secret = ''] = value.exec(text) ?? [];
    if (secret === '' || isMark(secret) || holds?.(secret) === false) continue;
    covered = start + secret.length;
    yield spanOf(start, secret);
  }
}

function spanOf(start: number, written: string): HiddenSpan {
  return { start, end: start + written.length, kind: 'secret', value: withoutEscapes(written) };
}
