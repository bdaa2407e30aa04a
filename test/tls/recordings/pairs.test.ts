import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/checks/index.ts';
import { analysisOf } from './reading.ts';

/** What is the same over every transport: no frames, connections, ports and times. */
function transported({ rule, severity, method, sessionId, pointer, count }: Finding): unknown {
  return { rule, severity, method, sessionId, pointer, count };
}

/** What is the same over HTTP/1 with and without TLS, too: the words, without numbers of frames and times. */
function worded(finding: Finding): unknown {
  const { message, evidence, consequence, remedy } = finding;
  const words = [message, evidence, consequence, remedy].map(
    (text) =>
      text?.replaceAll(/\b(frames? )\d+(?:(?:, | and )\d+)*|\d+(?:\.\d+)? m?s\b|:\d{5}\b/g, '$1N') ?? null,
  );
  return { ...(transported(finding) as object), words };
}

describe('the same hooks with the same faults give the same findings over every transport', () => {
  it('finds in the plain recording what is wrong in it', async () => {
    const { findings, ports } = await analysisOf('faults-plain');
    expect(ports).toEqual([443]);
    const rules = findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['payload/missing', 'answer/status', 'flow/missing-call']));
  });

  it.each(['faults-tls13', 'faults-tls12'])('%s', async (name) => {
    const [plain, encrypted] = [await analysisOf('faults-plain'), await analysisOf(name)];
    expect(encrypted.ports).toEqual(plain.ports);
    expect(encrypted.calls.map(({ method }) => method)).toEqual(plain.calls.map(({ method }) => method));
    expect(encrypted.findings.map(worded)).toEqual(plain.findings.map(worded));
    expect(encrypted.summary).toEqual(plain.summary);
  });

  it('faults-http2', async () => {
    const [plain, encrypted] = [await analysisOf('faults-plain'), await analysisOf('faults-http2')];
    expect(encrypted.calls.map(({ method }) => method)).toEqual(plain.calls.map(({ method }) => method));
    expect(encrypted.findings.map(transported)).toEqual(plain.findings.map(transported));
  });
});
