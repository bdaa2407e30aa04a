import { describe, expect, it } from 'vitest';
import type { Wish } from '../../src/extract/index.ts';
import { spellingsOf } from '../privacy/all-outputs.ts';
import { plantedCapture } from '../privacy/planted.ts';
import { pcapOf } from '../privacy/tiny-capture.ts';
import { analysed, bytesInput, extract } from './extracting.ts';

const planted = plantedCapture();
const input = bytesInput(pcapOf(planted.talks));

function found(bytes: Buffer): readonly string[] {
  return [...planted.secrets].flatMap(([value, place]) =>
    spellingsOf(value).some((spelling) => bytes.includes(spelling)) ? [`${place}: ${value}`] : [],
  );
}

describe('extract --scrub of a capture with secrets in every field', () => {
  it.each(['pcap', 'pcapng'] as const)('leaves none in a %s of all its calls', async (format) => {
    const { calls } = await analysed(input);
    const wishes = calls.map((_, position): Wish => ({ kind: 'call', id: String(position) }));
    const plain = await extract([input], wishes, { format });
    expect(found(plain.bytes).length).toBeGreaterThan(planted.secrets.size * 0.8);
    const scrubbed = await extract([input], wishes, { format, scrub: true });
    expect(found(scrubbed.bytes)).toEqual([]);
    expect(
      scrubbed.after.calls.map(({ methodSpec, dialog, response }) => [
        methodSpec?.name,
        dialog?.kind,
        response?.status,
      ]),
    ).toEqual(
      plain.after.calls.map(({ methodSpec, dialog, response }) => [
        methodSpec?.name,
        dialog?.kind,
        response?.status,
      ]),
    );
  });
});
