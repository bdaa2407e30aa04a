import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hook } from './hooks.ts';
import { BACKEND, PORT } from './network.ts';

const CLIENT = fileURLToPath(new URL('Client.java', import.meta.url));

export interface JavaOptions {
  /** `connection`: HttpsURLConnection, as call servers use it. `client`: java.net.http, which offers HTTP/2. */
  readonly api: 'connection' | 'client';
  /** Lines of a file of security properties. */
  readonly security?: readonly string[];
  /** System properties. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Whether each hook has a connection of its own. */
  readonly closes?: boolean;
}

/** Posts hooks with the JVM that is installed; throws where it fails. */
export async function postByJava(
  hooks: readonly Hook[],
  folder: string,
  options: JavaOptions,
): Promise<void> {
  const security = join(folder, 'java.security');
  const list = join(folder, 'hooks.txt');
  writeFileSync(security, (options.security ?? []).map((line) => `${line}\n`).join(''));
  writeFileSync(list, hooks.map(({ method, body }) => `${method} ${JSON.stringify(body)}\n`).join(''));
  const properties = Object.entries({
    'java.security.properties': security,
    'jdk.internal.httpclient.disableHostnameVerification': 'true',
    ...options.properties,
  });
  const child = spawn(
    'java',
    [
      ...properties.map(([name, value]) => `-D${name}=${value}`),
      ...[CLIENT, options.api, options.closes === true ? 'close' : 'keep'],
      ...[`https://${BACKEND}:${PORT}/EchoApp/`, list],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`java ended with status ${status}`);
}
