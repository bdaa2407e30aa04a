import type { Dialect, Method, Parameter } from '../../src/dialects/index.ts';
import { NEUTRAL } from '../../src/dialects/neutral.ts';
import { type ReadCall, readCall } from '../../src/hooks/index.ts';
import type { Exchange, RequestMessage } from '../../src/http/index.ts';
import { answerOf, exchangeOf, ORIGIN, requestOf } from './messages.ts';

/** A row of an invented table. */
export function row(name: string, changes: Partial<Parameter> = {}): Parameter {
  return { name, types: ['string'], presence: 'usual', description: '', source: 'HOOKSCOPE', ...changes };
}

/** A method of an invented server. */
export function method(name: string, changes: Partial<Method> = {}): Method {
  return {
    name,
    aliases: [],
    role: 'event',
    family: 'all',
    description: '',
    refusal: 'no',
    dialog: null,
    parameters: [],
    whenMissing: '',
    source: 'HOOKSCOPE',
    ...changes,
  };
}

/** An invented server whose hooks are told by the member `what`. */
export function server(changes: Partial<Dialect> = {}): Dialect {
  return {
    ...NEUTRAL,
    name: 'mini',
    title: 'Mini',
    recognition: { by: 'word', places: [{ in: 'payload', path: ['what'] }], shapes: [], beside: [] },
    methods: [method('begin'), method('end')],
    ...changes,
  };
}

/** The delivery of a server that sends these forms. */
export function sending(
  bodyForms: Dialect['delivery']['bodyForms'],
  httpMethods: readonly string[] = ['POST'],
): Pick<Dialect, 'delivery'> {
  return { delivery: { ...NEUTRAL.delivery, bodyForms, httpMethods } };
}

/** A request as one of the dialects reads it. */
export function readBy(
  dialects: Dialect | readonly Dialect[],
  request: RequestMessage,
  answer: Exchange['response'] = answerOf(200, ''),
  serverPort = ORIGIN.serverPort,
): ReadCall {
  const list = 'name' in dialects ? [dialects] : dialects;
  const read = readCall(list, { ...ORIGIN, serverPort }, exchangeOf(request, answer));
  if (read === null) throw new Error('no request');
  return read;
}

/** A request by GET, without a body. */
export function getOf(target: string): RequestMessage {
  return { ...requestOf(target, ''), method: 'GET' };
}

/** A request of which the capture lacks the end of the body. */
export function cutOf(request: RequestMessage): RequestMessage {
  const { body } = request;
  return { ...request, body: { ...body, length: body.length + 10, complete: false, cut: 10 } };
}

/** What was recognised, in few words. */
export function summary({ certainty, call }: ReadCall): string {
  return `${certainty} ${call.dialect.name} ${call.methodSpec?.name ?? `? ${call.method}`}`;
}
