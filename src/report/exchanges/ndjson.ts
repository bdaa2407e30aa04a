import type { ListedExchange } from '../../engine/index.ts';
import type { Body, Problem } from '../../http/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { stringifyJson } from '../escape/json.ts';

/**
 * Writes exchanges as NDJSON, one JSON object a line (design §10). Of bodies it gives length and hash, never the
 * content.
 */
export function* renderExchangesNdjson(
  exchanges: Iterable<ListedExchange>,
  masker: Masker,
): Iterable<string> {
  for (const listed of exchanges) yield `${stringifyJson(record(listed, masker))}\n`;
}

function record({ stream, client, server, exchange }: ListedExchange, masker: Masker): unknown {
  const { request, response } = exchange;
  return {
    stream,
    client: masker.endpoint(client),
    server: masker.endpoint(server),
    method: request === null ? null : masker.captured(request.method),
    target: request === null ? null : masker.target(request.target),
    status: response?.status ?? null,
    frames: {
      request: request === null ? null : [request.firstFrame, request.lastFrame],
      answer: response === null ? null : [response.firstFrame, response.lastFrame],
    },
    requestBody: request === null ? null : bodyRecord(request.body, masker),
    answerBody: response === null ? null : bodyRecord(response.body, masker),
    interim: exchange.interim,
    problems: exchange.problems.map((problem) => problemRecord(problem, masker)),
    end: exchange.end,
  };
}

function bodyRecord({ length, sha256, decoded, complete, bytes }: Body, masker: Masker): unknown {
  return { length, sha256: sha256 === null ? null : masker.hash(sha256, bytes), decoded, complete };
}

function problemRecord({ kind, side, offset, excerpt }: Problem, masker: Masker): unknown {
  return {
    kind,
    side,
    offset: offset < 0 ? null : offset,
    excerpt: excerpt === '' ? null : masker.captured(excerpt),
  };
}
