import type { Exchange, RequestMessage, ResponseMessage } from '../http/index.ts';
import { openInputs } from './open.ts';
import type { Inputs, ListedExchange, ListOptions, ListResult } from './options.ts';
import { originOf } from './origin.ts';
import { Pipeline } from './pipeline.ts';
import { run } from './run.ts';

/** Every HTTP exchange of a capture, on any port or the given ones, in order of first frame. Of bodies the bytes are not kept. */
export async function listExchanges(inputs: Inputs, options: ListOptions): Promise<ListResult> {
  const opened = await openInputs(inputs, options.reader);
  if (!opened.ok) return opened;
  const exchanges: ListedExchange[] = [];
  const pipeline: Pipeline = new Pipeline(
    { ports: options.ports.length === 0 ? null : new Set(options.ports), hash: options.hash },
    {
      onExchange: (stream, exchange) => {
        const { client, server } = originOf(
          stream,
          pipeline.tracker.endpoints(stream),
          exchange.requestDirection,
        );
        exchanges.push({ stream, client, server, exchange: withoutBodies(exchange) });
      },
      onProtocol: () => {},
    },
  );
  const { onProgress } = options;
  try {
    await run(
      opened.capture,
      pipeline,
      onProgress && ((progress) => onProgress({ ...progress, calls: exchanges.length })),
    );
    exchanges.sort((one, other) => firstFrame(one) - firstFrame(other) || one.stream - other.stream);
    return { ok: true, exchanges, captures: opened.capture.info() };
  } finally {
    opened.capture.close();
  }
}

const NO_BYTES = Buffer.alloc(0);

/** A list of all exchanges would otherwise hold most of the capture. */
function withoutBodies(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  return {
    ...exchange,
    request: request === null ? null : withoutBytes(request),
    response: response === null ? null : withoutBytes(response),
  };
}

function withoutBytes<Message extends RequestMessage | ResponseMessage>(message: Message): Message {
  return { ...message, body: { ...message.body, bytes: NO_BYTES } };
}

function firstFrame({ exchange }: ListedExchange): number {
  return (exchange.request ?? exchange.response)?.firstFrame ?? 0;
}
