import { END, FRAME, openCapture } from '../../../src/capture/index.ts';
import { Pipeline } from '../../../src/engine/pipeline.ts';
import type { Exchange, HeaderList } from '../../../src/http/index.ts';

/** A request and its answer, as text that mutations begin with. Heads have no empty line; all is Latin-1. */
export interface SeedMessage {
  readonly requestHead: string;
  readonly requestBody: string;
  readonly answerHead: string;
  readonly answerBody: string;
  readonly isHook: boolean;
}

const MOST_BODY_BYTES = 4096;
const MOST_MESSAGES = 40;

/** The first HTTP exchanges of a capture. */
export async function readMessages(bytes: Buffer): Promise<readonly SeedMessage[]> {
  const opened = await openCapture([{ kind: 'bytes', path: 'seed', bytes }]);
  if (!opened.ok) return [];
  const messages: SeedMessage[] = [];
  const pipeline = new Pipeline(
    { ports: null, hash: false },
    {
      onExchange: (_stream, exchange) => {
        const message = messageOf(exchange);
        if (message !== null && messages.length < MOST_MESSAGES) messages.push(message);
      },
      onProtocol: () => {},
    },
  );
  const { capture } = opened;
  for (;;) {
    const step = capture.next();
    if (step === FRAME) pipeline.frame(capture.frame);
    else if (step === END || !(await capture.fill())) break;
  }
  pipeline.finish();
  capture.close();
  return messages;
}

function messageOf({ request, response }: Exchange): SeedMessage | null {
  if (request === null || response === null) return null;
  const requestBody = request.body.bytes.toString('latin1', 0, MOST_BODY_BYTES);
  return {
    requestHead: [`${request.method} ${request.target} HTTP/1.1`, ...fieldLines(request.headers)].join(
      '\r\n',
    ),
    requestBody,
    answerHead: [`HTTP/1.1 ${response.status} ${response.reason}`, ...fieldLines(response.headers)].join(
      '\r\n',
    ),
    answerBody: response.body.bytes.toString('latin1', 0, MOST_BODY_BYTES),
    isHook: request.method === 'POST' && requestBody.startsWith('{'),
  };
}

function fieldLines(fields: HeaderList): readonly string[] {
  const lines: string[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2)
    lines.push(`${fields[index]}: ${fields[index + 1]}`);
  return lines;
}
