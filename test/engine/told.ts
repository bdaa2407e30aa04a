import { plainCopy } from '../../src/base/columns.ts';
import type { Analysis } from '../../src/engine/index.ts';
import type { CallExchanges, HookCall } from '../../src/hooks/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { renderHar } from '../../src/report/har/report.ts';
import { renderJson } from '../../src/report/json/report.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { textOf } from '../report/text-of.ts';

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
  const { calls, positions, callExchanges, connections, findings, findingNumbers, ...rest } = analysis;
  const parts = [
    textOf(renderJson(analysis, options)),
    ...renderHar(analysis, options),
    ...calls.map((call) => `${positions.of(call)}: ${partsOf(call, callExchanges)}\n`),
    ...findings.map((finding) => `finding ${findingNumbers.get(finding)}\n`),
    ...Array.from(connections, (summary) => `${JSON.stringify(plainConnection(summary))}\n`),
    JSON.stringify([rest.firstTime, rest.lastTime, rest.ports, rest.hiddenCalls, rest.dialect.name]),
  ];
  return parts.join('');
}

/** The exchanges of a call, by the frames of their requests. */
function partsOf(call: HookCall, callExchanges: CallExchanges): string {
  const attempts = callExchanges.attemptsOf(call).map(({ requestFrames: [frame] }) => `attempt ${frame}`);
  const legs = callExchanges.legsOf(call).map(({ exchange, kind }) => `${kind} ${exchange.requestFrames[0]}`);
  return [...attempts, ...legs].join();
}

function plainConnection(summary: ConnectionSummary): ConnectionSummary {
  const { anomalies } = summary;
  return plainCopy(summary, { anomalies: anomalies === null ? null : plainCopy(anomalies) });
}
