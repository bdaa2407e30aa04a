import { isSecretName, SECRET_PARTS } from './secret-names.ts';

/** Gives what stands in place of a secret. */
export type Hide = (secret: string) => string;

/**
 * Secrets within text that is not read as JSON or HTTP: excerpts, SIP messages, session descriptions, URLs, broken
 * JSON. Quotation marks and line breaks may be written as escapes, because such text often lies within a JSON string.
 */
const PATTERNS: readonly {
  /** Group 1: what stays. Group 2: the name, where it decides. Group 3: the secret. */
  readonly form: RegExp;
  readonly byName: boolean;
}[] = [
  // Digest (RFC 7616 §3.4, 3.5): from these the password can be guessed.
  { form: /(\b(response|cnonce|rspauth|auts)\s*=\s*\\?")([^"\\]+)/gi, byName: false },
  { form: /((\b(?:Basic|Bearer|WCS)) +)([A-Za-z0-9+/._~-]{16,}=*)/g, byName: false },
  // A header field of a message within the text; its value goes to the end of the line (Digest is done above).
  {
    form: /((?:\n|\\n)((?:proxy-)?authorization|cookie|set-cookie)[ \t]*:(?![ \t]*digest\b)[ \t]*(?:(?:basic|bearer|wcs) +)?)((?:[^\r\n\\"]|\\(?![rn])|"(?!\s*(?:[,}\]]|$)))+)/gi,
    byName: false,
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
  // A parameter of a query, or of a form.
  { form: /((?:^|[?&;])([\w.-]{1,64})=)([^&;#\s"\\]+)/g, byName: true },
  // The password of a URL (RFC 3986 §3.2.1) or SIP address (RFC 3261 §19.1.1).
  { form: /((\b[a-z][a-z0-9+.-]{0,20}:\/\/|\bsips?:)[^\s/:@"\\<>]+:)([^\s/:@"\\<>]+)(?=@)/gi, byName: false },
  // Keys of a session description: RFC 4568 §9.1, RFC 8839 §5.4.
  { form: /((a=crypto:)\d{1,9} [\w-]{1,64} inline:)([A-Za-z0-9+/=]+)/g, byName: false },
  { form: /((a=ice-pwd:))([A-Za-z0-9+/]+)/g, byName: false },
];
/** What the checks put in place of a secret in the text of a finding, and what this folder does. */
const MASKED = /^(?:\*+|\[secret \d+\])$/;

/** A text with what looks like a secret in it hidden. */
export function hideSecrets(text: string, hide: Hide): string {
  let hidden = text;
  for (const { form, byName } of PATTERNS) {
    hidden = hidden.replace(form, (whole: string, kept: string, name: string, secret: string) => {
      if (MASKED.test(secret) || (byName && !isSecretName(name))) return whole;
      return kept + hide(secret);
    });
  }
  return hidden;
}
