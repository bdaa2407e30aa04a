import type { Analysis } from '../../src/engine/index.ts';
import { HOSTILE } from './hostile-text.ts';
import { sketchAnalysis, sketchCall, sketchExpected, sketchFinding } from './sample-analysis.ts';

/** A capture whose every field holds what might break out of a report. */
export function hostileAnalysis(): Analysis {
  const dialog = { kind: HOSTILE, id: HOSTILE };
  const payload = JSON.stringify({ [HOSTILE]: HOSTILE, sipPassword: 'hunter2', nested: [{ [HOSTILE]: 1 }] });
  const common = { sessionId: HOSTILE, target: `/${HOSTILE}`, status: HOSTILE, dialog };
  const calls = [
    sketchCall({ ...common, method: 'connect', at: 1, frame: 10, body: payload }, 0),
    sketchCall({ ...common, method: HOSTILE, at: 2, frame: 20, body: `{"a": ${HOSTILE}` }, 1),
    sketchCall({ ...common, method: 'call', at: 3, frame: 30, answered: null }, 2),
  ].map((call) => ({
    ...call,
    appKey: HOSTILE,
    nodeId: HOSTILE,
    httpMethod: HOSTILE,
    response: call.response === null ? null : { ...call.response, reason: HOSTILE },
  }));
  const [connect, unknown, call] = calls;
  if (!connect || !unknown || !call) throw new Error('a call is absent');
  const told = { message: HOSTILE, evidence: HOSTILE, consequence: HOSTILE, remedy: HOSTILE };
  const analysis = sketchAnalysis({
    path: `${HOSTILE}.pcap`,
    calls,
    expectations: [
      sketchExpected('connect-status', connect, { verdict: 'missing', key: HOSTILE, reason: HOSTILE }),
      sketchExpected('connect-registration', connect, {
        verdict: 'inconclusive',
        key: HOSTILE,
        reason: HOSTILE,
      }),
      sketchExpected('call-status', call, { verdict: 'excused', key: HOSTILE, reason: HOSTILE }),
    ],
    findings: [
      sketchFinding(connect, { ...told, rule: 'flow/missing-call', method: 'ConnectionStatusEvent' }),
      sketchFinding(unknown, { ...told, rule: 'payload/type', pointer: `/${HOSTILE}`, dialog }),
      sketchFinding(call, { ...told, rule: 'answer/none' }),
      sketchFinding(null, { ...told, rule: 'transport/refused', sessionId: HOSTILE }),
      sketchFinding(null, { ...told, rule: 'http/malformed', severity: 'warning' }),
      sketchFinding(unknown, { ...told, rule: 'hooks/unknown-method', severity: 'note' }),
    ],
  });
  return {
    ...analysis,
    dialect: { ...analysis.dialect, title: HOSTILE },
    sessions: [...analysis.sessions].map((session) => ({ ...session, appKey: HOSTILE })),
  };
}
