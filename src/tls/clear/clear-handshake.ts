import type { Buffer } from 'node:buffer';
import { type Direction, otherDirection } from '../../stream/index.ts';
import { certificatesOf, hasCertificate } from '../certificates.ts';
import type { TlsAlert } from '../handshake.ts';
import type { HandshakeBook } from '../handshake-book.ts';
import { MESSAGE } from '../handshake-messages.ts';
import { type Hello, readHello } from '../hello.ts';
import { TLS_1_3 } from '../version.ts';

/** Notes what the messages of a handshake tell in clear. */
export class ClearHandshake {
  readonly #book: HandshakeBook;
  #clientHello: Hello | null = null;

  constructor(book: HandshakeBook) {
    this.#book = book;
  }

  /** Takes a message in clear. Gives what it is for an alert that answers it; null where it changes nothing about that. */
  message(direction: Direction, type: number, body: Buffer, frame: number): TlsAlert['after'] | null {
    if (type === MESSAGE.clientHello) {
      this.#noteClientHello(direction, body, frame);
      return 'hello';
    }
    if (type === MESSAGE.serverHello) {
      this.#noteServerHello(direction, body, frame);
      return 'hello';
    }
    if (type === MESSAGE.certificate) {
      this.#noteCertificate(direction, body, frame);
      return 'certificate';
    }
    if (type === MESSAGE.certificateRequest) this.#book.change({ asksClientCertificate: true });
    else if (type === MESSAGE.serverHelloDone) {
      const { asksClientCertificate } = this.#book.handshake;
      this.#book.change({ isResumed: false, asksClientCertificate: asksClientCertificate ?? false });
    }
    return null;
  }

  /** The first ChangeCipherSpec of a direction, of which all messages before it were read. */
  changeCipherSpec(direction: Direction): void {
    const { client, version, isResumed, serverHelloFrame } = this.#book.handshake;
    if (client === null || direction === client || version === TLS_1_3) return;
    // A server that has sent nothing but its hello before goes on with a session (RFC 5246 §7.3, RFC 5077 §3.1).
    if (serverHelloFrame > 0 && isResumed !== false) {
      this.#book.change({ isResumed: true, asksClientCertificate: false });
    }
  }

  #noteClientHello(direction: Direction, body: Buffer, frame: number): void {
    const hello = readHello(body, true);
    if (hello === null) return;
    const known = this.#book.handshake;
    this.#clientHello = hello;
    this.#book.change({
      client: direction,
      serverName: hello.serverName ?? known.serverName,
      version: known.version ?? hello.version,
      clientHelloFrame: known.clientHelloFrame || frame,
      offeredProtocols: hello.protocols,
    });
  }

  #noteServerHello(direction: Direction, body: Buffer, frame: number): void {
    const hello = readHello(body, false);
    if (hello === null) return;
    const known = this.#book.handshake;
    this.#book.change({
      client: otherDirection(direction),
      version: hello.version,
      suite: hello.suite,
      protocol: hello.protocols[0] ?? null,
      isResumed: hello.isRetry ? null : this.#isResumedBy(hello),
      serverHelloFrame: known.serverHelloFrame || frame,
    });
  }

  /** Null: what follows tells. */
  #isResumedBy(hello: Hello): boolean | null {
    if (hello.version === TLS_1_3) return hello.hasPreSharedKey;
    const asked = this.#clientHello?.sessionId;
    return asked !== undefined && asked.length > 0 && asked.equals(hello.sessionId) ? true : null;
  }

  #noteCertificate(direction: Direction, body: Buffer, frame: number): void {
    if (direction === this.#book.handshake.client) {
      this.#book.change({ hasClientCertificate: hasCertificate(body, false) });
    } else {
      this.#book.change({
        certificates: certificatesOf(body, false),
        certificateFrame: frame,
        isResumed: false,
      });
    }
  }
}
