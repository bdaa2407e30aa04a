import type { CaptureDiagnostic } from '../../capture/index.ts';
import type { CaptureRule } from '../rule.ts';
import { damageFinding } from './damage-finding.ts';

/** The capture file ends in the middle of something. */
export const captureTruncated: CaptureRule = {
  id: 'capture/truncated',
  severity: 'warning',
  judge: ({ diagnostics }) =>
    diagnostics.flatMap((diagnostic) =>
      diagnostic.kind === 'truncated'
        ? [damageFinding(captureTruncated, diagnostic, wordsOf(diagnostic))]
        : [],
    ),
};

function wordsOf(diagnostic: CaptureDiagnostic & { readonly kind: 'truncated' }): string {
  const { within, needed, available } = diagnostic;
  const missing = needed === null ? '' : ` (${available} of ${needed} bytes are there)`;
  const part = within === 'gzip' || within === 'zstd' ? `its ${within} data` : `a ${within}`;
  return `the file ends inside ${part}${missing}`;
}
