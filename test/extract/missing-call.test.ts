import { describe, expect, it } from 'vitest';
import { MISSING_CALL } from '../../src/checks/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { extract } from './extracting.ts';

const SAMPLES = ['log.pcap', 'missing-connection-status.pcap'].map((name) => `samples/${name}`);

function missingCalls({ findings }: Analysis): readonly string[] {
  return findings
    .filter(({ rule }) => rule === MISSING_CALL)
    .map(({ message }) => message.replace(/\d+/g, '#'));
}

describe('the extract of a missing call', () => {
  it.each(SAMPLES)('of %s shows that it is missing', async (path) => {
    const { before } = await extract([path], [{ kind: 'finding', number: 1 }]);
    const numbers = before.findings.flatMap((finding) =>
      finding.rule === MISSING_CALL ? [before.findingNumbers.get(finding) ?? 0] : [],
    );
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) {
      for (const scrub of [false, true]) {
        const { after } = await extract([path], [{ kind: 'finding', number }], { scrub });
        const wanted = before.findings.find((each) => before.findingNumbers.get(each) === number);
        expect(missingCalls(after)).toContain(wanted?.message.replace(/\d+/g, '#'));
      }
    }
  });

  it('reaches over the window and takes what came to the backend in it', async () => {
    const [, path = ''] = SAMPLES;
    const { before, after, tally } = await extract([path], [{ kind: 'finding', number: 1 }]);
    const expected = [...before.expectations].find(({ verdict }) => verdict === 'missing');
    expect(after.lastTime?.seconds).toBeGreaterThanOrEqual(Math.floor(expected?.deadline ?? 0));
    expect(tally.frames).toBeLessThan(before.captures[0]?.frames ?? 0);
  });
});
