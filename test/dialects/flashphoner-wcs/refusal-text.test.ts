import { describe, expect, test } from 'vitest';
import { CONTEXT, firing, hook, theOnly } from '../../checks/exchange-builder.ts';

// Vendor's page "Sending custom error message to a client": a 4xx with exactly status and reason.

const PUBLISH = { name: 's', mediaSessionId: 'm', published: true, hasVideo: true, status: 'PENDING' };
const refused = (payload: unknown) => hook('publishStream', PUBLISH, { answer: { status: 403, payload } });

describe('a refused publishStream', () => {
  test.each([
    ['exactly status and reason', { status: 403, reason: 'No credit' }],
    ['no body', ''],
    ['the body of the request', { ...CONTEXT, ...PUBLISH }],
  ])('with %s: nothing is told of its body', (_, payload) => {
    expect(firing(refused(payload))).toEqual(['answer/status']);
  });

  test.each([
    ['a further member', { status: 403, reason: 'No credit', code: 7 }, 'has code beside status and reason'],
    ['a member less', { reason: 'No credit' }, 'lacks status beside reason'],
  ])('with %s: its text does not reach the client', (_, payload, words) => {
    const finding = theOnly('answer/refusal-text', [refused(payload)]);
    expect(finding.severity).toBe('warning');
    expect(finding.message).toContain(words);
    expect(finding.remedy).toContain('{"status":403,"reason":"Your text"}');
  });

  test('an event tells the client nothing', () => {
    const event = { ...PUBLISH, status: 'PUBLISHING' };
    const answer = { status: 403, payload: { reason: 'No' } };
    expect(firing(hook('StreamStatusEvent', event, { answer }))).not.toContain('answer/refusal-text');
  });
});

describe('hooks of RTMP and RTSP clients', () => {
  test('are as the tables have them', () => {
    const numbers = {
      record: false,
      width: 0,
      height: 0,
      bitrate: 0,
      minBitrate: 0,
      maxBitrate: 0,
      quality: 0,
    };
    const stream = { published: false, hasVideo: false, hasAudio: true, status: 'NEW', ...numbers };
    const old = { ...stream, rtspUrl: 'rtsp://h/s', 'User-Agent': 'VLC' };
    const rtmp = { ...stream, mediaSessionId: 'm', name: 's', mediaProvider: 'Flash', custom: { key: 'v' } };
    const rtsp = { mediaSessionId: 'u-s-RTSP', name: 'rtsp://h/s', mediaProvider: 'RTSP', userAgent: 'VLC' };
    expect(firing(hook('playRTSP', old))).toEqual([]);
    expect(firing(hook('playRTSP', rtsp))).toEqual([]);
    expect(firing(hook('publishStream', rtmp))).toEqual([]);
  });
});
