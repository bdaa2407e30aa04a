import {
  Conversation,
  type ConversationOptions,
  type Delivery,
  type Scenario,
  type Side,
} from '../builder/index.ts';
import { CONTENT, closeNotify, handshakeSteps, type TlsStep } from './handshake.ts';
import { keyLogLines, newSession, type TlsSession } from './session.ts';
import type { TlsSuite } from './suites.ts';
import { TlsWriter } from './writer.ts';

/** What a conversation over TLS needs besides that of TCP. */
export interface TlsConversationOptions extends ConversationOptions {
  readonly suite: TlsSuite;
  readonly serverName: string;
  /** It goes on with a session that was made before: no certificates. */
  readonly isResumed: boolean;
  /** DER. */
  readonly chain: readonly Buffer[];
  /** Gets the lines of the key log. */
  readonly onSecrets: (lines: readonly string[]) => void;
  /** Gets the length of the body of each encrypted record. */
  readonly onRecord: (length: number) => void;
}

/** Between what one side sends and what the other one answers to it in the handshake, in microseconds. */
const THINKING = 400;

/** A connection that is talked over in TLS: what is said is what stands in the records. */
export class TlsConversation extends Conversation {
  readonly #scenario: Scenario;
  readonly #options: TlsConversationOptions;
  readonly #session: TlsSession;
  readonly #writer: TlsWriter;

  constructor(scenario: Scenario, options: TlsConversationOptions) {
    super(scenario, options);
    const { suite, serverName, isResumed, onSecrets } = options;
    const fields = {
      suite,
      serverName,
      protocols: [],
      encryptThenMac: false,
      hasEarlyData: false,
      isResumed,
    };
    this.#scenario = scenario;
    this.#options = options;
    this.#session = newSession(fields, scenario.random);
    this.#writer = new TlsWriter(this.#session, scenario.random, options.onRecord);
    onSecrets(keyLogLines(this.#session));
  }

  /** The handshakes of TCP and of TLS. */
  override open(lostSyns = 0): this {
    super.open(lostSyns);
    const shape = {
      chain: this.#options.chain,
      asksClientCertificate: false,
      isRetried: false,
      earlyData: null,
    };
    const steps = handshakeSteps(this.#session, shape, this.#scenario.random);
    let flight: Buffer[] = [];
    for (const [index, step] of steps.entries()) {
      flight.push(...this.#writer.write(step));
      const next = steps[index + 1];
      if (next?.side === step.side) continue;
      this.#send(step.side, Buffer.concat(flight));
      this.wait(THINKING);
      flight = [];
    }
    return this;
  }

  override request(writes: Buffer | readonly Buffer[], delivery: Delivery = {}): this {
    return super.request(this.#sealed('client', writes), delivery);
  }

  override answer(writes: Buffer | readonly Buffer[], delivery: Delivery = {}): this {
    return super.answer(this.#sealed('server', writes), delivery);
  }

  /** close_notify, then as TCP does it. */
  override close(side: Side): this {
    this.#send(side, Buffer.concat(this.#writer.write(closeNotify(side))));
    return super.close(side);
  }

  #send(side: Side, bytes: Buffer): void {
    if (side === 'client') super.request(bytes);
    else super.answer(bytes);
  }

  #sealed(side: Side, writes: Buffer | readonly Buffer[]): readonly Buffer[] {
    return (Buffer.isBuffer(writes) ? [writes] : writes).map((content) => {
      const step: TlsStep = { side, type: CONTENT.applicationData, content };
      return Buffer.concat(this.#writer.write(step));
    });
  }
}
