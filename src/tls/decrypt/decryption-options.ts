import type { ConnectionConsumer } from '../../stream/index.ts';
import type { TlsSecrets } from '../secrets.ts';
import type { WaitingConnections } from './waiting-connections.ts';

/** What decryption of a connection needs. */
export interface TlsDecryptionOptions {
  readonly secrets: TlsSecrets;
  /** The connections of the capture for which secrets may still come: bytes are held back for them. */
  readonly waiting: WaitingConnections;
  /** Opens the reader of the content when there is some. `protocol`: that of ALPN; null where none is known. */
  readonly openPlain: (protocol: string | null) => ConnectionConsumer;
}
