export { FILTER_FIELDS, FILTER_WORDS, type FilterHelp } from './fields.ts';
export { type Filter, type FilterResult, parseFilter } from './parse.ts';
export type { FilterFault, FilterSubject, Predicate } from './subject.ts';
