/** Parts of names whose values are masked wherever a table does not say otherwise; without separators, in lower case. */
export const SECRET_PARTS =
  /passw|passphrase|passcode|pincode|secret|token|authoriz|authoris|credential|apikey|accesskey|privatekey|sessionkey|cookie|signature|icepwd/;
/** The same for whole names: as parts they stand in too many harmless words. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'auth',
  'pass',
  'pwd',
  'pin',
  'jwt',
  'otp',
  'sid',
  'jsessionid',
  'phpsessid',
]);

/** True where a member, a query parameter or a header field of this name is taken to hold a secret. */
export function isSecretName(name: string): boolean {
  const plain = name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return SECRET_PARTS.test(plain) || SECRET_WORDS.has(plain);
}
