import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRETS_BLOCK = 10;

/** A capture as pcapng with the key log in a Decryption Secrets Block, which editcap puts before the packets. */
export function withSecretsBefore(capture: Buffer, keyLog: string, folder: string): Buffer {
  const [from, keys, to] = ['from.pcap', 'block.keys', 'to.pcapng'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(from, capture);
  writeFileSync(keys, keyLog);
  const { status, stderr } = spawnSync('editcap', ['--inject-secrets', `tls,${keys}`, from, to], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return readFileSync(to);
}

/** The same with all Decryption Secrets Blocks at the end. */
export function secretsMovedBehind(file: Buffer): Buffer {
  const blocks = blocksOf(file);
  const isSecret = (block: Buffer): boolean => block.readUInt32LE(0) === SECRETS_BLOCK;
  return Buffer.concat([...blocks.filter((one) => !isSecret(one)), ...blocks.filter(isSecret)]);
}

/** The same with the secrets in a block for each line, spread evenly among the packets. */
export function secretsSpread(file: Buffer): Buffer {
  const blocks = blocksOf(file);
  const secrets = blocks.find((block) => block.readUInt32LE(0) === SECRETS_BLOCK);
  if (secrets === undefined) throw new Error('there is no Decryption Secrets Block');
  const log = secrets.toString('latin1', 16, 16 + secrets.readUInt32LE(12));
  const lines = log.split('\n').filter((line) => line !== '');
  const others = blocks.filter((block) => block !== secrets);
  const step = Math.ceil(others.length / lines.length);
  const spread = others.flatMap((block, index) => {
    const line = index % step === step - 1 ? lines.shift() : undefined;
    return line === undefined ? [block] : [block, secretsBlock(`${line}\n`)];
  });
  return Buffer.concat([...spread, ...lines.map((line) => secretsBlock(`${line}\n`))]);
}

/** A block with a key log (draft-ietf-opsawg-pcapng §4.7), little-endian, without options. */
function secretsBlock(log: string): Buffer {
  const padding = -log.length & 3;
  const block = Buffer.alloc(20 + log.length + padding);
  block.writeUInt32LE(SECRETS_BLOCK, 0);
  block.writeUInt32LE(block.length, 4);
  block.writeUInt32LE(0x544c534b, 8);
  block.writeUInt32LE(log.length, 12);
  block.write(log, 16, 'latin1');
  block.writeUInt32LE(block.length, block.length - 4);
  return block;
}

function blocksOf(file: Buffer): readonly Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = 0; at < file.length; ) {
    const end = at + file.readUInt32LE(at + 4);
    blocks.push(file.subarray(at, end));
    at = end;
  }
  return blocks;
}
