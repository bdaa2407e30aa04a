import type { CaptureDiagnostic } from '../../capture/index.ts';
import type { CaptureRule } from '../rule.ts';
import { damageFinding } from './damage-finding.ts';

/** A record of the capture file cannot be right, or the file cannot be read on. */
export const captureCorruptRecord: CaptureRule = {
  id: 'capture/corrupt-record',
  severity: 'error',
  judge: ({ diagnostics }) =>
    diagnostics.flatMap((diagnostic) => {
      const words = damageWords(diagnostic);
      if (words === null) return [];
      const goesOn =
        diagnostic.kind === 'trailing-data' || (diagnostic.kind === 'corrupt-record' && !diagnostic.stopped);
      return [damageFinding(captureCorruptRecord, diagnostic, words, goesOn ? 'warning' : 'error')];
    }),
};

/** What is wrong; null where the diagnostic is about something else than damage. */
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
