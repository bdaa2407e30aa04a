import type { TlsDecryption } from './handshake.ts';
import { suiteName } from './suite/suites.ts';

/** Why the content of a connection was not read, in words that follow its name and a colon; empty where it was. */
export function whyNotDecrypted(decryption: TlsDecryption): string {
  switch (decryption.kind) {
    case 'decrypted':
      return '';
    case 'unasked':
      return 'not asked for';
    case 'no-secret':
      return 'no secret for it';
    case 'no-handshake':
      return 'handshake not captured';
    case 'unknown-suite':
      return `${suiteName(decryption.suite)} is not read`;
    case 'failed':
      return `authentication failed at frame ${decryption.frame}`;
    case 'too-late':
      return 'its secret came too late';
  }
}
