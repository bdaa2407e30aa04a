/**
 * Parts of names, without separators and in lower case. A value with such a name is masked unless a table says
 * otherwise. The vendors' servers are also used in German, Russian and Chinese.
 */
const SECRET_PARTS =
  /passwo|passwd|passphrase|passcode|pincode|verificationcode|secret|token|authori[sz]|auth(?:code|hash)|contrasen|contraseñ|credential|cookie|signature|icepwd|kennwort|парол|密码|密碼|(?:api|access|private|priv|session|stream|encryption|auth|signing|shared)key/;
/** The same for whole names: as parts of names they occur in too many harmless words. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'passw',
  'sid',
  'jsessionid',
  'phpsessid',
  'senha',
  'clave',
]);
/** Words within names, such as `sip_pwd` and `refreshJwt`. */
const SECRET_WORDS: ReadonlySet<string> = new Set('pwd jwt otp psk bearer csrf xsrf ha1'.split(' '));
/** Words that mark a secret as the last word of a name, such as `userPass` and `X-Auth`. */
const LAST_WORDS: ReadonlySet<string> = new Set('auth pass passe pin pw'.split(' '));
/** Names about a secret whose value is none, such as `token_type`, `passwordless` and `unauthorized`. */
const ONLY_ABOUT_SECRET =
  /(?:less|tokeni[sz]ed?|type|expires|expiry|expiration|expiresin|expiresat|ttl|lifetime|length|enabled|required|policy|authori[sz]ed)$/;
const MAY_HAVE_WORDS = /pwd|jwt|otp|psk|bearer|csrf|xsrf|ha1|auth|pass|pin|pw/i;
const NO_WORD = /[^\p{L}\p{N}]+/gu;
const MAY_NAME =
  /passw|phrase|code|secret|token|auth|credential|cookie|signature|key|pwd|pass|pin|pw|jwt|otp|psk|bearer|csrf|xsrf|ha1|sid|eyJ|gh[pousr]_|github_pat_|glpat-|xox|sk_live_|AIza|AKIA|ASIA/i;
const HUMP = /(?<=[a-z0-9])(?=[A-Z])/;

/** True where a member, a query parameter or a header field of this name probably holds a secret. */
export function isSecretName(name: string): boolean {
  const plain = plainName(name);
  if (ONLY_ABOUT_SECRET.test(plain)) return false;
  return SECRET_PARTS.test(plain) || SECRET_NAMES.has(plain) || hasSecretWord(name);
}

/**
 * False for a text that certainly has no secret name in it and no token with a form of its own. The check costs very
 * little.
 */
export function mayNameSecret(text: string): boolean {
  return MAY_NAME.test(text);
}

/** True for a name about a secret whose value is no secret itself. */
export function isOnlyAboutSecret(name: string): boolean {
  return ONLY_ABOUT_SECRET.test(plainName(name));
}

/** A name in lower case, without separators, and with full-width letters as ordinary ones. */
function plainName(name: string): string {
  return name.normalize('NFKC').replace(NO_WORD, '').toLowerCase();
}

function hasSecretWord(name: string): boolean {
  if (!MAY_HAVE_WORDS.test(name)) return false;
  const words = name
    .split(NO_WORD)
    .flatMap((part) => part.split(HUMP))
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  return LAST_WORDS.has(words.at(-1) ?? '') || words.some((word) => SECRET_WORDS.has(word));
}
