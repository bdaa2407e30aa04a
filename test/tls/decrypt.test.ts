import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TlsSecrets } from '../../src/tls/index.ts';
import { type DecryptedConnection, decryptedCapture } from './decrypted-capture.ts';

/** Recordings with key logs that lie beside the checkout; absent on most machines, as is tshark. */
const folder = fileURLToPath(new URL('../../../shared/tls/', import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name)) : [];

function hasTshark(): boolean {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const isPossible = files.length > 0 && hasTshark();
if (!isPossible) console.warn('skipped: no recordings beside the checkout (../shared/tls), or no tshark');

/** Where the keys of a recording are: a file beside it, or its own blocks, which tshark gives back. */
function keysOf(name: string): string {
  const beside = folder + name.replace(/\.pcap(ng)?$/, '.keys');
  if (existsSync(beside)) return readFileSync(beside, 'latin1');
  return (
    readFileSync(folder + name, 'latin1')
      .match(/^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]+$/gm)
      ?.join('\n') ?? ''
  );
}

/** The content of each direction as tshark tells it, by stream; `ports`: that of the end point of direction 0 of each stream. */
function followed(name: string, ports: readonly number[]): readonly (readonly [string, string])[] {
  const beside = folder + name.replace(/\.pcap(ng)?$/, '.keys');
  const keys = existsSync(beside) ? ['-o', `tls.keylog_file:${beside}`] : [];
  const asked = ports.flatMap((_port, stream) => ['-z', `follow,tls,raw,${stream}`]);
  const out = execFileSync('tshark', ['-r', folder + name, ...keys, '-q', ...asked], {
    encoding: 'latin1',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const told = new Map<number, readonly [string, string]>();
  for (const part of out.split('Follow: tls,raw\n').slice(1)) {
    const stream = Number(/^Filter: tcp.stream eq (\d+)$/m.exec(part)?.[1]);
    const lines = part.split('\n').filter((line) => /^\t?[0-9a-f]+$/.test(line));
    const ofNode0 = lines.filter((line) => !line.startsWith('\t')).join('');
    const ofNode1 = lines
      .filter((line) => line.startsWith('\t'))
      .join('')
      .replaceAll('\t', '');
    const isNode0First = /^Node 0: .*:(\d+)$/m.exec(part)?.[1] === String(ports[stream]);
    told.set(stream, isNode0First ? [ofNode0, ofNode1] : [ofNode1, ofNode0]);
  }
  return ports.map((_port, stream) => told.get(stream) ?? ['', '']);
}

describe.skipIf(!isPossible)('recordings with keys are decrypted as tshark does', () => {
  it.each(files)(
    '%s',
    async (name) => {
      const secrets = new TlsSecrets();
      secrets.add(keysOf(name));
      const connections = await decryptedCapture(folder + name, secrets);
      const expected = followed(
        name,
        [...connections.values()].map(({ ports }) => ports[0]),
      );
      const wrong = [...connections].flatMap(([stream, { plain, handshake }]) => {
        const found = textsOf(plain);
        if (found.join() === expected[stream].join()) return [];
        return [[stream, handshake?.suite, handshake?.decryption, found.map(({ length }) => length)]];
      });
      expect(wrong).toEqual([]);
      expect(connections.size).toBeGreaterThan(0);
    },
    120_000,
  );
});

function textsOf(plain: DecryptedConnection['plain']): readonly [string, string] {
  return plain === null ? ['', ''] : [plain.text(0).toString('hex'), plain.text(1).toString('hex')];
}
