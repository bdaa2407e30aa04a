export { FILTER_FIELDS, FILTER_WORDS } from './fields.ts';
export { type Kept, keepMatching } from './keep.ts';
export { type Filter, parseFilter } from './parse.ts';
export type { FilterSubject } from './subject.ts';
