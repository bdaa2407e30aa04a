import { describe, expect, it } from 'vitest';
import type { ComparisonOutcome } from '../../../src/compare/index.ts';
import { displayWidth } from '../../../src/report/layout/index.ts';
import { compareSamples } from '../../compare/compared.ts';
import { expectGolden, rendered } from './rendered.ts';

/** Pairs of samples with the outcome of their comparison. */
const PAIRS: readonly (readonly [good: string, bad: string, outcome: ComparisonOutcome])[] = [
  ['incoming-call.pcap', 'incoming-call-refused-went-on.pcap', 'departs'],
  ['log.pcap', 'missing-connection-status.pcap', 'departs'],
  ['log.pcap', 'slow-backend.pcap', 'departs'],
  ['streaming.pcapng', 'log.pcap', 'departs'],
  ['web-phone-connection.pcap', 'backend-down.pcap', 'departs'],
  ['web-phone-connection.pcap', 'firewall.pcap', 'departs'],
  ['web-phone-connection.pcap', 'lost-packets.pcap', 'inconclusive'],
  ['web-phone-call.pcap', 'web-phone-messaging.pcap', 'not-comparable'],
  ['no-hooks.pcap', 'log.pcap', 'not-comparable'],
  ['openvox-ringing.pcap', 'openvox-ringing.pcap', 'same'],
];
/** Pairs of which the formats for tickets and programs are kept as well. */
const IN_FULL = new Set([
  'incoming-call-refused-went-on.pcap',
  'missing-connection-status.pcap',
  'backend-down.pcap',
]);

describe.each(PAIRS)('%s and %s', (good, bad, outcome) => {
  const file = `${good}--${bad}`.replaceAll(/\.pcap(?:ng)?/g, '');

  it(`comes to ${outcome}, and reads as it should`, async () => {
    const comparison = await compareSamples(good, bad);
    expect(comparison.outcome).toBe(outcome);
    expectGolden(rendered('text', comparison), `${file}.txt`);
    if (!IN_FULL.has(bad)) return;
    expectGolden(rendered('markdown', comparison), `${file}.md`);
    expectGolden(rendered('json', comparison), `${file}.json`);
  });

  it('keeps to 80 columns but for what is to be copied', async () => {
    const text = rendered('text', await compareSamples(good, bad));
    const long = text.split('\n').filter((line) => displayWidth(line) > 80);
    expect(long.filter((line) => !/^ {15,}|^ {2}Wireshark/.test(line))).toEqual([]);
  });
});
