import { describe, expect, it } from 'vitest';
import { MAX_CHUNK_LINE_BYTES } from '../../src/base/limits.ts';
import { BodyCollector } from '../../src/http/body/body-collector.ts';
import { ChunkedFraming } from '../../src/http/body/chunked.ts';
import { HeldBodies } from '../../src/http/body/held-bodies.ts';

const CHUNK = '2\r\nok\r\n';

/** Reads a text, in one piece or byte by byte; what is behind the end of the coding is left. */
function readChunks(text: string, pieces: 'whole' | 'bytes', framing = new ChunkedFraming()): ChunkedFraming {
  const bytes = Buffer.from(text, 'latin1');
  const body = new BodyCollector(false, new HeldBodies());
  body.begin(0, []);
  framing.begin();
  const step = pieces === 'whole' ? bytes.length : 1;
  let position = 0;
  while (position < bytes.length && framing.state !== 'done' && framing.state !== 'broken') {
    position = framing.read(bytes, position, Math.min(bytes.length, position + step), body);
  }
  return framing;
}

describe.each(['whole', 'bytes'] as const)('the chunked coding, read as %s', (pieces) => {
  it.each([
    ['another byte', `2\r\nokX`, 'X'],
    ['a return and another byte', '2\r\nok\rX', '\rX'],
    ['two returns', '2\r\nok\r\r\n', '\r\r'],
  ])('is broken by %s behind the bytes of a chunk', (_, text, fault) => {
    expect(readChunks(text, pieces)).toMatchObject({ state: 'broken', fault });
  });

  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
  ])('takes %s as a line end', (_, end) => {
    const framing = readChunks(['2', 'ok', '0', '', ''].join(end), pieces);
    expect(framing.state).toBe('done');
    expect(framing.trailers.length).toBe(0);
  });

  it('keeps trailers with the empty line behind them, and forgets them with the next body', () => {
    const trailers = 'A: b\r\nC: d\r\n\r\n';
    const framing = readChunks(`${CHUNK}0\r\n${trailers}`, pieces);
    expect(framing.state).toBe('done');
    expect(framing.trailers.length).toBe(trailers.length);
    expect(readChunks(`${CHUNK}0\r\n\r\n`, pieces, framing).trailers.length).toBe(0);
  });

  it('takes a size line as long as the bound, and none that is longer', () => {
    const line = (length: number): string => `2;${'x'.repeat(length - 2)}`;
    expect(readChunks(`${line(MAX_CHUNK_LINE_BYTES)}\nok`, pieces).state).toBe('data-end');
    expect(readChunks(`${line(MAX_CHUNK_LINE_BYTES + 1)}\nok`, pieces).state).toBe('broken');
  });
});
