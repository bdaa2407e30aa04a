// The least that decryption costs: as many records of the same lengths as a capture has, each decrypted and authenticated by a cipher of
// its own. Arguments: the cipher by node:crypto's name, a file with `length count` in each line. Prints records and bytes.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 5;

const [cipher = 'aes-128-gcm', path = ''] = process.argv.slice(2);
const key = randomBytes(cipher.includes('128') ? 16 : 32);
const options = { authTagLength: TAG_BYTES };
let records = 0;
let bytes = 0;
for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
  const [length = 0, count = 0] = line.split(' ').map(Number);
  const nonce = randomBytes(NONCE_BYTES);
  const header = randomBytes(HEADER_BYTES);
  const sealing = createCipheriv(cipher, key, nonce, options);
  sealing.setAAD(header);
  const sealed = Buffer.concat([sealing.update(randomBytes(length - TAG_BYTES)), sealing.final()]);
  const tag = sealing.getAuthTag();
  for (let left = count; left > 0; left -= 1) {
    const opening = createDecipheriv(cipher, key, nonce, options);
    opening.setAAD(header);
    opening.setAuthTag(tag);
    bytes += opening.update(sealed).length;
    opening.final();
  }
  records += count;
}
process.stdout.write(`${records} ${bytes}\n`);
