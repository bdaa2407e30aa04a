import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { analyse } from '../../src/engine/index.ts';
import { EVERYTHING, viewOf } from '../../src/filter/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { analysisOptions } from '../engine/options.ts';

const LOG = fileURLToPath(new URL('../../samples/log.pcap', import.meta.url));

it('findings keep the numbers by which extract knows them when a report is redacted', async () => {
  const numbers: (readonly [string, number | undefined])[][] = [];
  for (const redact of [null, 'personal'] as const) {
    const masker = new Masker({ showSecrets: false, redact });
    const result = await analyse([LOG], analysisOptions({ masker }));
    if (!result.ok) throw new Error(result.errors[0]?.message);
    const { findings, findingNumbers } = viewOf(result.analysis, EVERYTHING, masker);
    expect(findings.some((finding) => result.analysis.findings.includes(finding))).toBe(redact === null);
    numbers.push(findings.map((finding) => [finding.rule, findingNumbers.get(finding)] as const));
  }
  const [plain, redacted] = numbers;
  expect(redacted).toEqual(plain);
  expect(plain?.map(([, number]) => number)).toEqual(plain?.map((_, index) => index + 1));
});
