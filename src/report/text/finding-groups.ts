import { appendTo, listsBy } from '../../base/multimap.ts';
import { type Finding, INCONCLUSIVE_CALL } from '../../checks/index.ts';
import { indented } from '../layout/page.ts';
import { count } from '../layout/quantity.ts';
import { weightOf } from '../overview/order.ts';
import { sessionTitle, type TextContext } from './context.ts';
import { findingLines, noteLines, type ToldAdvice } from './finding-lines.ts';

/** The findings of one session, or those that belong to no session. */
interface FindingGroup {
  readonly sessionId: string | null;
  readonly findings: readonly Finding[];
}

const MOST_FINDINGS = 40;
const MOST_NOTES_OF_RULE = 4;

/** Errors and warnings by session. Sessions with missing calls come first, and in each session its missing calls. */
export function* findingGroups(context: TextContext): Iterable<string> {
  const { analysis, everything, paint } = context;
  const groups = groupFindings(analysis.findings.filter((finding) => finding.severity !== 'note'));
  const total = groups.reduce((sum, group) => sum + group.findings.length, 0);
  const most = everything ? total : MOST_FINDINGS;
  const told: ToldAdvice = new Map();
  let shown = 0;
  for (const group of groups) {
    if (shown >= most) break;
    yield '';
    yield paint('heading', groupTitle(group, context));
    for (const finding of group.findings.slice(0, most - shown)) {
      yield '';
      yield* findingLines(finding, context, told);
      shown += 1;
    }
  }
  if (shown < total) {
    yield '';
    const more = count(total - shown, 'more finding');
    yield* indented(context, `… and ${more}: --all shows all, --session ID those of a session.`, 0);
  }
}

/** Notes, grouped by rule, so that they do not hide other findings. */
export function* noteGroups(context: TextContext): Iterable<string> {
  const { findings } = context.analysis;
  const byRule = listsBy(findings, ({ rule, severity }) => (severity === 'note' ? rule : null));
  if (byRule.size === 0) return;
  yield '';
  yield context.paint('heading', 'Notes');
  // Notes about what the capture cannot show affect the verdict; the others do not.
  const rules = [...byRule].sort(
    ([one], [other]) => Number(other === INCONCLUSIVE_CALL) - Number(one === INCONCLUSIVE_CALL),
  );
  for (const [rule, notes] of rules) {
    yield `· ${rule}  ${context.paint('dim', count(notes.length, 'note'))}`;
    const shown = context.everything ? notes : notes.slice(0, MOST_NOTES_OF_RULE);
    for (const note of shown) yield* noteLines(note, context, 4);
    if (notes.length > shown.length) yield `    … and ${notes.length - shown.length} more (--all shows all)`;
  }
}

function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const bySession = new Map<string | null, Finding[]>();
  for (const finding of findings) appendTo(bySession, finding.sessionId, finding);
  return [...bySession]
    .map(([sessionId, own]) => ({ sessionId, findings: own.sort((a, b) => weightOf(a) - weightOf(b)) }))
    .sort((one, other) => groupWeight(one) - groupWeight(other));
}

/** Of equally important groups the one that belongs to no session comes first: it often explains the others. */
function groupWeight(group: FindingGroup): number {
  return Math.min(...group.findings.map(weightOf)) * 2 + (group.sessionId === null ? 0 : 1);
}

function groupTitle(group: FindingGroup, context: TextContext): string {
  if (group.sessionId === null) return 'Capture and connections';
  const session = context.analysis.sessions.find((each) => each.id === group.sessionId);
  return sessionTitle(context, session ?? { id: group.sessionId, life: 1, appKey: null });
}
