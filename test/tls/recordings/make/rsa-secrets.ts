import { spawnSync } from 'node:child_process';
import { readCapture, segmentOf } from '../capture-file.ts';
import type { Identity } from './certificates.ts';
import { PORT } from './network.ts';

const HANDSHAKE = 22;
const CLIENT_KEY_EXCHANGE = 16;
const SERVER_HELLO = 2;
const CLIENT_HELLO = 1;

/** Other forms of the same secrets, as older programs write them; of a capture with one connection whose key exchange is RSA. */
export interface RsaKeyLogs {
  /** `RSA`, the first 8 bytes of the encrypted premaster secret, the premaster secret. */
  readonly rsa: string;
  readonly premaster: string;
  readonly session: string;
}

/** Decrypts the premaster secret of a capture with the server's private key. */
export function rsaKeyLogs(capture: Buffer, keyLog: string, server: Identity): RsaKeyLogs {
  const sent = messages(capture, false);
  const clientHello = need(sent.get(CLIENT_HELLO));
  const serverHello = need(messages(capture, true).get(SERVER_HELLO));
  // RFC 5246 §7.4.7.1: the encrypted secret stands behind its length.
  const encrypted = need(sent.get(CLIENT_KEY_EXCHANGE)).subarray(2);
  const { stdout, stderr, status } = spawnSync(
    'openssl',
    ['pkeyutl', '-decrypt', '-inkey', server.keyPath, '-pkeyopt', 'rsa_padding_mode:pkcs1'],
    { input: encrypted },
  );
  if (status !== 0 || stdout.length !== 48) throw new Error(`no premaster secret: ${stderr}`);
  const premaster = stdout.toString('hex');
  const master = /^CLIENT_RANDOM \w+ (\w+)$/m.exec(keyLog)?.[1];
  const sessionId = serverHello.subarray(35, 35 + (serverHello[34] ?? 0)).toString('hex');
  return {
    rsa: `RSA ${encrypted.toString('hex', 0, 8)} ${premaster}\n`,
    premaster: `PMS_CLIENT_RANDOM ${clientHello.toString('hex', 2, 34)} ${premaster}\n`,
    session: `RSA Session-ID:${sessionId} Master-Key:${master}\n`,
  };
}

/** The handshake messages in clear that one side sent, by type: what stands before its ChangeCipherSpec. */
function messages(capture: Buffer, byServer: boolean): ReadonlyMap<number, Buffer> {
  const stream = Buffer.concat(
    readCapture(capture)
      .map(segmentOf)
      .filter(({ source }) => (source === PORT) === byServer)
      .map(({ payload }) => payload),
  );
  const pieces: Buffer[] = [];
  for (let at = 0; stream[at] === HANDSHAKE; at += 5 + stream.readUInt16BE(at + 3)) {
    pieces.push(stream.subarray(at + 5, at + 5 + stream.readUInt16BE(at + 3)));
  }
  const found = new Map<number, Buffer>();
  const handshake = Buffer.concat(pieces);
  for (let at = 0; at + 4 <= handshake.length; ) {
    const end = at + 4 + handshake.readUIntBE(at + 1, 3);
    found.set(handshake[at] ?? 0, handshake.subarray(at + 4, end));
    at = end;
  }
  return found;
}

function need(message: Buffer | undefined): Buffer {
  if (message === undefined) throw new Error('a handshake message is absent');
  return message;
}
