import { type AnsweredCall, type Filter, KnownAnswers } from '../../filter/index.ts';

/** How far the payloads that a filter asks for were searched. */
export type SearchStage =
  /** Those at hand are asked. */
  | { readonly kind: 'begun' }
  /** Those at hand were asked. The others are looked up once the capture was read. */
  | { readonly kind: 'waiting' }
  /** The capture is read again. `share`: from 0 to 1; null where that is not known. */
  | { readonly kind: 'looking'; readonly share: number | null }
  | { readonly kind: 'over' }
  /** The user took the filter away before the end. */
  | { readonly kind: 'stopped' };

/** A search of payloads: how far it is, and what was found. */
export interface SearchState {
  readonly stage: SearchStage;
  readonly known: KnownAnswers;
}

/** The search that a filter needs, before its first answer; null where it asks for no payloads. */
export function searchOf({ payloadTerms }: Filter): SearchState | null {
  return payloadTerms.length === 0
    ? null
    : { stage: { kind: 'begun' }, known: KnownAnswers.none(payloadTerms) };
}

/** True where further answers may come. */
export function isSearching(search: SearchState | null): boolean {
  return search !== null && search.stage.kind !== 'over' && search.stage.kind !== 'stopped';
}

/** The search without its rest. One that is over stays so. */
export function stopped(search: SearchState | null): SearchState | null {
  return search === null || !isSearching(search) ? search : { ...search, stage: { kind: 'stopped' } };
}

/** The search with further answers. `stage` null: it is as far as before. */
export function answeredSearch(
  search: SearchState,
  answered: readonly AnsweredCall[],
  stage: SearchStage | null,
): SearchState {
  const known = answered.length === 0 ? search.known : search.known.with(answered);
  return { known, stage: stage ?? search.stage };
}
