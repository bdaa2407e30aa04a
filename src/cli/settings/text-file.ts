import { Buffer } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { MAX_SETTINGS_FILE_BYTES } from '../../base/limits.ts';
import { systemCode, systemReason } from '../../base/system-error.ts';
import { failure, type Result, success } from '../failure.ts';

const FIRST_BYTES = 64 * 1024;
const MEBIBYTE = 1024 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads a text file that people write: UTF-8, with or without a byte order mark, which is not part of the text. It may
 * come through a pipe. No more than {@link MAX_SETTINGS_FILE_BYTES} are read. `what` says what the file is to hold, as in
 * "a configuration".
 */
export async function readText(path: string, what: string): Promise<Result<string>> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const bytes = await readBounded(file);
    if (bytes === null) {
      const most = `${MAX_SETTINGS_FILE_BYTES / MEBIBYTE} MiB`;
      return failure(`${path}: has more than ${most}, so that it is no ${what}; name the right file`);
    }
    return textOf(path, bytes, what);
  } catch (error) {
    const isFolder = systemCode(error) === 'EISDIR';
    const reason = isFolder ? `is a folder; name the file with the ${what}` : null;
    return failure(`${path}: ${reason ?? `cannot be read: ${systemReason(error)}`}`);
  } finally {
    await file?.close();
  }
}

/** All bytes of a file; null where there are more than the bound. */
async function readBounded(file: FileHandle): Promise<Buffer | null> {
  let bytes = Buffer.allocUnsafe(FIRST_BYTES);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, null);
    filled += bytesRead;
    if (bytesRead === 0) return bytes.subarray(0, filled);
    if (filled > MAX_SETTINGS_FILE_BYTES) return null;
    if (filled === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
  }
}

function textOf(path: string, bytes: Buffer, what: string): Result<string> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return success(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch {
    return failure(`${path}: is no UTF-8 text; save the ${what} as UTF-8`);
  }
}
