import type { Direction } from '../stream/index.ts';
import type { CertificateFacts } from './certificate.ts';

/** An alert of a TLS connection. */
export interface TlsAlert {
  /** The direction that it was sent in. */
  readonly by: Direction;
  /** Its description (RFC 8446 §6); null where the alert is encrypted. */
  readonly description: number | null;
  /** 2: fatal. Null where it is encrypted. */
  readonly level: number | null;
  /**
   * What the other side had sent last: `certificate`, with what else belongs to that flight; a hello; nothing so far; or
   * `encrypted`: something that cannot be read, in TLS 1.3 the certificate as well.
   */
  readonly after: 'nothing' | 'hello' | 'certificate' | 'encrypted' | 'data';
  /** Number of its frame, from 1. */
  readonly frame: number;
}

/** Requests and answers within TLS, told by the sizes and times of records of application data alone. */
export interface TlsRounds {
  /** How often the client sent application data after the server had: requests, if it speaks HTTP/1. */
  readonly requests: number;
  /** Bytes of application data that the client sent, and that the server sent, without what encryption adds. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Requests that were followed by application data of the server. */
  readonly answered: number;
  /** Longest time in seconds from the end of a request to the first data of its answer. */
  readonly longestSeconds: number;
  /** False where only the beginning of the connection was looked at, or bytes are absent. */
  readonly isComplete: boolean;
}

/** Whether the content of a connection could be read. */
export type TlsDecryption =
  /** There is no secret at all in this run, or nobody asks for the content. */
  | { readonly kind: 'unasked' }
  /** It is read. */
  | { readonly kind: 'decrypted' }
  /** No key log has a secret for this session. */
  | { readonly kind: 'no-secret' }
  /** The capture does not hold the hellos, so that neither session nor suite are known. */
  | { readonly kind: 'no-handshake' }
  /** A suite (or version) that is not read. */
  | { readonly kind: 'unknown-suite'; readonly suite: number }
  /** Records do not authenticate with the secret, from this frame on. */
  | { readonly kind: 'failed'; readonly frame: number }
  /** The secret came after more bytes than are held back: MAX_TLS_WAITING_BYTES. Another reading would have it in time. */
  | { readonly kind: 'too-late' };

/** What was answered to a ClientHello that is no TLS: the beginning of it, as Latin-1 text, at most 80 bytes. */
export interface ClearAnswer {
  readonly isHttp: boolean;
  readonly excerpt: string;
  readonly frame: number;
}

/** What a TLS connection tells: in clear and, where a key log is at hand, of the encrypted part of its handshake. It is a value. */
export interface TlsHandshake {
  /** The direction of the client, by its hello; null where the hello is not in the capture. */
  readonly client: Direction | null;
  /** The name of the server that the client asked for; null where it asked for none. May hold any text. */
  readonly serverName: string | null;
  /** As {@link tlsVersionName} takes it: what was chosen, else what was offered; null where no hello was read. */
  readonly version: number | null;
  /** Frames of the hellos; 0 where there is none. */
  readonly clientHelloFrame: number;
  readonly serverHelloFrame: number;
  /** Alerts that break off the connection, in order; at most two, one of each side. */
  readonly alerts: readonly TlsAlert[];
  /** The client sent its Finished, as far as the sizes of encrypted records tell: its part of the handshake is done. */
  readonly isClientFinished: boolean;
  /** The handshake was completed and data flow: number of the first frame of them; 0 where none were seen. */
  readonly dataFrame: number;
  /** Randoms of the client's hellos as hexadecimal, by which key logs name sessions: several where it was renegotiated; at most 8. */
  readonly clientRandoms: readonly string[];
  /** The suite that the server chose, as IANA numbers it; null where no ServerHello was read. */
  readonly suite: number | null;
  /** Protocols that the client offers by ALPN (RFC 7301), in order; empty where it offers none. */
  readonly offeredProtocols: readonly string[];
  /** The one that the server chose; null where it chose none or that is not known. In TLS 1.3 the answer is encrypted. */
  readonly protocol: string | null;
  /** The session goes on with one that was made before, so that no certificate is sent. Null where that is not known. */
  readonly isResumed: boolean | null;
  /** The chain of the server as it was sent, its own certificate first; empty where none was read. */
  readonly certificates: readonly CertificateFacts[];
  /** Number of the frame that completed the chain; 0 where none was read. */
  readonly certificateFrame: number;
  /** The server asks for a certificate of the client. Null where that part of the handshake cannot be read. */
  readonly asksClientCertificate: boolean | null;
  /** The client sent a certificate. Null where that cannot be read or the server asked for none. */
  readonly hasClientCertificate: boolean | null;
  /** What the server answered in clear instead of TLS; null where it did not. */
  readonly clearAnswer: ClearAnswer | null;
  /** Null where no application data were seen, or they are not followed. */
  readonly rounds: TlsRounds | null;
  readonly decryption: TlsDecryption;
}

/** Of a connection of which nothing was read yet. */
export const NO_HANDSHAKE: TlsHandshake = {
  client: null,
  serverName: null,
  version: null,
  clientHelloFrame: 0,
  serverHelloFrame: 0,
  alerts: [],
  isClientFinished: false,
  dataFrame: 0,
  clientRandoms: [],
  suite: null,
  offeredProtocols: [],
  protocol: null,
  isResumed: null,
  certificates: [],
  certificateFrame: 0,
  asksClientCertificate: null,
  hasClientCertificate: null,
  clearAnswer: null,
  rounds: null,
  decryption: { kind: 'unasked' },
};

/** 0x0303 as `TLS 1.2`. */
export function tlsVersionName(version: number): string {
  if (version === 0x0300) return 'SSL 3.0';
  return version >> 8 === 3 ? `TLS 1.${(version & 0xff) - 1}` : `TLS version 0x${version.toString(16)}`;
}

/** RFC 8446 §6, RFC 5246 §7.2. */
const ALERT_NAMES: Readonly<Record<number, string>> = {
  0: 'close notify',
  10: 'unexpected message',
  20: 'bad record mac',
  22: 'record overflow',
  40: 'handshake failure',
  42: 'bad certificate',
  43: 'unsupported certificate',
  44: 'certificate revoked',
  45: 'certificate expired',
  46: 'certificate unknown',
  47: 'illegal parameter',
  48: 'unknown CA',
  49: 'access denied',
  50: 'decode error',
  51: 'decrypt error',
  70: 'protocol version',
  71: 'insufficient security',
  80: 'internal error',
  86: 'inappropriate fallback',
  90: 'user canceled',
  109: 'missing extension',
  110: 'unsupported extension',
  112: 'unrecognized name',
  113: 'bad certificate status response',
  116: 'certificate required',
  120: 'no application protocol',
};

/** The name of an alert's description; of one without a name, its number. */
export function alertName(description: number): string {
  return ALERT_NAMES[description] ?? `alert ${description}`;
}

/** Alerts by which a side says that it does not accept the other's certificate. */
const CERTIFICATE_ALERTS: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48, 113]);

/** True for an alert about the certificate of the side that did not send it. */
export function isAboutCertificate({ description }: TlsAlert): boolean {
  return description !== null && CERTIFICATE_ALERTS.has(description);
}
