import { plainCopy } from '../../src/base/columns.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { renderHar } from '../../src/report/har/report.ts';
import { renderJson } from '../../src/report/json/report.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';

/** All that an analysis tells, as text: two reports with all payloads, the connections, and what is looked up in it. */
export function told(analysis: Analysis): string {
  const options = {
    masker: new Masker({ showSecrets: true }),
    version: 'test',
    payloads: true,
    color: false,
    columns: 80,
    everything: true,
    verdictOnly: false,
  };
  const { calls, positions, retries, connections, findings, findingNumbers, ...rest } = analysis;
  const parts = [
    ...renderJson(analysis, options),
    ...renderHar(analysis, options),
    ...calls.map((call) => `${positions.of(call)} repeats ${retries.retryOf(call)?.requestFrames[0]}\n`),
    ...findings.map((finding) => `finding ${findingNumbers.get(finding)}\n`),
    ...connections.map((summary) => `${JSON.stringify(plainConnection(summary))}\n`),
    JSON.stringify([rest.firstTime, rest.lastTime, rest.ports, rest.hiddenCalls, rest.dialect.name]),
  ];
  return parts.join('');
}

function plainConnection(summary: ConnectionSummary): ConnectionSummary {
  const { anomalies } = summary;
  return plainCopy(summary, { anomalies: anomalies === null ? null : plainCopy(anomalies) });
}
