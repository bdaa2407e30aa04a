import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaptureInput, END, FRAME, openCapture } from '../../src/capture/index.ts';
import { HeldExchanges } from '../../src/engine/held-exchanges.ts';
import { type ListedExchange, listExchanges } from '../../src/engine/index.ts';
import { OriginBook } from '../../src/engine/origin.ts';
import { Pipeline } from '../../src/engine/pipeline.ts';
import type { Exchange } from '../../src/http/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { conversation, fileHeader, hook } from '../bombs/packets.ts';
import { randomCapture, recordOffsets } from './splitting.ts';

const SHOWING = new Masker({ showSecrets: true });

/** A capture with random faults, some of whose records are absent or stand elsewhere. */
const disordered = fc
  .record({
    seed: fc.nat(499),
    moves: fc.array(fc.record({ from: fc.nat(9999), by: fc.integer({ min: -9, max: 9 }) }), {
      maxLength: 40,
    }),
    dropped: fc.array(fc.nat(9999), { maxLength: 10 }),
  })
  .map(({ seed, moves, dropped }): CaptureInput => {
    const capture = randomCapture(seed);
    const offsets = recordOffsets(capture);
    const records = offsets.slice(1).map((end, index) => capture.subarray(offsets[index], end));
    for (const { from, by } of moves) {
      const at = from % records.length;
      records.splice(Math.max(0, at + by), 0, ...records.splice(at, 1));
    }
    for (const index of dropped) records.splice(index % records.length, 1);
    const header = capture.subarray(0, offsets[0]);
    return { kind: 'bytes', path: 'disordered.pcap', bytes: Buffer.concat([header, ...records]) };
  });

const firstFrameOf = ({ request, response }: Pick<ListedExchange | Exchange, 'request' | 'response'>) =>
  (request ?? response)?.firstFrame ?? 0;

/** Exchanges in the order in which they are complete, and what was known after each frame: none to come begins earlier. */
async function read(input: CaptureInput) {
  const opened = await openCapture([input]);
  if (!opened.ok) throw new Error('not a capture');
  const { capture } = opened;
  const exchanges: { readonly connection: number; readonly exchange: Exchange; readonly least: number }[] =
    [];
  const known: number[] = [];
  let least = 0;
  const pipeline = new Pipeline(
    { ports: null, hash: true },
    {
      onExchange: (connection, exchange) => exchanges.push({ connection, exchange, least }),
      onProtocol: () => {},
    },
  );
  for (let step = capture.next(); step !== END; step = capture.next()) {
    if (step === FRAME) {
      pipeline.frame(capture.frame);
      const next = pipeline.tracker.firstFrameUnderWay();
      known.push(next);
      least = Math.max(least, Math.min(next, capture.frame.number + 1));
    } else {
      await capture.fill();
    }
  }
  pipeline.finish();
  capture.close();
  const origins = new OriginBook((connection) => pipeline.tracker.endpoints(connection));
  return { exchanges, known, origins };
}

describe('the first frame of what is under way', () => {
  it('is that of no exchange to come, or before it, whatever is lost or out of order', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(disordered, async (input) => {
        const { exchanges } = await read(input);
        seen += exchanges.length;
        const early = exchanges.filter(({ exchange, least }) => firstFrameOf(exchange) < least);
        expect(early).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(1000);
  });

  it('moves on as exchanges are complete', async () => {
    const { known, exchanges } = await read({ kind: 'bytes', path: 'a.pcap', bytes: randomCapture(3) });
    expect(exchanges.length).toBeGreaterThan(5);
    expect(new Set(known).size).toBeGreaterThan(exchanges.length / 2);
  });
});

describe('exchanges that are held', () => {
  it('come out whole, in order of first frame and connection, however they are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(disordered, fc.integer({ min: 1, max: 9 }), async (input, each) => {
        const { exchanges, origins } = await read(input);
        const held = new HeldExchanges(origins, SHOWING);
        const taken: ListedExchange[] = [];
        exchanges.forEach(({ connection, exchange }, index) => {
          held.keep(connection, exchange);
          const next = exchanges[index + 1]?.least ?? 0;
          if (index % each === 0) taken.push(...held.takeBefore(next));
        });
        taken.push(...held.takeBefore(Number.POSITIVE_INFINITY));
        const sorted = [...exchanges].sort(
          (one, other) =>
            firstFrameOf(one.exchange) - firstFrameOf(other.exchange) || one.connection - other.connection,
        );
        const expected = sorted.map(({ connection, exchange }): ListedExchange => {
          const { client, server } = origins.of(connection, exchange.requestDirection);
          return { stream: connection, client, server, ...partsOf(exchange) };
        });
        expect(taken).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

function partsOf({
  request,
  response,
  interim,
  problems,
  end,
}: Exchange): Omit<ListedExchange, 'stream' | 'client' | 'server'> {
  const common = ({
    firstFrame,
    lastFrame,
    version,
    body,
  }: NonNullable<Exchange['request' | 'response']>) => {
    const { length, sha256, decoded, complete } = body;
    return { firstFrame, lastFrame, version, body: { length, sha256, decoded, complete } };
  };
  return {
    request: request && { ...common(request), method: request.method, target: request.target },
    response: response && { ...common(response), status: response.status },
    interim,
    problems,
    end,
  };
}

describe('a list of exchanges', () => {
  it('is read no further than it is asked for', async () => {
    const bytes = randomCapture(3);
    let given = 0;
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 500) {
        given = at;
        yield bytes.subarray(at, at + 500);
      }
    }
    const input: CaptureInput = { kind: 'stream', path: '-', stream: pieces() };
    const options = { ports: [], hash: false, reader: 'hookscope', onProgress: null } as const;
    const listed = await listExchanges([input], options, SHOWING);
    if (!listed.ok) throw new Error('not a capture');
    const before = given;
    expect(before).toBeLessThan(bytes.length / 2);
    let count = 0;
    for await (const portion of listed.portions) count += [...portion].length;
    listed.close();
    expect(count).toBeGreaterThan(5);
    expect(given).toBeGreaterThan(before);
  });
});

describe('the hash of a body', () => {
  /** Two hooks on one connection: the first has a secret, which its answer repeats; the second has none. */
  const secret = '{"nodeId":"n","sipPassword":"1234"}';
  const plain = '{"nodeId":"n","custom":"1234"}';

  async function hashesOf(masker: Masker): Promise<readonly (string | null | undefined)[]> {
    const answer = (body: string) =>
      Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    const writes = [secret, plain].flatMap((body) => [
      ['request', hook(body)] as const,
      ['answer', answer(body)] as const,
    ]);
    const bytes = Buffer.concat([fileHeader(), ...conversation(writes)]);
    const options = { ports: [], hash: true, reader: 'hookscope', onProgress: null } as const;
    const listed = await listExchanges([{ kind: 'bytes', path: 'a.pcap', bytes }], options, masker);
    if (!listed.ok) throw new Error('not a capture');
    const hashes: (string | null | undefined)[] = [];
    for await (const portion of listed.portions)
      for (const { request, response } of portion) hashes.push(request?.body.sha256, response?.body.sha256);
    return hashes;
  }

  const hashOf = (body: string) => createHash('sha256').update(body).digest('hex');

  it('is a mark where the body holds a secret that could be guessed from it', async () => {
    const shown = hashOf(plain);
    expect(await hashesOf(new Masker({ showSecrets: false }))).toEqual([
      '[message 1]',
      '[message 1]',
      shown,
      shown,
    ]);
  });

  it('is shown where secrets are, and never where people are hidden', async () => {
    const shown = [secret, secret, plain, plain].map(hashOf);
    expect(await hashesOf(SHOWING)).toEqual(shown);
    const marks = ['[message 1]', '[message 1]', '[message 2]', '[message 2]'];
    expect(await hashesOf(new Masker({ showSecrets: true, redact: 'personal' }))).toEqual(marks);
  });
});
