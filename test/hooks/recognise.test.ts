import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.ts';
import { readPayload } from '../../src/hooks/index.ts';
import { recognise } from '../../src/hooks/recognise.ts';
import { lastSegment } from '../../src/hooks/target-path.ts';
import { requestOf } from './messages.ts';

const all = [...dialects.values()];

function recognised(
  target: string,
  body: unknown,
  headers: readonly string[] = [],
  port = 8500,
  complete = true,
) {
  const text = body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const request = requestOf(target, text, headers);
  const payload = readPayload(request.body.bytes, text.length, complete, true);
  const { certainty, dialect, row, name } = recognise(all, request, () => payload, port);
  return { certainty, dialect: dialect.name, method: row?.name ?? null, name };
}

const context = { nodeId: 'n', sessionId: 's', appKey: 'a' };

describe('a hook is known by its name and its context', () => {
  it.each([
    ['/EchoApp/connect', 'connect'],
    ['/apps/EchoApp/callstatusevent', 'CallStatusEvent'],
    ['/rest/my_api/OnCallEvent?token=1', 'OnCallEvent'],
    ['http://backend:9091/x/sendDtmf/', 'sendDTMF'],
    ['/hooks/submitBugReport#top', 'sendBugReport'],
    ['/a/%63onnect', 'connect'],
  ])('%s is %s', (target, method) => {
    expect(recognised(target, context)).toMatchObject({
      certainty: 'certain',
      dialect: 'flashphoner-wcs',
      method,
    });
  });

  it('is only likely without a context, and none at all in the REST API of the server', () => {
    expect(recognised('/app/connect', { user: 1 })).toMatchObject({ certainty: 'likely', method: 'connect' });
    expect(recognised('/rest-api/call/hangup', { callId: 'x' })).toMatchObject({
      certainty: 'other',
      method: null,
    });
  });

  it('is certain by its port or its name where the capture cut the context away', () => {
    const cut = (target: string, port: number) => recognised(target, '', [], port, false).certainty;
    expect(cut('/EchoApp/connect', 9091)).toBe('certain');
    expect(cut('/x/CallStatusEvent', 8500)).toBe('certain');
    expect(cut('/x/connect', 8500)).toBe('likely');
  });

  it('is a hook of unknown name where the context says so', () => {
    expect(recognised('/EchoApp/BrandNewEvent', context)).toMatchObject({
      certainty: 'certain',
      method: null,
      name: 'BrandNewEvent',
    });
  });

  it('is no hook where nothing says so', () => {
    expect(recognised('/index.html', null)).toMatchObject({ certainty: 'other', method: null });
  });
});

describe('reports of a PBX are known by their body', () => {
  it('OpenVox by the missing target, Yeastar by its header and shape', () => {
    const flat = { action: 'ALERT', callid: '1.1', ext: { extid: '106' } };
    expect(recognised('', flat)).toMatchObject({ dialect: 'openvox', method: 'ALERT' });
    const nested = { action: 'RING', callid: '1.1', call: [{ ext: { extid: '106' } }], sn: 'x' };
    expect(recognised('/', nested, ['User-Agent', 'WebAPI'])).toMatchObject({
      dialect: 'yeastar',
      method: 'RING',
    });
  });
});

describe('the last segment of a target', () => {
  it.each([
    ['/a/b', 'b'],
    ['/a/b/?q=/c', 'b'],
    ['', ''],
    ['*', '*'],
    ['/a/%zz', '%zz'],
    ['/EchoApp/hangup;jsessionid=1', 'hangup'],
    ['/EchoApp/hangup;a=1;b?c#d', 'hangup'],
  ])('%s', (target, segment) => {
    expect(lastSegment(target)).toBe(segment);
  });
});

describe('what is sent to the path of a hook', () => {
  const sent = (
    method: string,
    target: string,
    body: string,
    headers: readonly string[] = [],
    port = 8500,
  ) => {
    const request = { ...requestOf(target, body, headers), method };
    const payload = readPayload(request.body.bytes, request.body.length, true, true);
    const { certainty, row, dialect } = recognise(all, request, () => payload, port);
    return { certainty, method: row?.name ?? null, dialect: dialect.name };
  };
  const json = ['Content-Type', 'application/json'];

  it.each([
    ['a form with the context', 'nodeId=n&sessionId=s&appKey=a', []],
    ['a form in place of JSON', 'x=1', json],
    ['an array', '[1]', json],
    ['a text that breaks off', '{"nodeId":"n"', json],
    ['UTF-16', Buffer.from(JSON.stringify(context), 'utf16le').toString('latin1'), json],
    ['nested too deep', `{"nodeId":${'['.repeat(100)}${']'.repeat(100)}}`, []],
  ])('by POST is a hook, whatever its body is: %s', (_, body, headers) => {
    expect(sent('POST', '/EchoApp/connect', body, headers)).toMatchObject({
      certainty: 'certain',
      method: 'connect',
    });
  });

  it('is no hook by GET, HEAD or OPTIONS, and the method is known all the same', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'CONNECT']) {
      expect(sent(method, '/EchoApp/connect', '', [], 9091)).toEqual({
        certainty: 'other',
        method: 'connect',
        dialect: 'flashphoner-wcs',
      });
    }
  });

  it('is a hook of unknown method where the target is cut, also where one method only would fit', () => {
    const request = { ...requestOf('/EchoApp/ConnectionStatusEv', ''), targetCut: true };
    const cut = (port: number) =>
      recognise(all, request, () => ({ kind: 'partial', members: {}, text: '' }), port);
    expect(cut(9091)).toMatchObject({ certainty: 'certain', row: null, name: 'ConnectionStatusEv…' });
    expect(cut(8500).certainty).toBe('likely');
    const get = recognise(all, { ...request, method: 'GET' }, () => ({ kind: 'empty' }), 9091);
    expect(get.certainty).toBe('other');
  });
});
