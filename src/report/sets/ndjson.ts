import { stringifyJson } from '../escape/json.ts';
import type { CapturePlace, Piece, RenderSeveral } from '../format.ts';
import { renderNdjson } from '../ndjson/report.ts';
import { totalsOf } from './outcome-rows.ts';

/**
 * A line of type `capture-set` before the lines of each capture, and one of type `total` at the end. Indexes and numbers of
 * frames and streams count within a capture.
 */
export const severalNdjson: RenderSeveral = (options) => ({
  begin: () => [],
  *capture(analysis, place): Iterable<Piece> {
    yield line({ type: 'capture-set', ...placeRecord(place), error: null });
    yield* renderNdjson(analysis, options);
  },
  *unread(place, message) {
    yield line({ type: 'capture-set', ...placeRecord(place), error: message });
  },
  *end(outcomes) {
    yield line({ type: 'total', ...totalsOf(outcomes) });
  },
});

function placeRecord({ number, of, paths, grouping, apart }: CapturePlace): object {
  return { number, of, files: paths, grouping, apart };
}

function line(record: object): string {
  return `${stringifyJson(record)}\n`;
}
