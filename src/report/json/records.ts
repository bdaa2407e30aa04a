import { isoTime } from '../../base/time.ts';
import type { CaptureInfo } from '../../capture/index.ts';
import type { Finding } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { unreadLinkTypes } from '../../packet/index.ts';
import { toldSystems } from '../overview/capture-text.ts';
import type { JsonContext } from './context.ts';
import { tlsSummary } from './tls-records.ts';

/** `view`: what of the traffic with the backend the captures show together. */
export function captureRecord(capture: CaptureInfo, view: Analysis['view']): object {
  const { path, format, linkTypes, frames, bytes, firstTime, lastTime, timeDigits, complete } = capture;
  const digits = Math.min(9, timeDigits);
  return {
    path,
    format,
    compression: capture.compression,
    linkTypes,
    frames,
    bytes,
    firstTime: firstTime === null ? null : isoTime(firstTime, digits),
    lastTime: lastTime === null ? null : isoTime(lastTime, digits),
    complete,
    drops: capture.drops,
    view,
    unread: unreadLinkTypes(capture).map(({ name, number, frames }) => ({
      what: name === null ? 'link type' : `link type ${name}`,
      number,
      frames,
    })),
  };
}

export function restRecord(analysis: Analysis): object {
  return { dialect: analysis.dialect.name, ports: analysis.ports };
}

/** The systems that are worth telling; see `toldSystems`. */
export function systemRecords(analysis: Analysis): readonly object[] {
  return toldSystems(analysis).map(({ dialect, ports, calls, evidence }) => ({
    dialect: dialect.name,
    ports,
    calls,
    evidence,
  }));
}

export function summaryRecord(analysis: Analysis, { masker, baseline }: JsonContext): object {
  const { summary } = analysis;
  const leftOut = payloadsLeftOut(analysis);
  const { error, warning, note } = summary.findings;
  const { met, late, missing, inconclusive, excused } = summary.expectations;
  return {
    calls: summary.calls,
    methods: Object.fromEntries([...summary.methods].map(([method, times]) => [masker.text(method), times])),
    findings: { error, warning, note },
    ...(baseline.isGiven && { knownFindings: severitiesOf(analysis.findings.filter(baseline.isKnown)) }),
    expectations: { met, late, missing, inconclusive, excused },
    ...(leftOut > 0 ? { payloadsLeftOut: leftOut } : {}),
    ...tlsSummary(analysis),
  };
}

function severitiesOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** Calls that findings point at and whose payload is not at hand: it would have cost too much, or the capture cannot be read again. */
function payloadsLeftOut({ findings, exchanges }: Analysis): number {
  const calls = new Set(
    findings.flatMap(({ call }) => (call === null || exchanges.has(call.id) ? [] : [call.id])),
  );
  return calls.size;
}
