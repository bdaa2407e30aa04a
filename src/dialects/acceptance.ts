/** Which responses count as accepted, and how that is said. */
import type { Acceptance, BodyRule, StatusRange } from './delivery.ts';
import type { Dialect } from './types.ts';

/** Whether a status is one that counts as accepted; what the body says is not part of it. */
export function isAcceptedStatus({ acceptance }: Dialect, status: number): boolean {
  for (const range of acceptance.statuses) {
    if (status >= range.from && status <= range.to) return true;
  }
  return false;
}

/** What counts as accepted, in words that follow "answered": `200`, `2xx`, `200 to 204 or 302 with result = ok`. */
export function acceptanceText({ acceptance }: Dialect): string {
  return `${acceptance.statuses.map(rangeText).join(' or ')}${bodyText(acceptance)}`;
}

function rangeText({ from, to }: StatusRange): string {
  if (from === to) return String(from);
  const hundreds = Math.floor(from / 100);
  return from === hundreds * 100 && to === from + 99 ? `${hundreds}xx` : `${from} to ${to}`;
}

function bodyText({ body }: Acceptance): string {
  return body.kind === 'any' ? '' : ` with ${ruleText(body)}`;
}

function ruleText(rule: BodyRule): string {
  switch (rule.kind) {
    case 'any':
      return 'any body';
    case 'json':
      return rule.object ? 'a JSON object' : 'JSON';
    case 'text':
      return `the body ${rule.equals.join(' or ')}`;
    case 'member':
      return `${rule.path.join('.')} = ${rule.equals.map(String).join(' or ')}`;
    case 'either':
      return rule.rules.map(ruleText).join(' or ');
  }
}
