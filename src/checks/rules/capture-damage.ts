import type { CaptureDiagnostic } from '../../capture/index.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, type RuleDocumentation } from '../rule.ts';

/** The file ends in the middle of something. */
export const captureTruncated: CaptureRule = {
  id: 'capture/truncated',
  severity: 'warning',
  title: 'The capture file is cut off',
  means: 'The file ends inside a record, a block or its compressed data. Everything before that was used.',
  matters:
    'What happened after the last whole frame is not known; expectations that were open then are inconclusive.',
  fix: 'Copy the file again once tcpdump has ended (stop it with Ctrl-C or SIGTERM, not with SIGKILL), in binary mode, and compare sizes.',
  judge: ({ diagnostics }) =>
    diagnostics.flatMap((diagnostic) =>
      diagnostic.kind === 'truncated' ? [tell(captureTruncated, diagnostic, truncatedWords(diagnostic))] : [],
    ),
};

/** A record that cannot be right. */
export const captureCorruptRecord: CaptureRule = {
  id: 'capture/corrupt-record',
  severity: 'error',
  title: 'The capture file is damaged',
  means:
    'A record header holds a value that cannot be, or the compressed data are broken, or the system failed to read on. Everything before the place was used.',
  matters: 'What comes after the damage is not known, so absences there prove nothing.',
  fix: 'Copy the file again in binary mode (FTP in text mode is a frequent cause), or take the capture again. pcapfix may rescue what follows the damage.',
  judge: ({ diagnostics }) =>
    diagnostics.flatMap((diagnostic) => {
      const words = damageWords(diagnostic);
      if (words === null) return [];
      const goesOn =
        diagnostic.kind === 'trailing-data' || (diagnostic.kind === 'corrupt-record' && !diagnostic.stopped);
      return [tell(captureCorruptRecord, diagnostic, words, goesOn ? 'warning' : 'error')];
    }),
};

function tell(
  rule: RuleDocumentation,
  { path, offset, afterFrame }: CaptureDiagnostic,
  words: string,
  severity = rule.severity,
): Finding {
  return captureFinding(rule, {
    severity,
    message: `${path}: ${words} at byte ${offset}; ${afterFrame === 0 ? 'no frame' : `frame ${afterFrame}`} is the last before it.`,
    frames: afterFrame === 0 ? [] : [afterFrame],
    remedy: rule.fix,
  });
}

function truncatedWords(diagnostic: CaptureDiagnostic & { readonly kind: 'truncated' }): string {
  const { within, needed, available } = diagnostic;
  const missing = needed === null ? '' : ` (${available} of ${needed} bytes are there)`;
  const part = within === 'gzip' || within === 'zstd' ? `its ${within} data` : `a ${within}`;
  return `the file ends inside ${part}${missing}`;
}

function damageWords(diagnostic: CaptureDiagnostic): string | null {
  switch (diagnostic.kind) {
    case 'corrupt-record':
      return `${diagnostic.field} is ${diagnostic.value} and should be ${diagnostic.expected}`;
    case 'corrupt-compression':
      return `the ${diagnostic.compression} data are damaged (${diagnostic.reason})`;
    case 'trailing-data':
      return `something else follows the ${diagnostic.compression} data`;
    case 'read-failed':
      return `reading failed (${diagnostic.reason})`;
    case 'limit-reached':
      return `more than ${diagnostic.value} ${diagnostic.limit}: the rest was left out`;
    default:
      return null;
  }
}
