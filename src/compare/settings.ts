import type { HookCall } from '../hooks/index.ts';
import type { ComparedCapture } from './compared-capture.ts';
import type { SettingDifference } from './model.ts';

/** The settings that are read from each call; null where a call does not show one. */
const SETTINGS: readonly {
  readonly name: SettingDifference['name'];
  readonly of: (call: HookCall, side: ComparedCapture) => string | null;
}[] = [
  { name: 'dialect', of: ({ dialect }) => dialect.title },
  { name: 'port', of: ({ serverPort }) => String(serverPort) },
  { name: 'appKey', of: ({ appKey }) => appKey },
  { name: 'target', of: (call, { book }) => book.of(call)?.setting.prefix ?? null },
  { name: 'user-agent', of: (call, { book }) => book.of(call)?.setting.userAgent ?? null },
  { name: 'server', of: (call, { book }) => book.of(call)?.setting.server ?? null },
];

/** Settings in which the captures differ: the application, its address, and versions. */
export function compareSettings(good: ComparedCapture, bad: ComparedCapture): readonly SettingDifference[] {
  if (good.analysis.calls.length === 0 || bad.analysis.calls.length === 0) return [];
  return SETTINGS.flatMap(({ name, of }) => {
    const one = valuesOf(good, of);
    const other = valuesOf(bad, of);
    if (one.length === other.length && one.every((value) => other.includes(value))) return [];
    return [{ name, good: one, bad: other }];
  });
}

function valuesOf(
  side: ComparedCapture,
  of: (call: HookCall, side: ComparedCapture) => string | null,
): readonly string[] {
  const values = new Set<string>();
  for (const call of side.analysis.calls) {
    const value = of(call, side);
    if (value !== null) values.add(value);
  }
  return [...values].sort();
}
