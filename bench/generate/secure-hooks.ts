import type { Conversation, ConversationOptions, Random, Scenario } from '../../samples/builder/index.ts';
import { TLS_SUITES, TlsConversation, type TlsSuiteName } from '../../samples/tls/index.ts';

/** What a capture over TLS has beside it. */
export interface TlsFacts {
  /** A key log with the secrets of all connections. */
  readonly keyLog: string;
  readonly suite: TlsSuiteName;
  readonly connections: number;
  /** How many encrypted records have a body of so many bytes, those of handshakes included. */
  readonly recordLengths: ReadonlyMap<number, number>;
}

/** Bytes of the certificates of a server, which nobody looks into here: its own and that of its authority. */
const CERTIFICATE_BYTES = [900, 1100] as const;

/** Opens connections over TLS, the first one by a whole handshake, the others by resumption, as JSSE does it. */
export class SecureHooks {
  readonly #suite: TlsSuiteName;
  readonly #chain: readonly Buffer[];
  readonly #lines: string[] = [];
  readonly #lengths = new Map<number, number>();
  #connections = 0;

  constructor(suite: TlsSuiteName, random: Random) {
    this.#suite = suite;
    this.#chain = CERTIFICATE_BYTES.map((length) => random.bytes(length));
  }

  readonly open = (scenario: Scenario, options: ConversationOptions): Conversation => {
    const isResumed = this.#connections > 0;
    this.#connections += 1;
    return new TlsConversation(scenario, {
      ...options,
      suite: TLS_SUITES[this.#suite],
      serverName: 'backend.example',
      isResumed,
      chain: this.#chain,
      onSecrets: (lines) => this.#lines.push(...lines),
      onRecord: (length) => this.#lengths.set(length, (this.#lengths.get(length) ?? 0) + 1),
    });
  };

  /** What stands beside the capture when it is complete. */
  facts(): TlsFacts {
    return {
      keyLog: this.#lines.map((line) => `${line}\n`).join(''),
      suite: this.#suite,
      connections: this.#connections,
      recordLengths: this.#lengths,
    };
  }
}
