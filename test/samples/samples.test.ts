import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../../samples/samples.ts';
import { readPcap, readSegment } from './read-back.ts';

const FOLDER = new URL('../../samples/', import.meta.url);

describe.each(SAMPLES)('$name', ({ name, build }) => {
  it('is what the generator writes', () => {
    expect(existsSync(new URL(name, FOLDER)), 'run npm run samples').toBe(true);
    expect(readFileSync(new URL(name, FOLDER)).equals(build()), 'run npm run samples').toBe(true);
  });
});

it('every capture in the folder is generated', () => {
  const captures = readdirSync(FOLDER).filter((name) => /\.pcap(ng)?$/.test(name));
  expect(captures.sort()).toEqual(SAMPLES.map((sample) => sample.name).sort());
});

/** Documentation addresses (RFC 5737), loopback, and those of the seeds. */
const OWN_ADDRESSES =
  /^(127\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|46\.101\.108\.90$|192\.168\.1\.101$|172\.16\.6\.)/;

it('uses nobody’s addresses', () => {
  for (const { name, build } of SAMPLES) {
    if (!name.endsWith('.pcap')) continue;
    for (const { packet } of readPcap(build())) {
      expect(packet.subarray(12, 16).join('.'), name).toMatch(OWN_ADDRESSES);
      expect(packet.subarray(16, 20).join('.'), name).toMatch(OWN_ADDRESSES);
    }
  }
});

function payloads(name: string): readonly string[] {
  const sample = SAMPLES.find((candidate) => candidate.name === name);
  if (sample === undefined) throw new Error(`no sample ${name}`);
  return readPcap(sample.build()).flatMap(({ packet }) => {
    const segment = readSegment(packet);
    return segment === null || segment.payload.length === 0 ? [] : [segment.payload.toString('latin1')];
  });
}

it('openvox-ringing has the Content-Lengths of seed 002, and they are true', () => {
  const reports = payloads('openvox-ringing.pcap').filter((content) =>
    content.startsWith('POST HTTP/1.1\r\n'),
  );
  const lengths = reports.map((report) => Number(/Content-Length:(\d+)\r/.exec(report)?.[1]));
  expect(lengths).toEqual([89, 94, 67, 155, 152, 173]);
  expect(reports.map((report) => report.length - report.indexOf('\r\n\r\n') - 4)).toEqual(lengths);
});

it.each([
  ['incoming-call.pcap', ['3614', '3656']],
  ['incoming-call-forbidden.pcap', ['3639', '0']],
])('%s begins with the Content-Lengths of seeds 000 and 001', (name, lengths) => {
  const found =
    payloads(name)
      .join('')
      .match(/(?<=\nContent-Length: )\d+/g) ?? [];
  expect(found.slice(0, 2)).toEqual(lengths);
});

it('snaplen-cut is cut at 4096, within the bodies of two hooks', () => {
  const sample = SAMPLES.find(({ name }) => name === 'snaplen-cut.pcap');
  const cut = readPcap(sample?.build() ?? Buffer.alloc(0)).filter((frame) => frame.captured < frame.length);
  expect(cut.length).toBeGreaterThanOrEqual(4);
  expect(cut.every((frame) => frame.captured === 4096)).toBe(true);
});

it('missing-connection-status goes on for fifteen seconds after the connect that nothing follows', () => {
  const sample = SAMPLES.find(({ name }) => name === 'missing-connection-status.pcap');
  const frames = readPcap(sample?.build() ?? Buffer.alloc(0));
  const connect = frames.find(({ packet }) => packet.includes('POST /EchoApp/connect'));
  expect((frames.at(-1)?.time ?? 0) - (connect?.time ?? 0)).toBeGreaterThan(15_000_000);
});
