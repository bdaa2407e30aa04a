import type { ListedBody, ListedExchange, ListedMessage } from '../../engine/index.ts';
import type { Problem } from '../../http/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { stringifyJson, stringifyText } from '../escape/json.ts';

/**
 * Writes exchanges as NDJSON, one JSON object a line (design §10). Of bodies it gives length and hash, never the
 * content; where the hash would tell a secret, a mark stands in its place already. Portions of lines come as portions of exchanges do.
 */
export async function* renderExchangesNdjson(
  portions: AsyncIterable<Iterable<ListedExchange>>,
  masker: Masker,
): AsyncIterable<Iterable<string>> {
  for await (const portion of portions) yield linesOf(portion, masker);
}

function* linesOf(exchanges: Iterable<ListedExchange>, masker: Masker): Iterable<string> {
  for (const exchange of exchanges) yield record(exchange, masker);
}

/**
 * Joins the members itself: there may be millions of lines, and `JSON.stringify` would take several times as long. Texts are
 * masked in the order in which they are written, because marks are numbered as they come.
 */
function record(
  { stream, client, server, request, response, interim, problems, end }: ListedExchange,
  masker: Masker,
): string {
  return (
    `{"stream":${stream},"client":${stringifyText(masker.endpoint(client))},"server":${stringifyText(masker.endpoint(server))}` +
    `,"method":${stringifyText(request && masker.captured(request.method))}` +
    `,"target":${stringifyText(request && masker.target(request.target))}` +
    `,"httpVersion":${stringifyText(versionOf(request, response, masker))},"status":${response?.status ?? null}` +
    `,"frames":{"request":${framesRecord(request)},"answer":${framesRecord(response)}}` +
    `,"requestBody":${bodyRecord(request)},"answerBody":${bodyRecord(response)}` +
    `,"interim":[${interim.join()}],"problems":${problemsRecord(problems, masker)},"end":"${end}"}\n`
  );
}

/** Of the request, or of the response where there is none. It is captured text: HTTP/1 may have anything there. */
function versionOf(
  request: ListedExchange['request'],
  response: ListedExchange['response'],
  masker: Masker,
): string | null {
  const version = request?.version ?? response?.version ?? null;
  return version && masker.captured(version);
}

function framesRecord(message: ListedMessage | null): string {
  return message === null ? 'null' : `[${message.firstFrame},${message.lastFrame}]`;
}

function bodyRecord(message: { readonly body: ListedBody } | null): string {
  if (message === null) return 'null';
  const { length, sha256, decoded, complete } = message.body;
  return `{"length":${length},"sha256":${stringifyText(sha256)},"decoded":${decoded},"complete":${complete}}`;
}

function problemsRecord(problems: readonly Problem[], masker: Masker): string {
  if (problems.length === 0) return '[]';
  return stringifyJson(problems.map((problem) => problemRecord(problem, masker)));
}

function problemRecord({ kind, side, offset, excerpt }: Problem, masker: Masker): unknown {
  return {
    kind,
    side,
    offset: offset < 0 ? null : offset,
    excerpt: excerpt === '' ? null : masker.captured(excerpt),
  };
}
