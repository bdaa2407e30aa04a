import { describe, expect, it } from 'vitest';
import { defaultDialect, dialects } from '../../src/dialects/index.ts';
import { configFor, groupSessions, type HookCall, readCall } from '../../src/hooks/index.ts';
import { answerOf, CONTEXT, hookCall as call, exchangeOf, ORIGIN, requestOf } from './messages.ts';

const all = [...dialects.values()];

describe('a call', () => {
  it('knows its session, dialog, status, answer and latency', () => {
    expect(call('CallStatusEvent', { callId: 'c', status: 'RING' })).toMatchObject({
      method: 'CallStatusEvent',
      hookType: 3,
      sessionId: 's',
      appKey: 'a',
      dialog: { kind: 'call', id: 'c' },
      status: 'RING',
      response: { status: 200, frames: [2, 2] },
      unkeyed: false,
    });
    expect(call('connect', {}).response?.latencySeconds).toBeCloseTo(0.01, 6);
  });

  it('has no key where the parameter is absent or of a wrong type', () => {
    expect(call('CallStatusEvent', { status: 'RING' })).toMatchObject({ dialog: null, unkeyed: true });
    expect(call('CallStatusEvent', { callId: 7, status: 'RING' })).toMatchObject({
      dialog: null,
      unkeyed: true,
    });
    expect(call('CallStatusEvent', { callId: 'c', sessionId: null })).toMatchObject({
      sessionId: null,
      unkeyed: true,
    });
  });

  it('is none where there is no request', () => {
    const { request: _, ...rest } = exchangeOf(requestOf('/x', ''), answerOf(200, ''));
    expect(readCall(all, ORIGIN, { ...rest, request: null })).toBeNull();
  });
});

describe('restClientConfig', () => {
  const connect = (config: unknown, status = 200): HookCall =>
    call('connect', {}, { answer: [status, JSON.stringify({ ...CONTEXT, restClientConfig: config })] });

  it('is read from the 200 answer to connect, whatever the spelling of DISABLE', () => {
    const { clientConfig } = connect({
      CallStatusEvent: { restPolicy: 'DISABLED' },
      call: {
        restOnError: 'FAIL',
        restExclude: 'sdp, custom',
        restPolicy: 'OVERWRITE',
        restOverwrite: 'callee',
      },
    });
    expect(configFor(defaultDialect, clientConfig, 'callstatusevent').enabled).toBe(false);
    expect(configFor(defaultDialect, clientConfig, 'call')).toMatchObject({
      onRefusal: 'stop',
      overwrites: true,
      exclude: new Set(['sdp', 'custom']),
      overwrite: new Set(['callee']),
      enabled: true,
    });
    expect(configFor(defaultDialect, clientConfig, 'hangup')).toMatchObject({
      onRefusal: 'go-on',
      overwrites: false,
      enabled: true,
    });
    expect(clientConfig?.problems).toEqual([]);
  });

  it('is not read from a refusal, or from other calls', () => {
    expect(connect({ call: {} }, 403).clientConfig).toBeNull();
    expect(
      call('call', { callId: 'c' }, { answer: [200, '{"restClientConfig":{}}'] }).clientConfig,
    ).toBeNull();
  });

  it('tells what the server will not understand', () => {
    const { clientConfig } = connect({
      cal: {},
      call: { restPolicy: 'DISABEL', onError: 'FAIL', restExclude: 7 },
    });
    expect(clientConfig?.problems.map((problem) => [problem.kind, problem.found])).toEqual([
      ['unknown-method', 'cal'],
      ['unknown-word', 'DISABEL'],
      ['unknown-field', 'onError'],
      ['wrong-type', 'number'],
    ]);
  });
});

describe('sessions', () => {
  it('hold their calls and dialogs in order; calls that name none stand together', () => {
    const calls = [
      call('connect', {}),
      call('call', { callId: 'one' }),
      call('call', { callId: 'two' }),
      call('CallStatusEvent', { callId: 'one', status: 'RING' }),
      call('CallStatusEvent', { callId: 'one', sessionId: '' }),
    ];
    const sessions = [...groupSessions(calls)].map(({ id, appKey, calls, dialogs }) => ({
      id,
      appKey,
      calls,
      dialogs: dialogs.map(({ kind, id, calls }) => ({ kind, id, calls })),
    }));
    expect(sessions).toEqual([
      {
        id: 's',
        appKey: 'a',
        calls: [0, 1, 2, 3],
        dialogs: [
          { kind: 'call', id: 'one', calls: [1, 3] },
          { kind: 'call', id: 'two', calls: [2] },
        ],
      },
      { id: null, appKey: 'a', calls: [4], dialogs: [{ kind: 'call', id: 'one', calls: [4] }] },
    ]);
  });
});
