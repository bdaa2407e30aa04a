import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Identity, type IdentityKind, makeIdentity } from './certificates.ts';
import { type AnswerTo, type BackendOptions, startBackend } from './node-backend.ts';
import type { Served } from './served.ts';
import { Wire } from './wire.ts';

export interface Recorded {
  /** A classic capture. */
  readonly capture: Buffer;
  readonly keyLog: string;
  readonly served: readonly Served[];
}

/** What a recording is played on: a folder, identities, the key log, and backends that it may start. */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'hookscope-recording-'));
  readonly #identities = new Map<string, Identity>();
  #lines: string[] = [];
  #served: Served[] = [];
  #capture: Buffer = Buffer.alloc(0);

  identity(kind: IdentityKind, name?: string): Identity {
    const key = `${kind} ${name}`;
    const known = this.#identities.get(key) ?? makeIdentity(this.folder, kind, name);
    this.#identities.set(key, known);
    return known;
  }

  /** Adds to the key log. */
  readonly secret = (line: string): void => {
    this.#lines.push(...line.split('\n').filter((one) => one !== ''));
  };

  /** Notes a request that was answered. */
  readonly served = (exchange: Served): void => {
    this.#served.push(exchange);
  };

  /** Adds a key log that a program wrote. */
  secretsOf(path: string): void {
    this.secret(readFileSync(path, 'latin1'));
  }

  /** Runs `act` while a Node backend listens. */
  async withBackend(
    options: BackendOptions | { readonly tls: null; readonly answer?: AnswerTo },
    act: () => Promise<unknown>,
  ): Promise<void> {
    const backend = await startBackend(options, this);
    try {
      await act();
    } finally {
      await backend.stop();
    }
  }

  /** What crosses the wire while `act` runs, with its key log and what the backends noted. */
  async record(act: () => Promise<void>): Promise<Recorded> {
    this.#lines = [];
    this.#served = [];
    const wire = await Wire.start(join(this.folder, 'wire.pcap'));
    try {
      await act();
    } finally {
      this.#capture = await wire.stop();
    }
    const keyLog = this.#lines.map((line) => `${line}\n`).join('');
    return { capture: this.#capture, keyLog, served: this.#served };
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
