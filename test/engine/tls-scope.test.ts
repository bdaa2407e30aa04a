import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/engine/index.ts';
import { analysed, captureOf, connection, type Sent } from '../network/wire.ts';
import { alert, certificate, clientHello, handshake, serverHello } from '../tls/tls-bytes.ts';

const CALL_SERVER = '10.0.0.5';
const OTHER_CLIENT = '10.0.0.7';
const BACKEND = '10.0.0.9';
const OTHER_HOST = '10.0.0.8';
const RULE = 'tls/handshake-failed';

let nextPort = 50_000;
const from = (address: string): string => {
  nextPort += 1;
  return `${address}:${nextPort}`;
};

/** A handshake that the client breaks off. */
function broken(client: string, server: string, at = 5, name = 'backend.example'): readonly Sent[] {
  const turns = [handshake(clientHello(name)), handshake(serverHello(), certificate()), alert(48)];
  return connection({ at, client: from(client), server, turns });
}

/** A hook that is answered 200, or another request. */
function posted(server: string, at: number, path: string, body: string): readonly Sent[] {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const request = `POST ${path} HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return connection({ at, client: from(CALL_SERVER), server, turns: [request, `${head}${body}`] });
}
const context = {
  nodeId: 'n@192.0.2.10',
  appKey: 'defaultApp',
  sessionId: '/198.51.100.1:52101/192.0.2.10:8443',
};
const hook = (at = 0): readonly Sent[] =>
  posted(`${BACKEND}:9091`, at, '/apps/EchoApp/connect', JSON.stringify(context));

const serversOf = ({ findings }: Analysis): readonly (string | null)[] =>
  findings.filter(({ rule }) => rule === RULE).map(({ server }) => server);

describe('TLS is accused only where hooks are expected', () => {
  test('without hooks and ports: on a port of the dialect', async () => {
    const capture = captureOf(
      broken(CALL_SERVER, `${BACKEND}:9091`),
      broken(CALL_SERVER, `${OTHER_HOST}:8443`),
    );
    expect(serversOf(await analysed(capture))).toEqual([`${BACKEND}:9091`]);
  });
  test('without hooks and ports: on 443 where there is one server only', async () => {
    const one = broken(CALL_SERVER, `${BACKEND}:443`);
    expect(serversOf(await analysed(captureOf(one)))).toEqual([`${BACKEND}:443`]);
    const other = broken(CALL_SERVER, `${OTHER_HOST}:443`);
    expect(serversOf(await analysed(captureOf(one, other)))).toEqual([]);
    const http = posted(`${OTHER_HOST}:80`, 0, '/x', '[]');
    expect(serversOf(await analysed(captureOf(one, http)))).toEqual([]);
  });
  test('with a port given: on it, and on 443 of a host that was called there', async () => {
    const ports = [8080];
    const tls = [broken(CALL_SERVER, `${BACKEND}:443`), broken(CALL_SERVER, `${OTHER_HOST}:443`)];
    expect(serversOf(await analysed(captureOf(...tls), { ports }))).toEqual([]);
    const called = posted(`${BACKEND}:8080`, 0, '/x', '[]');
    expect(serversOf(await analysed(captureOf(called, ...tls), { ports }))).toEqual([`${BACKEND}:443`]);
    const onPort = broken(OTHER_CLIENT, `${OTHER_HOST}:8080`);
    expect(serversOf(await analysed(captureOf(onPort), { ports }))).toEqual([`${OTHER_HOST}:8080`]);
  });
  test.each<[string, string, boolean]>([
    [CALL_SERVER, `${BACKEND}:443`, true],
    [OTHER_CLIENT, `${BACKEND}:443`, false],
    [CALL_SERVER, `${OTHER_HOST}:443`, false],
    [CALL_SERVER, `${OTHER_HOST}:9091`, true],
    [OTHER_CLIENT, `${BACKEND}:9091`, true],
    [OTHER_CLIENT, `${OTHER_HOST}:9091`, false],
    [CALL_SERVER, `${BACKEND}:8443`, false],
  ])('beside hooks: %s to %s: %s', async (client, server, isTold) => {
    const analysis = await analysed(captureOf(hook(), broken(client, server)));
    expect(analysis.calls).toHaveLength(1);
    expect(serversOf(analysis)).toEqual(isTold ? [server] : []);
  });
});

describe('what follows from a handshake that failed', () => {
  test('is the cause of a call that is missing', async () => {
    const later = connection({
      at: 60,
      client: from(OTHER_CLIENT),
      server: `${OTHER_HOST}:7777`,
      turns: ['x'],
    });
    const { problems, findings } = await analysed(
      captureOf(hook(), broken(CALL_SERVER, `${BACKEND}:443`), later),
    );
    const missing = findings.find(({ rule }) => rule === 'flow/missing-call');
    expect(missing?.causedBy?.rule).toBe(RULE);
    const effect = problems.find(({ rule }) => rule === 'flow/missing-call');
    expect(effect?.cause === null || effect?.cause === undefined ? null : problems[effect.cause]?.rule).toBe(
      RULE,
    );
  });
});

describe('plain HTTP to a port that speaks TLS', () => {
  test('that answers with an alert is told by the refusal, and by nothing beside it', async () => {
    const body = JSON.stringify(context);
    const request = `POST /apps/EchoApp/connect HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    for (const answer of ['15030100020246', '1503030002020a', '15030300020150']) {
      const turns = [request, Buffer.from(answer, 'hex')];
      const { findings } = await analysed(
        captureOf(connection({ client: from(CALL_SERVER), server: `${BACKEND}:9091`, turns })),
      );
      const grave = findings.filter(({ severity }) => severity !== 'note');
      expect(grave.map(({ rule }) => rule)).toEqual(['answer/status']);
      expect(grave[0]?.message).toContain('speaks HTTPS');
      expect(grave[0]?.remedy).toContain('https://');
    }
  });
});
