import { resolve } from 'node:path';
import type { Analysis } from '../../engine/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { fingerprintOf } from '../../report/finding/index.ts';
import { stringifyJson } from '../../report/index.ts';
import { failure, type Result, success } from '../failure.ts';
import type { SettingsFolder } from '../surroundings.ts';
import { readText } from './text-file.ts';

/** Version of the file's format. Additional members do not change it. */
const SCHEMA = 'hookscope-baseline/1';
const FINGERPRINT = /^[0-9a-f]{16}$/;

/** Fingerprints of the known findings. */
export type Baseline = ReadonlySet<string>;

/** Reads the file of known findings. Gives an empty baseline where no file is named. */
export async function readBaseline(
  path: string | null,
  { directory, files }: SettingsFolder,
): Promise<Result<Baseline>> {
  if (path === null) return success(new Set());
  const whole = resolve(directory, path);
  files.note('baseline', whole);
  const source = await readText(whole, 'baseline');
  if (!source.ok) return source;
  const fingerprints = fingerprintsOf(source.value);
  if (fingerprints === null)
    return failure(`${path}: no baseline of hookscope; --write-baseline ${path} writes one`);
  return success(new Set(fingerprints));
}

/**
 * Writes the findings of captures as a baseline: each once, in the order of the findings. Its texts are only for
 * people.
 */
export function* baselineOf(
  analyses: readonly Pick<Analysis, 'findings'>[],
  masker: Masker,
): Iterable<string> {
  const seen = new Set<string>();
  yield `{\n  "schema": ${stringifyJson(SCHEMA)},\n  "findings": [`;
  for (const finding of analyses.flatMap(({ findings }) => findings)) {
    const fingerprint = fingerprintOf(finding);
    if (seen.has(fingerprint)) continue;
    const { rule, method, message } = finding;
    const record = { fingerprint, rule, method: masker.id(method), message: masker.text(message) };
    yield `${seen.size === 0 ? '' : ','}\n    ${stringifyJson(record)}`;
    seen.add(fingerprint);
  }
  yield seen.size === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

function fingerprintsOf(source: string): readonly string[] | null {
  const file = parsed(source);
  if (!isRecord(file) || file.schema !== SCHEMA || !Array.isArray(file.findings)) return null;
  const fingerprints: string[] = [];
  for (const finding of file.findings as readonly unknown[]) {
    const fingerprint = isRecord(finding) ? finding.fingerprint : null;
    if (typeof fingerprint !== 'string' || !FINGERPRINT.test(fingerprint)) return null;
    fingerprints.push(fingerprint);
  }
  return fingerprints;
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
