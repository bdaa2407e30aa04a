import { rules } from '../../checks/index.ts';
import { dialectNotes, dialects } from '../../dialects/index.ts';
import { ruleLines, ruleListLines } from '../../report/reference/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { ended, pageFor } from '../output/page.ts';
import { write } from '../output/write.ts';
import { suggestionText } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';

/** `hookscope explain [RULE]`: the list of all rules, or the documentation of one. `id` null: the list. */
export async function runExplain(
  id: string | null,
  flags: { readonly color: boolean },
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const page = pageFor(surroundings, flags.color);
  const rule = id === null ? null : rules.find((each) => each.id === id);
  if (rule === undefined) {
    const ids = rules.map((each) => each.id);
    const hint = suggestionText(id ?? '', ids) || '; hookscope explain lists them';
    return reportFailure(surroundings, `explain: there is no rule ${id}${hint}`);
  }
  const lines =
    rule === null
      ? ruleListLines(rules, page)
      : ruleLines(rule, dialectNotes([...dialects.values()], rule.id), page);
  const written = await write(ended(lines), null, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}
