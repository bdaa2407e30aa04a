/** How problems are told: reports and the terminal UI group and quote them alike. */
export { evidenceOf, familiesOf, findingsOf, type Relation } from './problem-family.ts';
