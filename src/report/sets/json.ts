import { stringifyJson } from '../escape/json.ts';
import type { CapturePlace, Piece, RenderSeveral } from '../format.ts';
import { renderJson } from '../json/report.ts';
import { totalsOf } from './outcome-rows.ts';

/** Version of the object. Additional members do not change it. */
const SCHEMA = 'hookscope-several/1';

/** One JSON object (`docs/schema/hookscope-several-1.schema.json`) with the whole JSON report of each capture in it. */
export const severalJson: RenderSeveral = (options) => {
  const tool = { name: 'hookscope', version: options.version };
  const before = ({ number }: CapturePlace): string => (number === 1 ? '' : ',\n');
  return {
    *begin() {
      yield `{\n"schema": ${stringifyJson(SCHEMA)},\n"tool": ${stringifyJson(tool)},\n"captureSets": [\n`;
    },
    *capture(analysis, place): Iterable<Piece> {
      yield `${before(place)}{ ${placeMembers(place)},\n"report":\n`;
      yield* renderJson(analysis, options);
      yield '}';
    },
    *unread(place, message) {
      yield `${before(place)}{ ${placeMembers(place)}, "report": null, "error": ${stringifyJson(message)} }`;
    },
    *end(outcomes) {
      yield `\n],\n"summary": ${stringifyJson(totalsOf(outcomes))}\n}\n`;
    },
  };
};

function placeMembers(place: CapturePlace): string {
  const { paths, grouping, apart } = place;
  return `"files": ${stringifyJson(paths)}, "grouping": ${stringifyJson(grouping)}, "apart": ${stringifyJson(apart)}`;
}
