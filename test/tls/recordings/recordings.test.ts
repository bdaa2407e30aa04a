import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TlsSecrets } from '../../../src/tls/index.ts';
import { type CapturedFrame, readCapture, segmentOf, writeCapture } from './capture-file.ts';
import { DAMAGES, type Damage } from './damages.ts';
import type { Oracle } from './oracle.ts';
import {
  captureBytes,
  exchangesOf,
  FIXTURES,
  framesByOracle,
  framesByProgram,
  oracleNames,
  readOracle,
  secretsOf,
  toldByOracle,
  toldByProgram,
} from './reading.ts';

/** Readings of captures that lie beside the checkout. */
const SHARED_ORACLES = fileURLToPath(new URL('shared/', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../../shared/tls/', import.meta.url));
const hasShared = existsSync(SHARED);
if (!hasShared) console.warn('skipped: no recordings beside the checkout (../shared/tls)');

describe('recordings with keys give the exchanges that took place', () => {
  it.each(oracleNames(FIXTURES))('%s', async (name) => {
    const oracle = readOracle(FIXTURES, name);
    const exchanges = await exchangesOf([FIXTURES + oracle.capture], secretsOf(FIXTURES, oracle));
    expect(toldByProgram(exchanges)).toEqual(toldByOracle(oracle.exchanges));
    if (oracle.correction === undefined && !name.includes('http2')) {
      expect(framesByProgram(exchanges)).toEqual(framesByOracle(oracle.exchanges));
    }
  });
});

describe('recordings with keys that have the secrets of others only give none', () => {
  it.each(['tls12-aes128-gcm', 'tls13-aes128-gcm', 'tls12-aes128-sha256'])('%s', async (name) => {
    const oracle = readOracle(FIXTURES, name);
    const others = secretsOf(FIXTURES, readOracle(FIXTURES, 'tls13-resumed'));
    expect(await exchangesOf([FIXTURES + oracle.capture], others)).toEqual([]);
    expect(await exchangesOf([FIXTURES + oracle.capture], new TlsSecrets())).toEqual([]);
  });
});

describe.skipIf(!hasShared)('the recordings beside the checkout give the exchanges that tshark gives', () => {
  it.each(oracleNames(SHARED_ORACLES))('%s', async (name) => {
    const oracle = readOracle(SHARED_ORACLES, name);
    const exchanges = await exchangesOf([SHARED + oracle.capture], secretsOf(SHARED, oracle));
    const [told, wanted] = [toldByProgram(exchanges), toldByOracle(oracle.exchanges)];
    expect(told.map(({ stream, request }) => [stream, request])).toEqual(
      wanted.map(({ stream, request }) => [stream, request]),
    );
    // tshark shows no response that lasts until the end of the connection; all others are the same.
    const shown = told.map((one, index) => ({
      ...one,
      response: wanted[index]?.response === null ? null : one.response,
    }));
    expect(shown).toEqual(wanted);
    for (const { response } of told) expect(response).toMatch(/^200 [1-9]/);
  });
});

/**
 * Where messages of HTTP/2 share a record, tshark names the frame that completes the record for all of them, and the program the frame
 * that holds the end of each.
 */
describe('messages that share a record end in frames of that record', () => {
  it.each(oracleNames(FIXTURES).filter((name) => name.includes('http2')))('%s', async (name) => {
    const oracle = readOracle(FIXTURES, name);
    const exchanges = await exchangesOf([FIXTURES + oracle.capture], secretsOf(FIXTURES, oracle));
    const wanted = oracle.exchanges;
    const asks = captureSides(oracle);
    for (const { request, response } of exchanges) {
      const of = wanted.find(
        (one) => one.request?.uri === request?.target && one.request?.sha256 === request?.body.sha256,
      );
      expect(request?.lastFrame).toBeLessThanOrEqual(of?.request?.frame ?? 0);
      expect(response?.lastFrame).toBeLessThanOrEqual(of?.response?.frame ?? 0);
      expect(asks[(request?.lastFrame ?? 0) - 1]).toBe('client');
      expect(asks[(response?.lastFrame ?? 0) - 1]).toBe('server');
    }
  });
});

/** Who sent the data of each frame; null: it has none. */
function captureSides(oracle: Oracle): readonly ('client' | 'server' | null)[] {
  return readCapture(captureBytes(oracle)).map((frame) => {
    const { source, payload } = segmentOf(frame);
    return payload.length === 0 ? null : source === 443 ? 'server' : 'client';
  });
}

/** What is left of an exchange of the sound recording. */
interface Left {
  readonly request: string | null;
  readonly response: string | null;
  readonly isRequestHarmed: boolean;
  readonly isResponseHarmed: boolean;
}

describe('of a spoilt recording all is found that was not lost', () => {
  const named = DAMAGES.map((damage) => [`${damage.of}: ${damage.name}`, damage] as const);

  it.each(named)('%s', async (_, damage) => {
    const oracle = readOracle(FIXTURES, damage.of);
    const sound = readCapture(captureBytes(oracle));
    const spoilt = damage.spoil(sound);
    const bytes = writeCapture(spoilt);
    const exchanges = await exchangesOf(
      [{ kind: 'bytes', path: 'spoilt.pcap', bytes }],
      secretsOf(FIXTURES, oracle),
    );
    const told = toldByProgram(exchanges);
    const left = leftOf(oracle, sound, spoilt, damage);
    // Nothing is made up: what is told as complete took place.
    for (const { request, response } of told) {
      if (request !== null && !request.endsWith('incomplete'))
        expect(left.map((one) => one.request)).toContain(request);
      if (response !== null && !response.endsWith('incomplete'))
        expect(left.map((one) => one.response)).toContain(response);
    }
    // Nothing is left out.
    for (const { request, response, isRequestHarmed, isResponseHarmed } of left) {
      if (!isRequestHarmed) expect(told.map((one) => one.request)).toContain(request);
      if (!isResponseHarmed) expect(told.map((one) => one.response)).toContain(response);
      if (!isRequestHarmed && !isResponseHarmed)
        expect(told).toContainEqual({ stream: 0, request, response });
    }
  });
});

/** Which messages lack bytes: those in which a frame that is absent or cut stands. */
function leftOf(
  { exchanges }: Oracle,
  sound: readonly CapturedFrame[],
  spoilt: readonly CapturedFrame[],
  { losesAll = false }: Damage,
): readonly Left[] {
  const kept = new Set(spoilt.map(contentOf));
  const isHarmed = (byServer: boolean, first: number, last: number): boolean =>
    losesAll ||
    sound.some((frame, index) => {
      const isWithin = index + 1 > first && index + 1 <= last;
      return isWithin && (segmentOf(frame).source === 443) === byServer && !kept.has(contentOf(frame));
    });
  const told = toldByOracle(exchanges);
  const lastOf = (index: number, side: 'request' | 'response'): number =>
    exchanges[index]?.[side]?.frame ?? 0;
  return exchanges.map((_, index) => ({
    request: told[index]?.request ?? null,
    response: told[index]?.response ?? null,
    isRequestHarmed: isHarmed(false, lastOf(index - 1, 'request'), lastOf(index, 'request')),
    isResponseHarmed: isHarmed(true, lastOf(index - 1, 'response'), lastOf(index, 'response')),
  }));
}

/** A segment by its place in the connection and its bytes; times and repetitions do not count. */
function contentOf(frame: CapturedFrame): string {
  const { source, sequence, payload } = segmentOf(frame);
  return `${source} ${sequence} ${payload.toString('latin1')}`;
}
