import { describe, expect, it } from 'vitest';
import { type Dialect, findMethod, withHookPaths } from '../../src/dialects/index.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { Fillers } from '../../src/extract/scrub/fillers.ts';
import { scrubMessage } from '../../src/extract/scrub/message.ts';
import { EVERYTHING, viewOf } from '../../src/filter/index.ts';
import { readPayload } from '../../src/hooks/index.ts';
import { Masker, secretRangesOfForm, shownText, viewPayload } from '../../src/privacy/index.ts';
import { requestOf as replayed } from '../../src/replay/request.ts';
import { curlOf } from '../../src/report/commands/index.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { hooksText } from '../../src/report/overview/capture-text.ts';
import { bytesInput } from '../extract/extracting.ts';
import { requestOf } from '../hooks/messages.ts';
import { getOf, method, readBy, row, sending, server } from '../hooks/mini-dialect.ts';
import { reportOf } from '../lane/ways.ts';
import { message, pcapOf, type Talk } from '../privacy/tiny-capture.ts';
import { rendered } from '../report/rendered.ts';
import { analysisOptions } from './options.ts';

/** Servers whose hooks are a form, JSON with a JSON text in it, and JSON with several keys. */
const parameters = [
  row('key', { secret: 'value' }),
  row('param', { secret: 'query' }),
  row('caller', { personal: 'person' }),
];
const forms = server({
  name: 'forms',
  title: 'Form server',
  ...sending(['form', 'query'], ['POST', 'GET']),
  recognition: { by: 'word', places: [{ in: 'payload', path: ['call'] }], shapes: [], beside: [['app']] },
  methods: [method('begin', { parameters }), method('end', { parameters })],
});
const texts = server({
  name: 'texts',
  title: 'Text server',
  recognition: { by: 'word', places: [{ in: 'payload', path: ['msg', 'type'] }], shapes: [], beside: [] },
  embedded: [['msg']],
  methods: [
    method('begin', { parameters: [row('code word', { paths: [['msg', 'key']], secret: 'value' })] }),
  ],
});
const keyed = server({
  name: 'keyed',
  title: 'Keyed server',
  marks: [{ sign: 'header-begin', name: 'user-agent', text: 'keyed/', weight: 3 }],
  context: { session: ['vhost', 'app'], application: null, node: null, sessionForm: 'opaque' },
  contextParameters: [row('vhost'), row('app')],
  methods: [
    method('begin', {
      dialog: { kind: 'stream', parameters: ['id', 'port'] },
      parameters: [row('id'), row('port')],
    }),
  ],
});
const dialects: readonly Dialect[] = [...analysisOptions().dialects, forms, texts, keyed];

function talk(port: number, requests: readonly Buffer[], client = '10.0.0.1'): Talk {
  const answer = message('HTTP/1.1 200 OK', [], '');
  return {
    client,
    server: '10.0.0.2',
    serverPort: port,
    turns: requests.flatMap((bytes) => [
      { from: 'client', bytes } as const,
      { from: 'server', bytes: answer } as const,
    ]),
  };
}

const post = (target: string, type: string, body: string, fields: readonly string[] = []): Buffer =>
  message(`POST ${target} HTTP/1.1`, ['Host: b', `Content-Type: ${type}`, ...fields], body);
const form = (body: string): Buffer => post('/auth', 'application/x-www-form-urlencoded', body);
const json = (target: string, value: unknown, fields: readonly string[] = []): Buffer =>
  post(target, 'application/json', JSON.stringify(value), fields);
const keyedCall = (index: number): Buffer =>
  json('/k', { what: 'begin', vhost: `v${index}`, app: 'a', id: `${index}`, port: '80' }, [
    'User-Agent: Keyed/1',
  ]);

const capture = bytesInput(
  pcapOf([
    talk(8001, [form('call=begin&app=live&key=s3cr3tkey'), form('call=end&app=live&app=live')]),
    talk(
      8002,
      Array.from({ length: 6 }, (_, index) =>
        json('/t', { msg: JSON.stringify({ type: 'begin', key: `w${index}` }) }),
      ),
    ),
    talk(8003, [...Array.from({ length: 9 }, (_, index) => keyedCall(index)), json('/k', { any: 'thing' })]),
    talk(8001, [message('GET /auth?call=begin&app=live HTTP/1.1', ['Host: b'])]),
  ]),
);

async function analysed(only: readonly Dialect[] = dialects): Promise<Analysis> {
  const result = await analyse([capture], analysisOptions({ dialects: only, keepExchanges: 'every' }));
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

describe('several systems in one capture', () => {
  it('are each told with their ports, their calls and the signs that showed them', async () => {
    const analysis = await analysed();
    const told = analysis.systems.map(({ dialect, ...rest }) => ({ name: dialect.name, ...rest }));
    expect(told).toEqual([
      { name: 'keyed', ports: [8003], calls: 10, evidence: ['what', 'User-Agent'] },
      { name: 'texts', ports: [8002], calls: 6, evidence: ['msg.type'] },
      { name: 'forms', ports: [8001], calls: 3, evidence: ['call'] },
    ]);
    expect(analysis.ports).toEqual([8001, 8002, 8003]);
    expect(hooksText(analysis)).toMatch(
      /^Keyed server on port 8003.*what and User-Agent.*Text server on port 8002/,
    );
    const report = JSON.parse(await rendered(renderJson, analysis)) as { systems: readonly object[] };
    expect(report.systems).toHaveLength(3);
  });

  it('have what no dialect knows at their own servers', async () => {
    const { calls } = await analysed();
    const unknown = calls.filter(({ methodSpec }) => methodSpec === null);
    expect(unknown.map(({ dialect, server: address }) => [dialect.name, address])).toEqual([
      ['keyed', '10.0.0.2:8003'],
    ]);
  });

  it('are not told where the user named one, and with their own calls in a part', async () => {
    const { systems } = await analysed([forms]);
    expect(systems).toMatchObject([{ ports: [8001], calls: 3, evidence: [] }]);
    const whole = await analysed();
    const selection = { ...EVERYTHING, from: { since: 'first-frame', seconds: 0.1 } as const };
    const part = viewOf(whole, selection, new Masker({ showSecrets: false }));
    const sum = part.systems.reduce((all, { calls }) => all + calls, 0);
    expect(sum).toBe(part.calls.length);
    expect(sum).toBeLessThan(whole.calls.length);
  });

  it('are read the same with and without the lane', async () => {
    const changes = { dialects };
    expect(await reportOf([capture], 'on', changes)).toBe(await reportOf([capture], 'off', changes));
  });
});

describe('a path of the user', () => {
  it('makes requests to it calls of each dialect that knows the method', async () => {
    const mapped = withHookPaths([forms, texts], [{ path: '/k', method: 'begin' }]);
    if (!mapped.ok) throw new Error('not known');
    expect(mapped.dialects.map(({ hookPaths }) => hookPaths.length)).toEqual([1, 1]);
    const { calls } = await analysed(mapped.dialects);
    expect(calls.filter(({ target }) => target === '/k').map((call) => call.method)).toEqual(
      Array(10).fill('begin'),
    );
  });

  it('is refused where no dialect knows the method', () => {
    const mapped = withHookPaths(
      [forms, texts],
      [
        { path: '/a', method: 'begin' },
        { path: '/b', method: 'beginn' },
      ],
    );
    expect(mapped).toMatchObject({ ok: false, mapping: { path: '/b' }, known: ['begin', 'end'] });
  });
});

describe('what is hidden in payloads that are no plain JSON', () => {
  const masker = new Masker({ showSecrets: false });
  const body = 'call=begin&app=live&key=h%75nter+2&param=%3Fvhost%3Dx%26ticket%3Dabc1&key=again';
  const typed = requestOf('/a', body, ['Content-Type', 'application/x-www-form-urlencoded']);
  const hidden = /hunter|h%75nter|abc1|again/;
  const read = readBy(forms, typed);
  const query = readBy(forms, getOf(`/a?${body}`));
  const msg = JSON.stringify({ type: 'begin', key: 'hunter 2' });
  const text = readBy(texts, requestOf('/t', JSON.stringify({ sn: 1, msg })));

  it.each([
    ['a form', read],
    ['a query', query],
    ['a JSON text in JSON', text],
  ])('is hidden where %s is shown', (_, each) => {
    const view = viewPayload(each.call, each.exchange, 'request', masker);
    expect(view.kind).toBe('json');
    expect(JSON.stringify(view)).not.toMatch(hidden);
    const curl = curlOf({ call: each.call, exchange: each.exchange, masker, scheme: 'http' });
    expect(curl.kind).toBe('command');
    expect(JSON.stringify(curl)).not.toMatch(hidden);
    const sent = replayed(each.call, each.exchange, { masker, basePath: '' });
    if (!sent.ok) throw new Error(sent.reason);
    expect(sent.changes.masked).toBe(true);
    expect(`${sent.request.target} ${sent.request.body.toString()}`).not.toMatch(hidden);
  });

  it('leaves all else as it was sent', () => {
    const shown = shownText(read.payload as never, read.call, masker);
    expect(shown).toMatch(
      /^call=begin&app=live&key=%5Bsecret\+1%5D&param=%3Fvhost%3D%5Bsecret\+2%5D%26ticket%3D%5Bsecret\+3%5D&key=%5Bsecret\+4%5D$/,
    );
    expect(shownText(read.payload as never, read.call, new Masker({ showSecrets: true }))).toBe(body);
    const sent = replayed(text.call, text.exchange, { masker, basePath: '' });
    const again = sent.ok ? readPayload(sent.request.body, sent.request.body.length, true, true) : null;
    expect(again).toMatchObject({
      kind: 'object',
      members: { sn: 1, msg: '{"type":"begin","key":"[secret 1]"}' },
    });
  });

  it('is replaced in place by extract --scrub', () => {
    const kind = { dialect: forms, method: findMethod(forms, 'begin') };
    const ranges = secretRangesOfForm(body, kind).map(({ start, end }) => body.slice(start, end));
    expect(ranges).toEqual(['h%75nter+2', '%3Fvhost%3Dx%26ticket%3Dabc1', 'again']);
    for (const each of [read, query, text]) {
      const { request } = each.exchange;
      if (request === null) throw new Error('no request');
      const bytes = message(`${request.method} ${request.target} HTTP/1.1`, [], request.body.bytes);
      const raw = { bytes, whole: bytes.length };
      const of = { dialect: each.call.dialect, method: each.call.methodSpec };
      const scrubbed = scrubMessage(raw, request, of, new Fillers()).bytes.toString();
      expect(scrubbed).not.toMatch(hidden);
      expect(scrubbed).toHaveLength(bytes.length);
    }
  });
});
