import type { CaptureDiagnostic } from '../../capture/index.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { ruleText } from './rule-texts.ts';

type FileReplaced = CaptureDiagnostic & { readonly kind: 'file-replaced' };

/** A file that was followed was cut back, or another one took its place: one finding for each name. */
export const captureFileReplaced: CaptureRule = {
  id: 'capture/file-replaced',
  severity: 'warning',
  judge: ({ diagnostics }) => {
    const byPath = new Map<string, FileReplaced[]>();
    for (const diagnostic of diagnostics) {
      if (diagnostic.kind !== 'file-replaced') continue;
      const known = byPath.get(diagnostic.path);
      if (known === undefined) byPath.set(diagnostic.path, [diagnostic]);
      else known.push(diagnostic);
    }
    return [...byPath].map(([path, replaced]) => findingOf(path, replaced));
  },
};

function findingOf(path: string, replaced: readonly FileReplaced[]): Finding {
  const last = replaced.at(-1);
  const times = replaced.reduce((sum, each) => sum + each.times, 0);
  const often = times > 1 ? `, ${times} times so far, the last time` : '';
  const frame = last?.afterFrame ?? 0;
  const after = frame === 0 ? 'before its first frame' : `after frame ${frame}`;
  const frames = replaced.flatMap(({ afterFrame }) => (afterFrame === 0 ? [] : [afterFrame]));
  return captureFinding(captureFileReplaced, {
    message: `${path}: ${WORDS[last?.how ?? 'replaced']} while it was read${often} ${after}; ${whatFollows(last)}`,
    frames: frames.slice(-MAX_FINDING_FRAMES),
    count: times,
    time: last?.from ?? null,
    remedy: ruleText(captureFileReplaced.id).fix,
  });
}

const WORDS: Readonly<Record<FileReplaced['how'], string>> = {
  replaced: 'another file took its place',
  'cut-back': 'it was cut back or written anew',
  gone: 'it was renamed or removed',
};

function whatFollows(last: FileReplaced | undefined): string {
  if (last !== undefined && last.until === null) return 'nothing came since.';
  return 'reading went on with what is there now, and what was captured between may be absent.';
}
