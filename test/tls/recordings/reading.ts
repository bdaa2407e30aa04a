import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import {
  type Analysis,
  analyse,
  type Inputs,
  type ListedExchange,
  listExchanges,
} from '../../../src/engine/index.ts';
import { Masker } from '../../../src/privacy/index.ts';
import type { ReportOptions } from '../../../src/report/index.ts';
import { TlsSecrets } from '../../../src/tls/index.ts';
import { analysisOptions } from '../../engine/options.ts';
import type { Oracle, OracleExchange } from './oracle.ts';

/** The folder of captures, key logs and oracles. */
export const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url));

/** The names of all readings in a folder. */
export function oracleNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

export function readOracle(folder: string, name: string): Oracle {
  return JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Oracle;
}

/** The secrets of a reading; none where it has no key log. */
export function secretsOf(folder: string, { keys }: Oracle): TlsSecrets {
  const secrets = new TlsSecrets();
  if (keys !== null) secrets.add(readFileSync(folder + keys, 'latin1'));
  return secrets;
}

/** The bytes of a recording, without compression. */
export function captureBytes({ capture }: Oracle): Buffer {
  return gunzipSync(readFileSync(FIXTURES + capture));
}

/** All exchanges of an input, by the program. */
export async function exchangesOf(
  inputs: Inputs,
  tlsSecrets: TlsSecrets,
): Promise<readonly ListedExchange[]> {
  const options = { ports: [], hash: true, reader: 'hookscope', onProgress: null, tlsSecrets } as const;
  const listed = await listExchanges(inputs, options, new Masker({ showSecrets: true }));
  if (!listed.ok) throw new Error(listed.errors[0]?.message);
  const exchanges: ListedExchange[] = [];
  for await (const portion of listed.portions) exchanges.push(...portion);
  listed.close();
  return exchanges;
}

/** What is found in a recording. */
export async function analysisOf(name: string): Promise<Analysis> {
  const oracle = readOracle(FIXTURES, name);
  const result = await analyse(
    [FIXTURES + oracle.capture],
    analysisOptions({ keepExchanges: 'every', tlsSecrets: secretsOf(FIXTURES, oracle) }),
  );
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

/** Options of a report of a recording. */
export function reportOptions({
  showSecrets,
  payloads,
}: {
  readonly showSecrets: boolean;
  readonly payloads: boolean;
}): ReportOptions {
  const masker = new Masker({ showSecrets });
  return {
    masker,
    version: '0.0.0',
    payloads,
    color: false,
    columns: 80,
    everything: true,
    verdictOnly: false,
  };
}

/** An exchange as the program and the oracle both can tell it. */
export interface Told {
  readonly stream: number;
  readonly request: string | null;
  readonly response: string | null;
}

/** By connection and in order of requests. `complete`: bodies whose end is absent have no hash. */
export function toldByProgram(exchanges: readonly ListedExchange[]): readonly Told[] {
  const body = ({
    body: { length, sha256, complete },
  }: NonNullable<ListedExchange['request' | 'response']>) =>
    complete ? `${length} ${sha256}` : 'incomplete';
  return inOrder(
    exchanges.map(({ stream, request, response }) => ({
      stream,
      request: request && `${request.method} ${request.target} ${body(request)}`,
      response: response && `${response.status} ${body(response)}`,
    })),
  );
}

export function toldByOracle(exchanges: readonly OracleExchange[]): readonly Told[] {
  return inOrder(
    exchanges.map(({ stream, request, response }) => ({
      stream,
      request: request && `${request.method} ${request.uri} ${request.length} ${request.sha256}`,
      response: response && `${response.status} ${response.length} ${response.sha256}`,
    })),
  );
}

/** Where each message of the oracle ends: `stream request frame`. Messages without a frame are left out. */
export function framesByOracle(exchanges: readonly OracleExchange[]): readonly string[] {
  return exchanges
    .flatMap(({ stream, request, response }) => [
      ...(request === null || request.frame === null ? [] : [`${stream} request ${request.frame}`]),
      ...(response === null || response.frame === null ? [] : [`${stream} response ${response.frame}`]),
    ])
    .sort();
}

export function framesByProgram(exchanges: readonly ListedExchange[]): readonly string[] {
  return exchanges
    .flatMap(({ stream, request, response }) => [
      ...(request === null ? [] : [`${stream} request ${request.lastFrame}`]),
      ...(response === null ? [] : [`${stream} response ${response.lastFrame}`]),
    ])
    .sort();
}

function inOrder(told: readonly Told[]): readonly Told[] {
  return told
    .map((one, index) => ({ one, index }))
    .sort((left, right) => left.one.stream - right.one.stream || left.index - right.index)
    .map(({ one }) => one);
}
