import { describe, expect, it } from 'vitest';
import {
  answerTo,
  type BackendRules,
  delayOf,
  EVERY_METHOD,
  type ReceivedRequest,
  readRequest,
} from '../../src/backend/index.ts';
import { type Dialect, dialects } from '../../src/dialects/index.ts';
import { Masker } from '../../src/privacy/index.ts';

const ALL = [...dialects.values()];
const INSPECTION = { hookSecret: null, masker: new Masker({ showSecrets: false }) };
const NO_RULES: BackendRules = { statuses: new Map(), delays: new Map() };

function request(target: string, payload: object, method = 'POST'): ReceivedRequest {
  return {
    method,
    target,
    version: '1.1',
    headers: ['Content-Type', 'application/json'],
    body: Buffer.from(JSON.stringify(payload)),
    client: '192.0.2.1:50000',
    server: '192.0.2.2:9091',
    serverPort: 9091,
    time: { seconds: 1_700_000_000, nanoseconds: 0 },
  };
}

const CONTEXT = { nodeId: 'n@192.0.2.1', appKey: 'defaultApp', sessionId: '/192.0.2.9:1/192.0.2.1:8443' };

describe('the answer', () => {
  it('gives back the payload where the dialect wants it', () => {
    const received = request('/App/connect', { ...CONTEXT, login: '1001' });
    const answer = answerTo(readRequest(received, ALL, INSPECTION), NO_RULES);
    expect(answer.status).toBe(200);
    expect(answer.body.equals(received.body)).toBe(true);
  });

  it('is empty where the dialect looks at no body', () => {
    const read = readRequest(request('', { action: 'RING', ext: { extid: '1001' } }), ALL, INSPECTION);
    expect(read.hook?.call.dialect.name).toBe('openvox');
    expect(answerTo(read, NO_RULES)).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  });

  it('has what a rule about bodies demands', () => {
    const base = dialects.get('flashphoner-wcs');
    if (base === undefined) throw new Error('no dialect');
    const demanding: Dialect = {
      ...base,
      delivery: { ...base.delivery, mirrored: false },
      acceptance: {
        statuses: [{ from: 202, to: 299 }],
        body: { kind: 'member', path: ['result', 'code'], equals: ['ok'] },
      },
    };
    const read = readRequest(request('/App/connect', CONTEXT), [demanding], INSPECTION);
    const answer = answerTo(read, NO_RULES);
    expect(answer.status).toBe(202);
    expect(JSON.parse(answer.body.toString())).toEqual({ result: { code: 'ok' } });
  });

  it('has the status and the delay that were asked for, those of the method first', () => {
    const rules: BackendRules = {
      statuses: new Map([
        ['connect', 403],
        [EVERY_METHOD, 500],
      ]),
      delays: new Map([['connect', 2]]),
    };
    const connect = readRequest(request('/App/connect', CONTEXT), ALL, INSPECTION);
    const call = readRequest(request('/App/call', CONTEXT), ALL, INSPECTION);
    expect(answerTo(connect, rules)).toMatchObject({ status: 403, body: Buffer.alloc(0) });
    expect(answerTo(call, rules).status).toBe(500);
    expect([delayOf(connect, rules), delayOf(call, rules)]).toEqual([2, 0]);
  });

  it('is 404 to what is no hook, whatever was asked for', () => {
    const rules: BackendRules = { statuses: new Map([[EVERY_METHOD, 200]]), delays: new Map() };
    const read = readRequest(request('/health', {}, 'GET'), ALL, INSPECTION);
    expect(read.hook).toBeNull();
    expect(answerTo(read, rules).status).toBe(404);
  });
});

describe('what is said of a hook', () => {
  it('what call rules find, and nothing about the answer', () => {
    const payload = { ...CONTEXT, callId: 'c', caller: 1001 };
    const { notes } = readRequest(request('/App/call', payload), ALL, INSPECTION);
    expect(notes.map(({ rule }) => rule)).toContain('payload/type');
    expect(notes.every(({ rule }) => !rule.startsWith('answer/'))).toBe(true);
    expect(notes[0].severity).toBe('error');
  });
});
