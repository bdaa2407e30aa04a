import { SERVER_NAME } from './network.ts';

/** One hook as the call server posts it. */
export interface Hook {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds that pass before it; unless given, hardly any. */
  readonly after?: number;
}

const NODE = 'Hw47CFMBEchVOpBMDr29IxudnJ1sjOY@192.0.2.10';

function session(number: number): Readonly<Record<string, unknown>> {
  return {
    nodeId: NODE,
    appKey: 'defaultApp',
    sessionId: `/198.51.100.${number}:5210${number}/192.0.2.10:8443`,
    mediaProviders: ['WebRTC'],
    origin: 'https://app.example',
  };
}

/** `connect`, which the backend allows by repeating it. */
export function connect(number: number): Hook {
  return { method: 'connect', body: session(number) };
}

/** The event that follows `connect`. `extra`: further members, to make it as large as is needed. */
export function established(number: number, extra: Readonly<Record<string, unknown>> = {}): Hook {
  return { method: 'ConnectionStatusEvent', body: { ...session(number), status: 'ESTABLISHED', ...extra } };
}

export function disconnected(number: number): Hook {
  return { method: 'ConnectionStatusEvent', body: { ...session(number), status: 'DISCONNECTED' } };
}

/** A call out. */
export function call(number: number): Hook {
  const { mediaProviders: _, origin: __, ...ids } = session(number);
  return {
    method: 'call',
    body: {
      ...ids,
      callId: `5b0c3dd0-7c1e-11ee-b962-0242ac12000${number}`,
      caller: '1001',
      callee: '1002',
      incoming: false,
      isMsrp: false,
      hasAudio: true,
      hasVideo: false,
      status: 'PENDING',
    },
  };
}

/** The three hooks of most recordings. */
export const THREE_HOOKS: readonly Hook[] = [connect(1), established(1), call(1)];

/** A request as the call server writes it, for programs that take bytes. */
export function requestText({ method, body }: Hook, connection = 'keep-alive'): string {
  const text = JSON.stringify(body);
  return [
    `POST /EchoApp/${method} HTTP/1.1`,
    ...Object.entries(headersOf(text)).map(([name, value]) => `${name}: ${value}`),
    `Host: ${SERVER_NAME}`,
    `Connection: ${connection}`,
    '',
    text,
  ].join('\r\n');
}

export function headersOf(text: string): Readonly<Record<string, string | number>> {
  return {
    'Content-Type': 'application/json;charset=UTF-8',
    Accept: 'application/json',
    'User-Agent': 'Java/17.0.1',
    'Content-Length': Buffer.byteLength(text),
  };
}
