import { Buffer } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { MAX_SETTINGS_FILE_BYTES } from '../../base/limits.ts';
import { systemCode, systemReason } from '../../base/system-error.ts';
import { TlsSecrets } from '../../tls/index.ts';
import { type FailedResult, failure, type Result, success } from '../failure.ts';
import type { SettingsFolder } from '../surroundings.ts';

/** Bytes read at once. */
const PIECE_BYTES = 64 * 1024;
/** Characters of a line that has not ended; longer ones are no secrets. */
const MAX_LINE_CHARACTERS = 4096;
/** What a PEM file begins with; among them are private keys, which people take for what is asked for. */
const PEM = '-----BEGIN ';

/** Key logs that are in use, and the secrets in them. */
export interface TlsKeyLogs {
  readonly secrets: TlsSecrets;
  /** Reads what was added to the files since. A file that is away for the moment has added nothing. */
  readonly readOn: () => Promise<void>;
}

/**
 * Reads key logs (NSS format). `mayGrow`: secrets may be added while the capture is read, so a file may be without any at first,
 * and a line that has not ended is left for later. A failure names the file and what is expected in it, never its content.
 */
export async function readTlsKeys(
  paths: readonly string[],
  mayGrow: boolean,
  { directory, files }: SettingsFolder,
): Promise<Result<TlsKeyLogs>> {
  const secrets = new TlsSecrets();
  const logs: KeyLogFile[] = [];
  for (const path of paths) {
    const whole = resolve(directory, path);
    files.note('tls-keys', whole);
    const log = new KeyLogFile(whole, secrets);
    const failed = await log.readAll(path, mayGrow);
    if (failed !== null) return failed;
    if (!log.isEmpty && !log.hasSecrets && !mayGrow) return noSecrets(path, log);
    logs.push(log);
  }
  if (mayGrow && logs.length > 0) secrets.mayGrow = true;
  let reading: Promise<void> | null = null;
  const readOn = (): Promise<void> => {
    reading ??= readAllOn(logs).finally(() => {
      reading = null;
    });
    return reading;
  };
  return success({ secrets, readOn });
}

async function readAllOn(logs: readonly KeyLogFile[]): Promise<void> {
  for (const log of logs) await log.readAll('', true);
}

function noSecrets(path: string, { isPem }: KeyLogFile): FailedResult {
  if (isPem) {
    return failure(
      `${path}: is a key or certificate, and ciphers of today cannot be read with these; expected a key log, as docs/tls.md describes`,
    );
  }
  return failure(
    `${path}: holds no TLS secrets; expected a key log with lines such as CLIENT_RANDOM …, as docs/tls.md describes`,
  );
}

/** One key log, and how far it was read. */
class KeyLogFile {
  isEmpty = true;
  isPem = false;
  /** It holds secrets, perhaps ones that were known before. */
  hasSecrets = false;
  readonly #path: string;
  readonly #secrets: TlsSecrets;
  #position = 0;
  #decoder = new StringDecoder('latin1');
  /** The beginning of a line that has not ended. */
  #line = '';

  constructor(path: string, secrets: TlsSecrets) {
    this.#path = path;
    this.#secrets = secrets;
  }

  /** Reads on to the end. `shown`: how messages name the file. Null: all is well, or `mayGrow`. */
  async readAll(shown: string, mayGrow: boolean): Promise<FailedResult | null> {
    let file: FileHandle | null = null;
    try {
      file = await open(this.#path, 'r');
      const found = await file.stat();
      // A pipe has no positions. A file that was cut back or replaced by a shorter one is read from its beginning.
      const isFile = found.isFile();
      if (isFile && found.size < this.#position) this.#begin();
      const bytes = Buffer.allocUnsafe(PIECE_BYTES);
      for (;;) {
        const { bytesRead } = await file.read(bytes, 0, bytes.length, isFile ? this.#position : null);
        if (bytesRead === 0) break;
        this.#position += bytesRead;
        this.#take(this.#decoder.write(bytes.subarray(0, bytesRead)));
        // Whatever else it may be, it is no key log: it may have no end.
        if (!this.hasSecrets && this.#position > MAX_SETTINGS_FILE_BYTES) break;
      }
      if (!mayGrow) this.#take('\n');
      return null;
    } catch (error) {
      if (mayGrow && this.#position > 0) return null;
      const isFolder = systemCode(error) === 'EISDIR';
      const reason = isFolder
        ? 'is a folder; name the key log in it'
        : `cannot be read: ${systemReason(error)}`;
      return failure(`${shown}: ${reason}`);
    } finally {
      await file?.close();
    }
  }

  #begin(): void {
    this.#position = 0;
    this.#line = '';
    this.#decoder = new StringDecoder('latin1');
  }

  #take(text: string): void {
    if (text === '') return;
    const whole = this.#line + text;
    const end = Math.max(whole.lastIndexOf('\n'), whole.lastIndexOf('\r')) + 1;
    const lines = whole.slice(0, end);
    this.#line = whole.slice(end).slice(0, MAX_LINE_CHARACTERS);
    if (whole.trim() !== '') this.isEmpty = false;
    if (lines.includes(PEM)) this.isPem = true;
    if (this.#secrets.add(lines) > 0) this.hasSecrets = true;
  }
}

/** Milliseconds between two looks whether a key log has grown. */
const LOOK_MS = 250;

/** Reads key logs on as they grow, for as long as the process has other work. Gives what ends it. */
export function followKeyLogs({ readOn }: TlsKeyLogs): () => void {
  const timer = setInterval(() => void readOn(), LOOK_MS).unref();
  return () => clearInterval(timer);
}
