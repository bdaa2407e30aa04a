import type { Direction } from '../stream/index.ts';
import { NO_HANDSHAKE, type TlsAlert, type TlsHandshake } from './handshake.ts';

const CLOSE_NOTIFY = 0;
const FATAL = 2;

/** What an alert is about. */
export type AlertContent = Pick<TlsAlert, 'level' | 'description'>;

/** What is known of a connection's handshake so far, and whether that was told. */
export class HandshakeBook {
  #handshake: TlsHandshake = NO_HANDSHAKE;
  #told: TlsHandshake = NO_HANDSHAKE;

  get handshake(): TlsHandshake {
    return this.#handshake;
  }

  /** Its application data are read, so that their sizes and times need not tell anything. */
  get isContentRead(): boolean {
    return this.#handshake.dataFrame > 0 && this.#handshake.decryption.kind === 'decrypted';
  }

  /** The connection carries TLS, which is worth telling. */
  begin(): void {
    this.#handshake = { ...this.#handshake };
  }

  change(change: Partial<TlsHandshake>): void {
    this.#handshake = { ...this.#handshake, ...change };
  }

  /** Gives what is known to `sink`, if it changed since the last time. */
  tell(sink: (handshake: TlsHandshake) => void): void {
    if (this.#handshake === this.#told) return;
    this.#told = this.#handshake;
    sink(this.#handshake);
  }

  /**
   * Notes an alert: what breaks the connection off, the first of each side. `clear`: null where it is encrypted.
   * What is known by then of data that flowed decides: a warning after data, and what is encrypted after data, is the usual end.
   */
  alert(by: Direction, clear: AlertContent | null, after: TlsAlert['after'], frame: number): void {
    const { alerts, dataFrame } = this.#handshake;
    if (clear === null ? dataFrame > 0 : isUsual(clear, dataFrame > 0)) return;
    if (alerts.some((alert) => alert.by === by)) return;
    const alert: TlsAlert = { by, level: null, description: null, ...clear, after, frame };
    this.change({ alerts: [...alerts, alert] });
  }

  /**
   * Notes an encrypted alert of the server by which it turns down the client's part of the handshake: what the client has sent by then
   * are no data that flow.
   */
  rejected(by: Direction, after: TlsAlert['after'], frame: number): void {
    this.change({ dataFrame: 0 });
    this.alert(by, null, after, frame);
  }

  /** Notes an alert that was decrypted: what was noted of it while it could not be read is replaced. */
  decryptedAlert(by: Direction, content: AlertContent, after: TlsAlert['after'], frame: number): void {
    const alerts = this.#handshake.alerts.filter((alert) => alert.by !== by || alert.description !== null);
    if (alerts.length < this.#handshake.alerts.length) this.change({ alerts });
    this.alert(by, content, after, frame);
  }
}

function isUsual({ level, description }: AlertContent, hasData: boolean): boolean {
  return description === CLOSE_NOTIFY || (level !== FATAL && hasData);
}
