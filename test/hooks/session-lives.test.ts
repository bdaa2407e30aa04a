import { describe, expect, it } from 'vitest';
import { type HookCall, numberSessions } from '../../src/hooks/index.ts';
import { hookCall } from './messages.ts';

const at = (seconds: number, method: string, payload: object = {}): HookCall =>
  hookCall(method, payload, { at: 100 + seconds });
const status = (seconds: number, word: string, payload: object = {}): HookCall =>
  at(seconds, 'ConnectionStatusEvent', { status: word, ...payload });

function lives(...calls: readonly HookCall[]): readonly number[] {
  const found = numberSessions(calls);
  expect(found.count).toBe(new Set(found.of).size);
  return [...found.of];
}

describe('a session', () => {
  it('begins anew where its id connects after its end', () => {
    expect(
      lives(at(0, 'connect'), status(1, 'ESTABLISHED'), status(5, 'DISCONNECTED'), at(9, 'connect')),
    ).toEqual([0, 0, 0, 1]);
  });

  it('goes on where nothing connects again: what comes after the end is told of it', () => {
    expect(lives(at(0, 'connect'), status(5, 'DISCONNECTED'), status(9, 'ESTABLISHED'))).toEqual([0, 0, 0]);
  });

  it('is another one at another node', () => {
    const other = { nodeId: 'other' };
    const calls = [
      at(0, 'connect'),
      at(1, 'connect', other),
      status(2, 'ESTABLISHED'),
      status(3, 'ESTABLISHED', other),
    ];
    expect(lives(...calls)).toEqual([0, 1, 0, 1]);
  });

  it('takes in what names no node', () => {
    const nameless = { nodeId: undefined };
    expect(lives(status(0, 'ESTABLISHED', nameless), at(1, 'hangup', { callId: '1' }))).toEqual([0, 0]);
  });

  it('is another one where another client connects, and the same where the same one is told twice', () => {
    const first = at(0, 'connect', { login: 'a' });
    expect(lives(first, at(5, 'connect', { login: 'b' }))).toEqual([0, 1]);
    expect(lives(first, at(5, 'connect', { login: 'a' }))).toEqual([0, 0]);
  });

  it('takes in a status that overtook its connect', () => {
    const before = [at(0, 'connect'), status(5, 'DISCONNECTED')];
    expect(lives(...before, status(8.7, 'ESTABLISHED'), at(9, 'connect'))).toEqual([0, 0, 1, 1]);
    expect(lives(...before, status(8.4, 'ESTABLISHED'), at(9, 'connect'))).toEqual([0, 0, 0, 1]);
  });

  it('is one where the capture has no connect', () => {
    expect(
      lives(status(0, 'ESTABLISHED'), at(1, 'call', { callId: '1' }), status(5, 'DISCONNECTED')),
    ).toEqual([0, 0, 0]);
  });

  it('that connects while the end of the life before is not in the capture, keeps its calls', () => {
    expect(lives(status(0, 'ESTABLISHED'), at(1, 'connect'), status(2, 'ESTABLISHED'))).toEqual([0, 0, 0]);
  });
});
