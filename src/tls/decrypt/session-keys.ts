import type { RecordCipher } from '../cipher/record-cipher.ts';
import { ciphersOfMaster } from '../keys/ciphers.ts';
import { masterOf } from '../keys/master-secret.ts';
import type { TlsSession } from '../keys/session.ts';
import type { TlsSecrets } from '../secrets.ts';

/** Finds the ciphers of TLS up to 1.2 in the secrets at hand, once for each session. */
export class SessionKeys {
  readonly #secrets: TlsSecrets;
  #session: TlsSession | null = null;
  #ciphers: { readonly client: RecordCipher; readonly server: RecordCipher } | null = null;

  constructor(secrets: TlsSecrets) {
    this.#secrets = secrets;
  }

  /** The cipher of one side of a session; null where its secret is not known, or its suite is not read. */
  cipherOf(session: TlsSession, side: 'client' | 'server'): RecordCipher | null {
    if (session !== this.#session) {
      this.#session = session;
      this.#ciphers = null;
    }
    this.#ciphers ??= this.#made(session);
    return this.#ciphers?.[side] ?? null;
  }

  #made(session: TlsSession): { readonly client: RecordCipher; readonly server: RecordCipher } | null {
    const { suite } = session;
    if (suite === null) return null;
    const master = masterOf(session, suite, this.#secrets);
    if (master === null) return null;
    const ciphers = ciphersOfMaster(session, suite, master);
    if (ciphers !== null) session.forgetTranscript();
    return ciphers;
  }
}
