import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { setTimeout as passed } from 'node:timers/promises';
import { type Hook, headersOf } from './hooks.ts';
import { BACKEND, CALL_SERVER, PORT, SERVER_NAME } from './network.ts';

/** Like the TLS part of https.AgentOptions, under the names that Node gives it. */
export type ClientTls = https.AgentOptions;

/** `kept`: one connection for all. `each`: one for each hook, with sessions resumed where the server can. */
export type Connections = 'kept' | 'each';

const BASE = { host: BACKEND, port: PORT, localAddress: CALL_SERVER } as const;

/** Time for tickets and for the ends of connections, so that they do not fall between what follows. */
const PAUSE_MS = 40;

/** Posts hooks one after the other; `tls` null: without TLS. Gives the statuses, or the codes of errors. */
export async function postHooks(
  hooks: readonly Hook[],
  tls: ClientTls | null,
  connections: Connections = 'kept',
): Promise<readonly (number | string)[]> {
  const shape = connections === 'kept' ? { keepAlive: true, maxSockets: 1 } : { keepAlive: false };
  const agent =
    tls === null
      ? new http.Agent({ ...shape, ...BASE })
      : new https.Agent({
          ...shape,
          ...BASE,
          servername: SERVER_NAME,
          rejectUnauthorized: false,
          maxCachedSessions: connections === 'each' ? 10 : 0,
          ...tls,
        });
  const told: (number | string)[] = [];
  for (const hook of hooks) {
    await passed(hook.after ?? 0);
    told.push(await post(hook, agent));
    await passed(PAUSE_MS);
  }
  // Sockets that are destroyed answer the close_notify of the server with RST.
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.end();
  await passed(PAUSE_MS);
  agent.destroy();
  await passed(PAUSE_MS);
  return told;
}

function post({ method, body }: Hook, agent: http.Agent): Promise<number | string> {
  const text = JSON.stringify(body);
  const { request } = agent instanceof https.Agent ? https : http;
  return new Promise((settle) => {
    const options = {
      ...BASE,
      agent,
      method: 'POST',
      path: `/EchoApp/${method}`,
      headers: { ...headersOf(text), Host: SERVER_NAME },
    };
    const sent = request(options, (response) => {
      response.resume();
      response.on('close', () => settle(response.statusCode ?? 0));
      response.on('error', () => {});
    });
    sent.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
    sent.end(text);
  });
}

/** Posts hooks over one HTTP/2 connection: one after the other, or all at once. */
export async function postOverHttp2(
  hooks: readonly Hook[],
  tls: http2.SecureClientSessionOptions,
  atOnce = false,
): Promise<void> {
  const session = http2.connect(`https://${SERVER_NAME}`, {
    ...tls,
    ...BASE,
    servername: SERVER_NAME,
    rejectUnauthorized: false,
  } as http2.SecureClientSessionOptions);
  const one = async ({ method, body, after }: Hook): Promise<void> => {
    await passed(after ?? 0);
    const text = JSON.stringify(body);
    const stream = session.request({
      ...Object.fromEntries(
        Object.entries(headersOf(text)).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      ':method': 'POST',
      ':path': `/EchoApp/${method}`,
    });
    stream.end(text);
    stream.resume();
    await once(stream, 'close');
  };
  if (atOnce) await Promise.all(hooks.map(one));
  else for (const hook of hooks) await one(hook);
  await new Promise<void>((settle) => session.close(settle));
  await passed(PAUSE_MS);
}
