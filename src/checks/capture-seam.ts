import { secondsOf } from '../base/time.ts';
import type { CaptureDiagnostic } from '../capture/index.ts';

/**
 * A span of capture time of which nothing is known, because a followed file was cut back or replaced meanwhile. Both ends
 * are seconds since 1970.
 */
export interface CaptureSeam {
  readonly path: string;
  /** Time of the last frame before it. */
  readonly from: number;
  /** Time of the first frame after it; Infinity as long as there is none. */
  readonly until: number;
  /** The last frame before it. */
  readonly frame: number;
}

/** The seams of a capture. One before the first frame hides nothing of what the capture has. */
export function seamsOf(diagnostics: readonly CaptureDiagnostic[]): readonly CaptureSeam[] {
  return diagnostics.flatMap((diagnostic) => {
    if (diagnostic.kind !== 'file-replaced' || diagnostic.from === null) return [];
    const { path, from, until, afterFrame } = diagnostic;
    const [begins, ends] = [secondsOf(from), until === null ? Number.POSITIVE_INFINITY : secondsOf(until)];
    // The clock of the new file may be behind that of the old one.
    return [{ path, from: Math.min(begins, ends), until: Math.max(begins, ends), frame: afterFrame }];
  });
}

/** Where the first seam at or after a moment is; null where there is none. All are seconds since 1970. */
export function seamAfter(seams: readonly CaptureSeam[], seconds: number): CaptureSeam | null {
  let first: CaptureSeam | null = null;
  for (const seam of seams) {
    if (seam.until >= seconds && (first === null || seam.from < first.from)) first = seam;
  }
  return first;
}
