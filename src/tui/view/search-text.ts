import { count, grouped } from '../../report/layout/index.ts';
import { isSifted } from '../state/filter-state.ts';
import { isSearching } from '../state/search-state.ts';
import type { State } from '../state/state.ts';

/** Columns from which sentences are said at length. */
const ROOMY_FROM = 72;

/** How far the search of payloads is, or what it has found; null where the filter asks for none, or was taken away. */
export function searchText({ filter, catalogue, size }: State): string | null {
  const { search, narrows, all } = filter;
  if (search === null || !narrows) return null;
  // Of a model that was just made not all rows were tested: what is counted so far is less than what was found.
  if (!isSifted(filter, catalogue)) return 'searching …';
  const isRoomy = size.columns >= ROOMY_FROM;
  const found = grouped(all.calls);
  switch (search.stage.kind) {
    case 'begun':
      return 'searching …';
    case 'waiting':
      return `${found} found; more is searched after reading`;
    case 'looking': {
      const { share } = search.stage;
      return `searching … ${share === null ? '' : `${Math.min(99, Math.floor(share * 100))} %, `}${found} found`;
    }
    default: {
      // Calls that are not listed yet were not looked into either.
      const listed = catalogue.all.length - catalogue.all.others.length;
      const unknown = all.unknown + Math.max(0, catalogue.calls - listed);
      const matching = `${found} of ${count(catalogue.calls, 'call')} ${all.calls === 1 ? 'matches' : 'match'}`;
      if (unknown === 0) return matching;
      return isRoomy
        ? `${matching}; ${grouped(unknown)} could not be looked into`
        : `${matching}; ${grouped(unknown)} unknown`;
    }
  }
}

/** Why it is not certain that nothing else matches in the rows of the scope; null where it is. */
export function doubtText({ filter }: State): string | null {
  const { search, scope } = filter;
  if (search === null || scope.unknown === 0) return null;
  const calls = count(scope.unknown, 'call');
  if (isSearching(search)) return `${calls} still to be searched`;
  return search.stage.kind === 'stopped' ? `${calls} not searched` : `${calls} could not be looked into`;
}
