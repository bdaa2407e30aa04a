import { describe, expect, test } from 'vitest';
import type { RuleExample } from '../../src/checks/rule-text.ts';
import { rules } from '../../src/checks/rules/index.ts';
import { dialects } from '../../src/dialects/index.ts';
import { analyse } from '../../src/engine/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { exampleDialect } from './example-dialect.ts';
import { captureOf } from './rule-examples.ts';

/** Rules that fire together with others, because what makes them fire is a fault of another kind as well. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = { 'answer/refusal-text': ['answer/status'] };

/** The same of good examples: what is told there is how to refuse. */
const GOOD_COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  'answer/refusal-text': ['answer/status'],
};

/** Rules that fire in the capture that an example describes, in the order of their names. */
async function firing(rule: string, example: RuleExample): Promise<readonly string[]> {
  const bytes = captureOf(example);
  if (bytes === null) throw new Error(`an example of the form ${example.form} cannot be played`);
  const dialect = example.dialect === null ? exampleDialect : dialects.get(example.dialect);
  if (dialect === undefined) throw new Error(`no dialect ${example.dialect}`);
  const result = await analyse(
    [{ kind: 'bytes', path: 'example.pcap', bytes }],
    analysisOptions({
      ports: [8080],
      dialects: [dialect],
      expect: [...example.caption.matchAll(/--expect (\w+)/g)].map(([, method = '']) => method),
      hookSecret: rule === 'payload/auth-hash' ? Buffer.from('secret') : null,
    }),
  );
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return [...new Set(result.analysis.findings.map((finding) => finding.rule))].sort();
}

const played = rules.filter(({ bad }) => captureOf(bad) !== null);

describe('the examples of the rules, played as captures', () => {
  test.each(played)('$id: the bad one fires the rule and no other', async ({ id, bad }) => {
    expect(await firing(id, bad)).toEqual([id, ...(COMPANIONS[id] ?? [])].sort());
  });
  test.each(played)('$id: the good one fires nothing', async ({ id, good }) => {
    expect(await firing(id, good)).toEqual(GOOD_COMPANIONS[id] ?? []);
  });
  test('are those of all rules but the ones about bytes of a file, lost frames, single segments and TLS', () => {
    const others = rules.filter((rule) => !played.includes(rule)).map(({ id }) => id);
    expect(others.sort()).toEqual([
      'capture/bound-reached',
      'capture/clock',
      'capture/corrupt-record',
      'capture/cut-frames',
      'capture/file-replaced',
      'capture/forgotten-calls',
      'capture/legs',
      'capture/lost-packets',
      'capture/one-direction',
      'capture/partial-view',
      'capture/truncated',
      'capture/unread-link-type',
      'flow/never-established',
      'http/byte-order-mark',
      'http/expect-continue',
      'http/other-requests',
      'http/unasked-coding',
      'tls/certificate',
      'tls/encrypted',
      'tls/handshake-failed',
      'tls/not-decrypted',
      'tls/wrong-protocol',
      'transport/retransmissions',
      'transport/zero-window',
    ]);
  });
});
