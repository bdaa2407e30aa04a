import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { TlsSecrets } from '../secrets.ts';
import type { HashName, Suite } from '../suite/suites.ts';
import { pseudorandom } from './prf.ts';
import type { TlsSession } from './session.ts';

const TLS_1_2 = 0x0303;
const MASTER_LENGTH = 48;

/** The hash of the key schedule of TLS up to 1.2; null: MD5 and SHA-1 mixed, before 1.2. */
export function scheduleHash(version: number, suite: Suite): HashName | null {
  return version === TLS_1_2 ? suite.hash : null;
}

/** The master secret of a session of TLS up to 1.2, as far as key logs have it or what it is made of; null where they do not. */
export function masterOf(session: TlsSession, suite: Suite, secrets: TlsSecrets): Buffer | null {
  const { clientHello } = session;
  if (clientHello === null) return null;
  const known = secrets.ofClientRandom(clientHello.random)?.master ?? null;
  if (known !== null) return known;
  const found = otherwiseFound(session, suite, secrets);
  if (found !== null) secrets.noteMaster(clientHello.random, found);
  return found;
}

/** The same where no line of a key log names the random of the client with it. */
function otherwiseFound(session: TlsSession, suite: Suite, secrets: TlsSecrets): Buffer | null {
  const { clientHello, serverHello, encryptedPremaster } = session;
  if (clientHello === null || serverHello === null) return null;
  const known = secrets.ofClientRandom(clientHello.random);
  const { sessionId, version } = serverHello;
  const ofSession = sessionId.length === 0 ? null : secrets.masterOfSession(sessionId);
  if (ofSession !== null) return ofSession;
  const premaster =
    known?.premaster ?? (encryptedPremaster === null ? null : secrets.premasterOf(encryptedPremaster));
  if (premaster === null) return null;
  const hash = scheduleHash(version, suite);
  if (!serverHello.hasExtendedMaster) {
    const seed = Buffer.concat([clientHello.random, serverHello.random]);
    return pseudorandom(hash, premaster, 'master secret', seed, MASTER_LENGTH);
  }
  // RFC 7627 §4: the hash of the handshake stands in the place of the randoms.
  const transcript = session.transcript();
  if (transcript === null) return null;
  const digest = (name: HashName): Buffer => {
    const whole = createHash(name);
    for (const message of transcript) whole.update(message);
    return whole.digest();
  };
  const sessionHash = hash === null ? Buffer.concat([digest('md5'), digest('sha1')]) : digest(hash);
  return pseudorandom(hash, premaster, 'extended master secret', sessionHash, MASTER_LENGTH);
}
