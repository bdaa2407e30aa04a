import { acceptanceOf, isWithin } from '../../dialects/index.ts';
import { isAccepted, type ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { answeredText } from '../refusal/answered-text.ts';
import { shownFacts } from '../refusal/refusal-evidence.ts';
import { refusalFactsOf } from '../refusal/refusal-facts.ts';
import type { CallRule } from '../rule.ts';
import { clipped, quoted } from '../wording.ts';

/** Most characters of the place that are shown. */
const PLACE_CHARACTERS = 200;

/** The backend sends the client elsewhere, in a way that the server accepts. */
export const answerRedirect: CallRule = {
  id: 'answer/redirect',
  severity: 'note',
  readsShapeOnly: true,
  inspect,
};

function inspect(read: ReadCall, { masker }: CallInspection): readonly Draft[] {
  const { call } = read;
  const { dialect, methodSpec, response } = call;
  const redirects = acceptanceOf(dialect, methodSpec).redirects;
  if (methodSpec === null || response === null || redirects === undefined) return NO_DRAFTS;
  if (!isWithin(redirects.statuses, response.status) || !isAccepted(call)) return NO_DRAFTS;
  const facts = refusalFactsOf(read);
  if (facts === null) return NO_DRAFTS;
  const { location } = shownFacts(facts, masker).answer.fields;
  return [
    {
      rule: answerRedirect.id,
      message: `${answeredText(call.method, response)}: ${location === undefined ? 'a redirect that names no place' : `the client is sent to ${quoted(clipped(location, PLACE_CHARACTERS))}`}`,
      consequence: redirects.description,
      side: 'response',
    },
  ];
}
