import { describe, expect, test } from 'vitest';
import type { CaptureDiagnostic, CaptureInfo } from '../../src/capture/index.ts';
import { type NetworkFacts, NO_NETWORK_FACTS } from '../../src/checks/network-facts.ts';
import { answerNone } from '../../src/checks/rules/answer-none.ts';
import { captureBoundReached } from '../../src/checks/rules/capture-bound-reached.ts';
import { captureCorruptRecord } from '../../src/checks/rules/capture-corrupt-record.ts';
import { captureCutFrames } from '../../src/checks/rules/capture-cut-frames.ts';
import { captureLostPackets } from '../../src/checks/rules/capture-lost-packets.ts';
import { captureNoRestTraffic } from '../../src/checks/rules/capture-no-rest-traffic.ts';
import { captureTruncated } from '../../src/checks/rules/capture-truncated.ts';
import { captureUnreadLinkType } from '../../src/checks/rules/capture-unread-link-type.ts';
import { ruleText } from '../../src/checks/rules/rule-texts.ts';
import type { HookCall, OtherRequests } from '../../src/hooks/index.ts';
import { call, gap, judged, START, story, theFinding, troubleOf } from './call-builder.ts';
import { read } from './exchange-builder.ts';

const PLACE = { file: 0, path: 'log.pcap', offset: 4096, afterFrame: 12 };

describe('capture/truncated', () => {
  const told = (diagnostic: CaptureDiagnostic) => theFinding(captureTruncated, { diagnostics: [diagnostic] });
  test('says what is missing of a record, and after which frame', () => {
    const finding = told({ ...PLACE, kind: 'truncated', within: 'record', needed: 100, available: 7 });
    expect(finding).toMatchObject({
      severity: 'warning',
      frames: [12],
      remedy: ruleText('capture/truncated').fix,
    });
    expect(finding.message).toMatch(/log\.pcap.*a record.*7 of 100 bytes.*4096.*frame 12/);
  });
  test('of compressed data it is not known how much is missing', () => {
    for (const within of ['gzip', 'zstd'] as const) {
      const { message } = told({ ...PLACE, kind: 'truncated', within, needed: null, available: 7 });
      expect(message).toContain(within);
      expect(message).not.toContain('7');
    }
  });
  test('before the first frame there is none to point at', () => {
    const finding = told({
      ...PLACE,
      kind: 'truncated',
      within: 'block',
      needed: 9,
      available: 1,
      afterFrame: 0,
    });
    expect(finding.frames).toEqual([]);
    expect(finding.message).toContain('no frame');
  });
});

describe('capture/corrupt-record', () => {
  const corrupt = {
    kind: 'corrupt-record',
    field: 'incl_len',
    value: 7e9,
    expected: 'at most 262144',
  } as const;
  test.each<[CaptureDiagnostic, string, string]>([
    [{ ...PLACE, ...corrupt, stopped: true }, 'error', 'incl_len is 7000000000 and should be at most 262144'],
    [{ ...PLACE, ...corrupt, stopped: false }, 'warning', 'incl_len'],
    [{ ...PLACE, kind: 'corrupt-compression', compression: 'zstd', reason: 'odd' }, 'error', 'zstd'],
    [{ ...PLACE, kind: 'trailing-data', compression: 'gzip' }, 'warning', 'gzip'],
    [{ ...PLACE, kind: 'read-failed', reason: 'EIO' }, 'error', 'EIO'],
    [{ ...PLACE, kind: 'limit-reached', limit: 'interfaces', value: 4000 }, 'error', '4000 interfaces'],
  ])('%o', (diagnostic, severity, words) => {
    const finding = theFinding(captureCorruptRecord, { diagnostics: [diagnostic] });
    expect(finding).toMatchObject({ severity, frames: [12], remedy: ruleText('capture/corrupt-record').fix });
    expect(finding.message).toContain(words);
    expect(judged(captureTruncated, { diagnostics: [diagnostic] })).toEqual([]);
  });
  test('an end too early and counters of drops are no damage', () => {
    const diagnostics: readonly CaptureDiagnostic[] = [
      { ...PLACE, kind: 'truncated', within: 'record', needed: 9, available: 1 },
      { ...PLACE, kind: 'statistics-drops', section: 0, interface: 0, name: null, dropped: 4 },
    ];
    expect(judged(captureCorruptRecord, { diagnostics })).toEqual([]);
    expect(judged(captureTruncated, { diagnostics })).toHaveLength(1);
  });
});

describe('capture/cut-frames', () => {
  const cutIn = (direction: 0 | 1, ...frames: readonly number[]) =>
    story({ anomalies: troubleOf(...frames.map((frame) => gap({ frame, cause: 'cut', direction }))) });
  const cutAt = (...frames: readonly number[]) => cutIn(0, ...frames);
  const problems = [{ kind: 'cut-bytes', side: 'request', offset: 9, excerpt: '' }] as const;
  const cutCall = (frame: number, changes: Partial<HookCall> = {}) =>
    call('call', {}, {}, { requestFrames: [frame, frame], problems, ...changes });
  test('one frame, of an answer', () => {
    const finding = theFinding(captureCutFrames, { connections: [cutIn(1, 8)], calls: [call('call')] });
    expect(finding).toMatchObject({ severity: 'warning', frames: [8], count: 1 });
    expect(finding.message).toMatch(/^1 frame .* is cut.*No request/);
    expect(finding.remedy).toContain('-s 0');
  });
  test('the requests that could not be checked are named, and many are counted', () => {
    const calls = [1, 2, 3, 4, 5, 6, 7].map((frame) => cutCall(frame));
    const finding = theFinding(captureCutFrames, { connections: [cutAt(9, 3), cutAt(5, 3)], calls });
    expect(finding).toMatchObject({ frames: [3, 5, 9], count: 4 });
    expect(finding.message).toMatch(/^4 frames .* are cut.*call \(frame 5\) and 2 more/);
    const few = theFinding(captureCutFrames, { connections: [cutAt(9)], calls: calls.slice(0, 5) });
    expect(few.message).not.toContain('more');
  });
  test('requests that are cut before their method are not denied', () => {
    const { message } = theFinding(captureCutFrames, { connections: [cutAt(8)], calls: [call('call')] });
    expect(message).not.toContain('No request');
    const calls = [cutCall(3, { method: 'ca…', methodCut: true }), cutCall(4)];
    const both = theFinding(captureCutFrames, { connections: [cutAt(8)], calls }).message;
    expect(both).toMatch(/in full: call \(frame 4\)\. Of 1 request .*ca… \(frame 3\)/);
  });
  test('silent where nothing was cut', () => {
    const connections = [story(), story({ anomalies: troubleOf(gap()) })];
    expect(judged(captureCutFrames, { connections })).toEqual([]);
  });
});

describe('capture/lost-packets', () => {
  test('one finding a conversation, with the frames behind the gaps', () => {
    const one = story({
      connection: 4,
      anomalies: troubleOf(gap({ frame: 20 }), gap({ frame: 30, length: 50 })),
    });
    const finding = theFinding(captureLostPackets, { connections: [story(), one] });
    expect(finding).toMatchObject({ severity: 'warning', stream: 4, frames: [20, 30], count: 2 });
    expect(finding.message).toMatch(/^150 bytes .*2 gaps before frame 20 and others/);
    expect(finding.message).not.toContain('bound');
  });
  test('cut frames are another matter', () => {
    const anomalies = troubleOf(gap({ cause: 'cut' }));
    expect(judged(captureLostPackets, { connections: [story({ anomalies })] })).toEqual([]);
  });
});

describe('capture/no-rest-traffic', () => {
  const evidence = (changes: Parameters<typeof judged>[1]) =>
    theFinding(captureNoRestTraffic, changes).evidence;
  test('silent with one hook; HTTP of another kind is none', () => {
    expect(judged(captureNoRestTraffic, { calls: [call('connect')] })).toEqual([]);
    const other = read({ httpMethod: 'GET', target: '/', answer: { payload: 'x' } }).call;
    expect(judged(captureNoRestTraffic, { calls: [other] })).toHaveLength(1);
  });
  test('names the ports that were asked for, not those that were found', () => {
    const message = (changes: Parameters<typeof judged>[1]) =>
      theFinding(captureNoRestTraffic, { frames: 77, ...changes }).message;
    expect(message({ ports: [9091, 8081], portsPinned: true })).toContain('on port 9091, 8081: 77 frames');
    expect(message({ ports: [9091] })).not.toContain('9091');
    expect(message({ ports: [], portsPinned: true })).not.toContain('port');
  });
  const network = (changes: Partial<NetworkFacts>) => ({ network: { ...NO_NETWORK_FACTS, ...changes } });
  const requests = (path: string): OtherRequests => ({
    server: '127.0.0.1:80',
    port: 80,
    method: 'GET',
    path,
    contentType: null,
    status: 200,
    software: null,
    names: null,
    body: 'empty',
    unsupported: null,
    count: 1,
    connection: 0,
    frames: [4],
  });
  test('of many kinds of HTTP the rest is counted', () => {
    expect(evidence({})).toContain('Neither HTTP nor TLS');
    const many = Array.from({ length: 11 }, (_, index) => requests(`/${index}`));
    const text = evidence(network({ otherRequests: many }));
    expect(text).toContain('GET /7 to 127.0.0.1:80, answered 200 (frame 4)');
    expect(text).toContain('And 3 more kinds of HTTP requests.');
    expect(text).not.toContain('/8');
    expect(text).not.toContain('Neither');
  });
  test('the stream of TLS on the REST port is the one to look at', () => {
    expect(theFinding(captureNoRestTraffic, { tlsStreams: [6, 9] }).stream).toBe(6);
    expect(theFinding(captureNoRestTraffic, {}).stream).toBeNull();
  });
  test('other hosts, cut frames and failed connections', () => {
    expect(evidence({ otherHosts: 5 })).toMatch(/^5 .*--host/);
    const cut = story({ anomalies: troubleOf(gap({ cause: 'cut' }), gap({ cause: 'cut' })) });
    expect(evidence({ connections: [cut, story()] })).toContain('2 frames of the REST port are cut');
    const failures = [1, 2].map((number) =>
      story({ connection: number, handshake: 'refused', resetFrame: 9 }),
    );
    expect(evidence(network({ failures }))).toContain('2 connections to 127.0.0.1:9091 were refused');
    const unanswered = [story({ handshake: 'unanswered' })];
    expect(evidence(network({ failures: unanswered }))).toContain(
      'A connection to 127.0.0.1:9091 was not answered',
    );
    expect(evidence({ connections: [story({ firstSeconds: START + 1 })] })).toContain('Neither');
  });
  test('what the capture contradicts is no reason', () => {
    const reasons = (changes: Parameters<typeof judged>[1]) =>
      theFinding(captureNoRestTraffic, changes).consequence;
    expect(reasons({})).toContain('an interface that hooks do not pass');
    expect(reasons({})).not.toContain('HTTPS');
    expect(reasons({ connections: [story()] })).not.toContain('an interface that hooks do not pass');
  });
  test('the reasons of the dialect, and what to do, are given', () => {
    const { severity, consequence, remedy } = theFinding(captureNoRestTraffic, {});
    expect(severity).toBe('error');
    expect(consequence).toMatch(/\n- /);
    expect(remedy).not.toBeNull();
  });
});

describe('link types that are not read', () => {
  const captureOf = (linkTypes: readonly number[], linkTypeFrames: readonly number[]): CaptureInfo => ({
    path: 'log.pcapng',
    format: 'pcapng',
    compression: null,
    linkTypes,
    linkTypeFrames,
    frames: linkTypeFrames.reduce((sum, count) => sum + count, 0),
    bytes: 4096,
    firstTime: null,
    lastTime: null,
    timeDigits: 6,
    snapLength: 0,
    complete: true,
    drops: 0,
    interfaces: [],
    comments: [],
    commentsDropped: 0,
  });

  test('are named with number, name and what to do, over all captures', () => {
    const captures = [captureOf([1, 189, 301], [7, 2, 1]), captureOf([189, 252], [3, 4])];
    const findings = judged(captureUnreadLinkType, { captures, frames: 17 });
    expect(findings.map(({ message, count }) => [message, count])).toEqual([
      ['5 frames are not read: link type 189 (USB_LINUX) is not supported.', 5],
      ['1 frame is not read: link type 301 is not supported.', 1],
      ['4 frames are not read: link type 252 (WIRESHARK_UPPER_PDU) is not supported.', 4],
    ]);
    expect(findings[0]?.remedy).toMatch(/USB.*tcpdump -i any/);
    expect(findings[1]?.remedy).toMatch(/tcpdump -i any.*convert/);
    expect(findings[2]?.remedy).toMatch(/Save the packets instead/);
  });

  test('are nothing to tell where all are read, or only declared', () => {
    const captures = [captureOf([1, 113, 189], [7, 2, 0])];
    expect(judged(captureUnreadLinkType, { captures, frames: 9 })).toEqual([]);
  });

  test('are all that is told where the capture holds nothing else', () => {
    const captures = [captureOf([189, 195], [2, 1])];
    const finding = theFinding(captureNoRestTraffic, { captures, frames: 3, calls: [] });
    expect(finding.evidence).toBe(
      '2 frames of link type 189 (USB_LINUX), which is not read. 1 frame of link type 195 (IEEE802_15_4_WITHFCS), which is not read.',
    );
    expect(finding.consequence).not.toContain('Possible');
    const both = theFinding(captureNoRestTraffic, { captures, frames: 4, calls: [] });
    expect(both.consequence).toContain('Possible');
  });
});

describe('a bound that kept connections from being followed', () => {
  const dropped = troubleOf(gap({ cause: 'dropped', length: 1 }));
  const connections = [
    story({ connection: 4, lastFrame: 9, anomalies: dropped }),
    story({ connection: 7, anomalies: dropped }),
  ];

  test('is told once, by its name, and never as a loss of the capture', () => {
    expect(judged(captureLostPackets, { connections })).toEqual([]);
    expect(theFinding(captureBoundReached, { connections })).toMatchObject({
      count: 2,
      stream: 4,
      message: '2 connections were not followed to the end, because more than 16384 were open at once.',
      evidence: expect.stringContaining('MAX_FOLLOWED_CONNECTIONS'),
    });
    expect(judged(captureBoundReached, { connections: [story()] })).toEqual([]);
  });

  test('leaves it open whether a call was answered', () => {
    const asked = call(
      'connect',
      {},
      {},
      {
        response: null,
        end: 'capture',
        stream: 4,
        problems: [{ kind: 'lost-bytes', side: 'response', offset: -1, excerpt: '' }],
      },
    );
    const { message } = theFinding(answerNone, { calls: [asked], connections });
    expect(message).toContain('its connection was set aside, because more than 16384 were open at once');
    expect(
      theFinding(answerNone, { calls: [asked], connections: [story({ connection: 4 })] }).message,
    ).toContain('the capture lost packets there');
  });
});
