import type { HookCall } from '../hooks/index.ts';
import type { SettingDifference } from './model.ts';
import type { ComparedCapture } from './side.ts';

/** What is read of each call; null where it tells nothing. */
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

/** Settings that the captures do not share: which application, at which address, of which versions. */
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
