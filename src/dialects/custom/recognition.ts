/** What a dialect file says about recognition, as the tables of a dialect have it. */
import type { HookPath, Recognition, WireMark } from '../recognition.ts';
import type { Dialect } from '../types.ts';
import { given } from './given.ts';
import type { CustomMark, CustomRecognition } from './recognition-schema.ts';
import type { CustomFile } from './schema.ts';

export function recognitionOf(recognition: CustomRecognition): Recognition {
  if (recognition.by === 'body') {
    const places = recognition.keys.map((key) => ({ in: 'payload' as const, path: [key] }));
    return { by: 'word', places, shapes: [], beside: [] };
  }
  if (recognition.by === 'word') {
    const { by, places, shapes, beside } = recognition;
    return {
      by,
      // Header fields are compared without regard to case.
      places: places.map((place) =>
        place.in === 'header' ? { ...place, name: place.name.toLowerCase() } : place,
      ),
      shapes: (shapes ?? []).map((shape) => ({ ...shape, lacks: shape.lacks ?? [] })),
      beside: beside ?? [],
    };
  }
  const { by, foreignPaths, distinctiveEndings } = recognition;
  return {
    by,
    foreignPaths: foreignPaths?.map((path) => path.toLowerCase()) ?? [],
    distinctiveEndings: distinctiveEndings ?? [],
  };
}

export function markOf(mark: CustomMark): WireMark {
  if (mark.sign === 'header')
    return { ...mark, name: mark.name.toLowerCase(), value: mark.value?.toLowerCase() ?? null };
  if (mark.sign === 'header-begin')
    return { ...mark, name: mark.name.toLowerCase(), text: mark.text.toLowerCase() };
  return mark;
}

/** The file's paths go before those of the base: the first that fits counts. */
export function hookPathsOf(base: Dialect, { hookPaths }: CustomFile): readonly HookPath[] {
  const own = (hookPaths ?? []).map((row) => ({ ...row, source: 'CUSTOM' as const }));
  return [...own, ...base.hookPaths.filter(({ path }) => own.every((row) => row.path !== path))];
}

export function unsupportedOf(base: Dialect, { unsupported }: CustomFile): Dialect['unsupported'] {
  if (unsupported === undefined) return base.unsupported;
  return unsupported.map(({ title, sign }) => ({
    title,
    sign: { beside: [], ...given(sign) },
    source: 'CUSTOM' as const,
  }));
}
