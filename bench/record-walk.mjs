// The least that any reader has to do. It goes through the records of a classic little-endian capture in one reused
// buffer, and counts those that are TCP from or to a port, by byte offsets alone. Prints the number of records and of hits.
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;
const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
/** Linux cooked header, then IPv4. */
const LINK_HEADER_BYTES = 16;
const PROTOCOL_TCP = 6;

const [path = '', port = '9091'] = process.argv.slice(2);
const wanted = Number(port);
const descriptor = openSync(path, 'r');
const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
let records = 0;
let hits = 0;
let held = readSync(descriptor, buffer, 0, CHUNK_BYTES, null);
let at = FILE_HEADER_BYTES;
for (;;) {
  const captured = at + 12 <= held ? buffer.readUInt32LE(at + 8) : -1;
  const end = at + RECORD_HEADER_BYTES + captured;
  if (captured < 0 || end > held) {
    buffer.copyWithin(0, at, held);
    held -= at;
    at = 0;
    const read = readSync(descriptor, buffer, held, CHUNK_BYTES - held, null);
    if (read === 0) break;
    held += read;
    continue;
  }
  const ip = at + RECORD_HEADER_BYTES + LINK_HEADER_BYTES;
  records += 1;
  if (buffer[ip + 9] === PROTOCOL_TCP) {
    const tcp = ip + ((buffer[ip] & 15) << 2);
    const source = (buffer[tcp] << 8) | buffer[tcp + 1];
    const destination = (buffer[tcp + 2] << 8) | buffer[tcp + 3];
    if (source === wanted || destination === wanted) hits += 1;
  }
  at = end;
}
closeSync(descriptor);
process.stdout.write(`${records} ${hits}\n`);
