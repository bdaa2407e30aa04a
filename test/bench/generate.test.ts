import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  generateCapture,
  PROFILES,
  type ProfileName,
  REST_PORT,
  type TlsFacts,
} from '../../bench/generate/index.ts';
import { reorderedSegments } from '../../bench/reordered-segments.ts';
import { captureInput, END, FRAME, openCapture } from '../../src/capture/index.ts';
import { analyse } from '../../src/engine/index.ts';
import { createSegment, DECODE, PacketDecoder, verifyTcpChecksum } from '../../src/packet/index.ts';
import { TlsSecrets } from '../../src/tls/index.ts';
import { analysisOptions } from '../engine/options.ts';

const SIZE = 3_000_000;
const folder = mkdtempSync(join(tmpdir(), 'hookscope-generate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `check` finds in a short capture of the profiles with faults; in a mixed one there are only a few sessions. */
const RULES_OF_FAULTS: Partial<Record<ProfileName, readonly string[]>> = {
  'hooks-faulty': [
    'answer/none',
    'answer/status',
    'flow/late-call',
    'flow/missing-call',
    'flow/never-established',
    'payload/missing',
    'payload/undocumented',
    'transport/refused',
  ],
  'mixed-faulty': ['payload/missing', 'payload/undocumented'],
};
const OVER_TLS: readonly ProfileName[] = ['hooks-tls13-faulty', 'hooks-tls12-faulty'];
for (const profile of OVER_TLS) RULES_OF_FAULTS[profile] = RULES_OF_FAULTS['hooks-faulty'] ?? [];

/** Only messages of more than one segment have any: a short mixed capture may have none. */
const LEAST_REORDERED: Partial<Record<ProfileName, number>> = { 'hooks-faulty': 100 };

const generated = (
  profile: ProfileName,
  name: string,
): { readonly path: string; readonly tls: TlsFacts | null } => {
  const path = join(folder, `${profile}-${name}.pcap`);
  return { path, tls: generateCapture(path, PROFILES[profile], SIZE) };
};

describe.each(Object.keys(PROFILES) as ProfileName[])('a generated capture of profile %s', (profile) => {
  const { path, tls } = generated(profile, 'one');

  it('has the same bytes each time', () => {
    const again = generated(profile, 'two');
    expect(readFileSync(path).equals(readFileSync(again.path))).toBe(true);
    expect(again.tls).toEqual(tls);
  });

  it('holds sound segments only', async () => {
    const opened = await openCapture([captureInput(path)]);
    if (!opened.ok) throw new Error('not a capture');
    const { capture } = opened;
    const decoder = new PacketDecoder();
    const segment = createSegment();
    const seen = { segments: 0, unsound: 0, undecoded: 0 };
    for (let step = capture.next(); step !== END; step = capture.next()) {
      if (step !== FRAME) {
        await capture.fill();
        continue;
      }
      const decoded = decoder.decode(capture.frame, segment);
      if (decoded === DECODE.segment) {
        seen.segments += 1;
        if (verifyTcpChecksum(segment) !== 'good') seen.unsound += 1;
      } else if (decoded !== DECODE.notTcp && decoded !== DECODE.dns) seen.undecoded += 1;
    }
    expect(seen).toMatchObject({ unsound: 0, undecoded: 0 });
    expect(seen.segments).toBeGreaterThan(100);
    expect(capture.diagnostics()).toEqual([]);
    capture.close();
  });

  it('has segments out of order where there are to be faults, and nowhere else', () => {
    const reordered = reorderedSegments(path, REST_PORT);
    expect(reordered).toBeGreaterThanOrEqual(LEAST_REORDERED[profile] ?? 0);
    if (!PROFILES[profile].faulty) expect(reordered).toBe(0);
  });

  it('shows what the profile promises: no findings, or those of its faults', async () => {
    const tlsSecrets = new TlsSecrets();
    tlsSecrets.add(tls?.keyLog ?? '');
    const result = await analyse([path], analysisOptions({ ports: [REST_PORT], tlsSecrets }));
    if (!result.ok) throw new Error(result.errors[0]?.message);
    const { findings, summary } = result.analysis;
    const rules = new Set(findings.map(({ rule }) => rule));
    expect([...rules].sort()).toEqual(RULES_OF_FAULTS[profile] ?? []);
    expect(summary.calls).toBeGreaterThan(10);
    expect(summary.expectations.met).toBeGreaterThan(5);
  });
});
