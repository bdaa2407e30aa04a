import { isWithin, type RefusalText } from '../../dialects/index.ts';
import { isAccepted, type JsonObject, member, type ReadCall, roleOf } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { remedyFor } from '../remedy.ts';
import type { CallRule } from '../rule.ts';
import { clipped, listed } from '../wording.ts';

/** Members that are named, and characters of each name: a response may have any. */
const NAMED_MEMBERS = 5;
const NAME_CHARACTERS = 60;

/** A refusal has a text for the client, in a body from which the server does not take it. */
export const answerRefusalText: CallRule = {
  id: 'answer/refusal-text',
  severity: 'warning',
  inspect,
};

function inspect(read: ReadCall): readonly Draft[] {
  const { call, responsePayload } = read;
  const { dialect, methodSpec, response } = call;
  const { refusalText } = dialect;
  if (refusalText === undefined || methodSpec === null || response === null) return NO_DRAFTS;
  // Of an event the client is told nothing.
  if (roleOf(call) === 'event' || !isWithin(refusalText.statuses, response.status) || isAccepted(call))
    return NO_DRAFTS;
  if (responsePayload.kind !== 'object') return NO_DRAFTS;
  const fault = faultOf(refusalText, responsePayload.members);
  if (fault === null) return NO_DRAFTS;
  const remedy = remedyFor(dialect, answerRefusalText.id, 'usual');
  return [
    {
      rule: answerRefusalText.id,
      message: `The answer ${response.status} to ${call.method} ${fault}, so that its ${refusalText.text} does not reach the client`,
      consequence: refusalText.consequence,
      parameters: [refusalText.text],
      ...(remedy === null ? {} : { remedy }),
      side: 'response',
    },
  ];
}

/** Why the text of a body is passed over; null where it is not, or where the body has none. */
function faultOf({ members, text }: RefusalText, body: JsonObject): string | null {
  if (typeof member(body, text) !== 'string') return null;
  const lacking = members.filter((name) => member(body, name) === undefined);
  if (lacking.length > 0) return `lacks ${listed(lacking)} beside ${text}`;
  const further = Object.keys(body).filter((name) => !members.includes(name));
  if (further.length === 0) return null;
  const named = further.slice(0, NAMED_MEMBERS).map((name) => clipped(name, NAME_CHARACTERS));
  return `has ${listed(named)} beside ${listed(members)}`;
}
