export { FILTER_FIELDS, FILTER_WORDS } from './fields.ts';
export { type Filter, parseFilter } from './parse.ts';
export { EVERYTHING, type Selection } from './select.ts';
export { callSubject, type FilterSubject } from './subject.ts';
export { viewOf, viewOfLive } from './view.ts';
