export { FILTER_FIELDS, FILTER_WORDS } from './fields.ts';
export { KnownAnswers } from './known-answers.ts';
export { type Filter, parseFilter } from './parse.ts';
export { type AnsweredCall, askExchange } from './payload-answers.ts';
export { PayloadSearch } from './payload-search.ts';
export type { PayloadTerm } from './payload-terms.ts';
export { EVERYTHING, type Selection, unknownMatches } from './select.ts';
export { callSubject, type FilterSubject, NOTHING_SEARCHED, type PayloadAnswers } from './subject.ts';
export { viewOf, viewOfLive } from './view.ts';
