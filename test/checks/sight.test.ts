import { describe, expect, test } from 'vitest';
import { captureOneDirection } from '../../src/checks/rules/capture-one-direction.ts';
import { isResponseUnseen, sightOf } from '../../src/checks/verdicts/sight.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { call, soundSide, story, theFinding, troubleOf } from './call-builder.ts';

const silent = soundSide({ isHeard: false, initialSequence: null });
const unanswered = { synAckFrame: 0, handshake: 'unanswered' } as const;
/** The backend answers, and none of it is in the capture. */
const asked = (connection: number, changes: Partial<ConnectionSummary> = {}): ConnectionSummary =>
  story({ connection, synAckFrame: 0, sides: [soundSide(), silent], ...changes });

function retransmitting(): ConnectionSummary['anomalies'] {
  const { halves, ...rest } = troubleOf();
  return { ...rest, halves: [{ ...halves[0], retransmissions: 3 }, halves[1]] };
}

describe('what the capture shows of a connection', () => {
  test('both directions', () => {
    expect(sightOf([story()])).toMatchObject({ view: 'both', requestsOnly: new Set() });
    expect(sightOf([]).view).toBe('both');
  });
  test('only what was sent to the backend: data after a SYN proves that it was answered', () => {
    expect(sightOf([asked(0), asked(1)])).toMatchObject({ view: 'requests', requestsOnly: new Set([0, 1]) });
  });
  test('only what the backend sent', () => {
    const answers = story({ client: null, synCount: 0, sides: [silent, soundSide()] });
    expect(sightOf([answers])).toMatchObject({ view: 'responses', responsesOnly: new Set([0]) });
  });
  test('one connection of many', () => {
    const sight = sightOf([story({ connection: 0 }), asked(1)]);
    expect(sight).toMatchObject({ view: 'both', requestsOnly: new Set([1]) });
    const lost = call('call', { callId: '1' }, { answer: null });
    expect(isResponseUnseen({ ...lost, stream: 1 }, sight)).toBe(true);
    expect(isResponseUnseen({ ...lost, stream: 0 }, sight)).toBe(false);
  });
  test('a dead backend: nobody acknowledges a SYN, or a request that is sent again', () => {
    const dead = story({ ...unanswered, sides: [silent, silent] });
    expect(sightOf([dead])).toMatchObject({ view: 'both', requestsOnly: new Set() });
    const repeated = asked(0, { client: null, synCount: 0, anomalies: retransmitting() });
    expect(sightOf([repeated])).toMatchObject({ view: 'both', requestsOnly: new Set() });
  });
  test('connections that began before the capture: where nobody ever answers it is the capture', () => {
    const older = (connection: number) => asked(connection, { client: null, synCount: 0 });
    expect(sightOf([older(0), older(1)])).toMatchObject({ view: 'requests' });
    // Another connection shows answers: of this one nothing is proved.
    expect(sightOf([older(0), story({ connection: 1 })])).toMatchObject({ requestsOnly: new Set() });
  });
  test('a reset is an answer', () => {
    const reset = asked(0, { sides: [soundSide(), soundSide({ isHeard: false, sentReset: true })] });
    expect(sightOf([reset])).toMatchObject({ view: 'both', requestsOnly: new Set() });
  });
});

describe('capture/one-direction', () => {
  test('the whole capture, with a filter that has both directions', () => {
    const finding = theFinding(captureOneDirection, { connections: [asked(0), asked(1)] });
    expect(finding).toMatchObject({ severity: 'warning', count: 2 });
    expect(finding.message).toBe(
      'The capture holds only one direction of the traffic with the backend: the requests. The answers are not in it.',
    );
    expect(finding.remedy).toContain("'tcp port 9091'");
  });
  test('some connections, in singular and plural', () => {
    const one = theFinding(captureOneDirection, { connections: [story({ connection: 0 }), asked(1)] });
    expect(one.message).toBe(
      'Of 1 of 2 connections to the backend the capture holds only one direction: the requests. The answers are not in it.',
    );
  });
  test('only answers', () => {
    const answers = story({ client: null, synCount: 0, sides: [silent, soundSide()] });
    const { message, consequence } = theFinding(captureOneDirection, { connections: [answers] });
    expect(message).toContain('the answers. The requests are not in it.');
    expect(consequence).toContain('Nothing is said here of the requests');
  });
});
