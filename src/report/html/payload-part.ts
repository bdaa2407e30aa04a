import { MAX_HTML_MEMBERS, MAX_HTML_VALUE_CHARACTERS } from '../../base/limits.ts';
import type { Finding } from '../../checks/index.ts';
import { findParameter } from '../../dialects/index.ts';
import { escapePointer, type HookCall, isObject, type JsonValue } from '../../hooks/index.ts';
import { type PayloadView, viewPayload } from '../../privacy/index.ts';
import { curlOf } from '../commands/index.ts';
import { stringifyJson } from '../escape/json.ts';
import { count } from '../layout/quantity.ts';
import { shorten } from '../layout/shorten.ts';
import { worse } from '../overview/severity.ts';
import type { HtmlContext } from './context.ts';
import { type Content, html, lines, type Markup } from './markup.ts';

type MessageSide = 'request' | 'response';

const LONGEST_NAME = 100;
/** The most characters of a list or object that is shown on one line. */
const SHORT_VALUE = 60;
/** Rules whose findings are about the response. */
const ABOUT_RESPONSE = /^(?:answer|config)\//;

/** The payloads of a call in both directions, folded. Nothing where they were not kept or there is no room left. */
export function payloadPart(call: HookCall, context: HtmlContext): Markup | null {
  const exchange = context.analysis.exchanges.get(call.id);
  const request = viewPayload(call, exchange, 'request', context.masker);
  if (request.kind === 'not-kept') return null;
  const response = call.response === null ? null : viewPayload(call, exchange, 'response', context.masker);
  const description = call.methodSpec === null ? 'No table knows this method.' : call.methodSpec.description;
  const part = html`<details class="payload"><summary>payload</summary>
<p class="faint">${description}</p>
${viewPart(request, 'request', call, context)}
${response === null ? null : html`<p><b>Answer</b>${isEqual(request, response) ? ': the same as the request.' : null}</p>`}
${response === null || isEqual(request, response) ? null : viewPart(response, 'response', call, context)}
${curlPart(call, context)}</details>`;
  return context.spaces.payloads.takes(part) ? part : null;
}

/** The command that sends the request again. */
function curlPart(call: HookCall, { analysis, masker, isDecrypted }: HtmlContext): Content {
  const exchange = analysis.exchanges.get(call.id);
  if (exchange === undefined) return null;
  const curl = curlOf({ call, exchange, masker, scheme: isDecrypted(call) ? 'https' : 'http' });
  if (curl.kind === 'none') return null;
  const notes = curl.notes.length === 0 ? '' : ` (${curl.notes.join('; ')})`;
  return html`<details><summary>${`as a curl command${notes}`}</summary><pre class="command copied">${lines(curl.text)}</pre></details>
`;
}

function isEqual(one: PayloadView, other: PayloadView): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function viewPart(view: PayloadView, side: MessageSide, call: HookCall, context: HtmlContext): Content {
  switch (view.kind) {
    case 'json':
      return isObject(view.value) ? membersTable(view.value, side, call, context) : valueBlock(view.value);
    case 'text':
      return html`<pre>${lines(shorten(view.text, MAX_HTML_VALUE_CHARACTERS))}</pre>`;
    case 'encoded':
      return html`<p class="faint">Its content coding could not be undone.</p>`;
    case 'empty':
      return html`<p class="faint">It has no body.</p>`;
    default:
      return html`<p class="faint">It was not kept.</p>`;
  }
}

function membersTable(
  members: Readonly<Record<string, JsonValue>>,
  side: MessageSide,
  call: HookCall,
  context: HtmlContext,
): Markup {
  const entries = Object.entries(members);
  const shown = context.everything ? entries : entries.slice(0, MAX_HTML_MEMBERS);
  const findings = (context.faultsOf.get(call) ?? []).filter(
    (finding) => ABOUT_RESPONSE.test(finding.rule) === (side === 'response'),
  );
  const more = entries.length - shown.length;
  return html`<table>
<thead><tr><th scope="col">${side === 'request' ? 'parameter' : 'member'}</th><th scope="col">value</th><th scope="col">meaning</th></tr></thead>
<tbody>
${shown.map(([name, value]) => memberRow(name, value, call, findings, context))}
</tbody>
</table>
${more > 0 ? html`<p class="faint">… and ${count(more, 'more member')}.</p>` : null}`;
}

function memberRow(
  name: string,
  value: JsonValue,
  call: HookCall,
  findings: readonly Finding[],
  { shown }: HtmlContext,
): Markup {
  const pointer = `/${escapePointer(name)}`;
  const own = findings.filter((each) => each.pointer === pointer || each.pointer?.startsWith(`${pointer}/`));
  const [first, ...others] = own.map((each) => each.severity);
  const severity = first === undefined ? null : others.reduce(worse, first);
  const row = call.methodSpec === null ? null : findParameter(call.methodSpec, name);
  const meaning = row?.description ?? (call.methodSpec === null ? '' : 'not documented');
  const rules = own.length === 0 ? '' : `${[...new Set(own.map((each) => each.rule))].join(', ')}. `;
  return html`<tr class="${severity === null ? '' : `is-${severity}`}"><td><code>${shorten(shown(name), LONGEST_NAME)}</code></td><td>${valueBlock(value)}</td><td class="faint">${rules}${meaning}</td></tr>
`;
}

function valueBlock(value: JsonValue): Markup {
  if (typeof value === 'string' && value.includes('\n')) {
    return html`<pre>${lines(shorten(value.replaceAll('\r\n', '\n'), MAX_HTML_VALUE_CHARACTERS))}</pre>`;
  }
  if (typeof value === 'object' && value !== null && JSON.stringify(value).length > SHORT_VALUE) {
    return html`<pre>${lines(shorten(JSON.stringify(value, null, 2), MAX_HTML_VALUE_CHARACTERS))}</pre>`;
  }
  return html`<span class="number">${shorten(stringifyJson(value), MAX_HTML_VALUE_CHARACTERS)}</span>`;
}
