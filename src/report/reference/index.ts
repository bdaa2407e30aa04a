export { plainPage, type TextPage } from '../layout/page.ts';
export { painter } from '../layout/style.ts';
export { methodLines, methodListLines } from './method-lines.ts';
export { ruleLines, ruleListLines } from './rule-lines.ts';
