import { asUtf8, isBeyondAscii, skeletonOf } from './skeleton.ts';

/**
 * Parts of names, without separators and in lower case. A value with such a name is masked unless a table says
 * otherwise. The vendors' servers are also used in German, Russian and Chinese.
 */
const SECRET_PARTS =
  /passwo|passwd|passwr|paswo|paswd|psswd|pwd|pswd|passphrase|passcode|pincode|verificationcode|secret|token|authori[sz]|auth(?:code|hash)|contrasen|contraseñ|credential|cookie|signature|kennwort|motdepasse|wachtwoord|парол|密码|密碼|hdn(?:ea|tl|ts)|(?:api|access|private|priv|session|stream|encryption|auth|signing|shared)key/;
/**
 * Abbreviations that are joined to a word without a separator, as in `userpass`. Few words go before them, because
 * `bypass` and `compass` are no passwords.
 */
const JOINED =
  /^(?:my|new|old|user|usr|admin|root|login|account|auth|sip|sipuser|db|ftp|smtp|imap|mail|ldap|http|proxy|turn|wifi)(?:pass|pw|psw|pin)\d*$|^pass(?:new|old|confirm|confirmation|repeat|again|hash)$/;
/** The same for whole names: as parts of names they occur in too many harmless words. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'passw',
  'sid',
  'jsessionid',
  'phpsessid',
  'senha',
  'clave',
  'mdp',
  'gda',
]);
/** Words within names, such as `sip_psw` and `refreshJwt`. */
const SECRET_WORDS: ReadonlySet<string> = new Set(
  'psw pword jwt otp psk bearer csrf xsrf ha1 hmac tkn tok'.split(' '),
);
/** Words that mark a secret as the last word of a name, such as `userPass`, `X-Auth` and the `sig` of a signed URL. */
const LAST_WORDS: ReadonlySet<string> = new Set('auth pass passe pin pw sig'.split(' '));
/** Names about a secret whose value is none, such as `token_type`, `passwordless` and `unauthorized`. */
const ONLY_ABOUT_SECRET =
  /(?:less|tokeni[sz]ed?|type|expires|expiry|expiration|expiresin|expiresat|ttl|lifetime|length|enabled|required|policy|authori[sz]ed)$/;
/** All words, for looking whether a text may have one. */
const ANY_WORD = [...SECRET_WORDS, ...LAST_WORDS].join('|');
const MAY_HAVE_WORDS = new RegExp(ANY_WORD, 'i');
const NO_WORD = /[^\p{L}\p{N}]+/gu;
/** What separates words within ASCII. Letters of another script do too: no secret word has them. */
const BETWEEN_WORDS = /[^A-Za-z0-9]+/;
/** What every name of a secret within ASCII has at least one of, as the source of a regular expression. */
export const NAME_SIGNS = `pass|pasw|pssw|pwd|phrase|code|secret|token|auth|credential|cookie|signature|key|contrasen|kennwort|wachtwoord|hdn|gda|sid|jsessionid|senha|clave|mdp|${ANY_WORD}`;
/** Words of names that are looked for in broken text too, where a name is no longer a name of its own for sure. */
export const WORDS_OF_BROKEN_TEXT: readonly string[] = [...SECRET_WORDS, 'pass', 'pin', 'pw', 'sig'].filter(
  (word) => word !== 'bearer',
);
const MAY_NAME = new RegExp(
  `${NAME_SIGNS}|eyJ|gh[pousr]_|github_pat_|glpat-|xox|sk_live_|AIza|AKIA|ASIA`,
  'i',
);
/** Signs that may stand between the letters of a name. They do not change what it is read as. */
const WITHIN_NAMES = /[._@-]+/g;
const HUMP = /(?<=[a-z0-9])(?=[A-Z])/;
const NUMBER_AT_END = /(?<=[a-z])\d+$/;

/**
 * True where a member, a query parameter or a header field of this name probably holds a secret. A name counts as what it
 * looks like, so that letters of another script hide nothing.
 */
export function isSecretName(name: string): boolean {
  if (!isBeyondAscii(name)) return isSecret(name);
  return isSecret(asUtf8(name).normalize('NFKC')) || isSecret(skeletonOf(name));
}

/** The same where tables call further names secret; `names` are in lower case. */
export function isSecretAmong(name: string, names: ReadonlySet<string>): boolean {
  if (names.has(name.toLowerCase()) || isSecretName(name)) return true;
  return isBeyondAscii(name) && names.has(skeletonOf(name).toLowerCase());
}

/**
 * False for a text that certainly has no secret name in it and no token with a form of its own. The check costs very
 * little.
 */
export function mayNameSecret(text: string): boolean {
  return MAY_NAME.test(text) || isBeyondAscii(text) || MAY_NAME.test(withNamesJoined(text));
}

/** A text without the signs that may stand between the letters of a name. */
export function withNamesJoined(text: string): string {
  return text.replace(WITHIN_NAMES, '');
}

/** True for a name about a secret whose value is no secret itself. */
export function isOnlyAboutSecret(name: string): boolean {
  return ONLY_ABOUT_SECRET.test(plainName(skeletonOf(name)));
}

function isSecret(name: string): boolean {
  const plain = plainName(name);
  if (ONLY_ABOUT_SECRET.test(plain)) return false;
  return SECRET_PARTS.test(plain) || SECRET_NAMES.has(plain) || JOINED.test(plain) || hasSecretWord(name);
}

/** A name in lower case and without separators. */
function plainName(name: string): string {
  return name.replace(NO_WORD, '').toLowerCase();
}

function hasSecretWord(name: string): boolean {
  if (!MAY_HAVE_WORDS.test(name)) return false;
  const words = name
    .split(BETWEEN_WORDS)
    .flatMap((part) => part.split(HUMP))
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  const last = words.at(-1) ?? '';
  return (
    LAST_WORDS.has(last.replace(NUMBER_AT_END, '')) ||
    words.some((word) => SECRET_WORDS.has(word) || SECRET_WORDS.has(word.replace(NUMBER_AT_END, '')))
  );
}
