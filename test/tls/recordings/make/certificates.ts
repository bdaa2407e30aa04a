import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_NAME } from './network.ts';

/** A private key with its certificate, as PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
  readonly keyPath: string;
  readonly certPath: string;
}

const KINDS = {
  ecdsa: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['rsa:2048'],
} as const;

export type IdentityKind = keyof typeof KINDS;

/** Makes a self-signed identity in a folder; it lives as long as the run. */
export function makeIdentity(folder: string, kind: IdentityKind, name = SERVER_NAME): Identity {
  const keyPath = join(folder, `${name}-${kind}.key`);
  const certPath = join(folder, `${name}-${kind}.crt`);
  const words = ['req', '-x509', '-newkey', ...KINDS[kind], '-nodes', '-keyout', keyPath, '-out', certPath];
  const { status, stderr } = spawnSync(
    'openssl',
    [...words, '-days', '3650', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return { key: readFileSync(keyPath, 'utf8'), cert: readFileSync(certPath, 'utf8'), keyPath, certPath };
}
