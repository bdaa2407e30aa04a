/** A cipher suite as it is told, by its number in the registry of IANA. */
export function suiteText(suite: number): string {
  return `cipher suite 0x${suite.toString(16).padStart(4, '0')}`;
}
