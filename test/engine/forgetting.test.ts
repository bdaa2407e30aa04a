import { beforeAll, describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import { openCapture } from '../../src/capture/index.ts';
import { forgetting } from '../../src/engine/forgetting.ts';
import { type Analysis, judge } from '../../src/engine/index.ts';
import { judging } from '../../src/engine/judge.ts';
import { Reading } from '../../src/engine/reading.ts';
import { run } from '../../src/engine/run.ts';
import { FLAGS, fileHeader, hook, record, tcp } from '../bombs/packets.ts';
import { analysisOptions } from './options.ts';

const SECOND = 1e6;
const SESSIONS = 400;
/** One session begins with each; what has ended lingers for ten minutes, which is 30 sessions. */
const INTERVAL = 20 * SECOND;
const FAULTY_EACH = 50;
const MOST_CALLS = 150;
const LINGERING_CALLS = 32 * 3;
const CLIENT = { from: 0x0a00_0001, to: 0x0a00_0002, fromPort: 40_000, toPort: 9091 };
const SERVER = { from: CLIENT.to, to: CLIENT.from, fromPort: CLIENT.toPort, toPort: CLIENT.fromPort };

/** Hooks on one connection that stays open, each answered with what was posted. */
class Poster {
  #sent = 1;
  #received = 1;

  open(): Buffer {
    return Buffer.concat([
      record(0, tcp({ ...CLIENT, flags: FLAGS.syn })),
      record(10, tcp({ ...SERVER, flags: FLAGS.syn | FLAGS.ack, acknowledgement: 1 })),
    ]);
  }

  post(time: number, method: string, payload: object): Buffer {
    const body = JSON.stringify({ nodeId: 'n', appKey: 'a', ...payload });
    const request = hook(body, [], method);
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = Buffer.from(head + body);
    const asked = tcp({ ...CLIENT, sequence: this.#sent, acknowledgement: this.#received, payload: request });
    this.#sent += request.length;
    const answered = tcp({
      ...SERVER,
      sequence: this.#received,
      acknowledgement: this.#sent,
      payload: answer,
    });
    this.#received += answer.length;
    return Buffer.concat([record(time, asked), record(time + 1000, answered)]);
  }

  /** Connects, and disconnects in time; in a faulty one nothing is told of a call. */
  session(number: number): Buffer {
    const sessionId = `/192.0.2.7:${number}/192.0.2.1:8443`;
    const time = (number + 1) * INTERVAL;
    const status = (seconds: number, word: string): Buffer =>
      this.post(time + seconds * SECOND, 'ConnectionStatusEvent', { sessionId, status: word });
    const begin = [this.post(time, 'connect', { sessionId }), status(0.1, 'ESTABLISHED')];
    if (!isFaulty(number)) return Buffer.concat([...begin, status(2, 'DISCONNECTED')]);
    const call = { sessionId, callId: `c${number}`, caller: '1', callee: '2' };
    return Buffer.concat([...begin, this.post(time + SECOND, 'call', call), status(15, 'DISCONNECTED')]);
  }
}

function isFaulty(number: number): boolean {
  return number % FAULTY_EACH === FAULTY_EACH / 2;
}

describe('a capture without an end', () => {
  const listed: number[] = [];
  let forgotten: number;
  let last: Analysis;
  let whole: Analysis;

  beforeAll(async () => {
    const poster = new Poster();
    const pieces = [fileHeader(), poster.open()];
    for (let number = 0; number < SESSIONS; number += 1) pieces.push(poster.session(number));
    const options = analysisOptions({ keepExchanges: 'faulty' });
    /** Gives how many calls were forgotten. `look`: is called after each piece, with what judges and then forgets. */
    const read = async (look: (judge: () => Analysis) => void): Promise<number> => {
      const made = new Reading({ ...options, realTime: true });
      const judgeAndForget = (): Analysis => {
        const { analysis, facts } = atOnce(judging(made.shard(opened.capture, false), options, 0));
        made.forget(atOnce(forgetting(facts, analysis.findings, MOST_CALLS)));
        return analysis;
      };
      async function* stream(): AsyncGenerator<Uint8Array> {
        for (const piece of pieces) {
          yield piece;
          look(judgeAndForget);
        }
      }
      const result = await openCapture([{ kind: 'stream', path: '-', stream: stream() }]);
      if (!result.ok) throw new Error(result.error.message);
      const opened = result;
      await run(opened.capture, made, null);
      const shard = made.shard(opened.capture, true);
      last = judge(shard, options);
      return shard.parts[0].collected[0].forgotten;
    };
    await read(() => {});
    whole = last;
    let pieceNumber = 0;
    forgotten = await read((judgeAndForget) => {
      pieceNumber += 1;
      if (pieceNumber % 10 === 9) listed.push(judgeAndForget().calls.length);
    });
  });

  it('lists so many calls and no more, but for those that are faulty or not long over', () => {
    const faulty = SESSIONS / FAULTY_EACH;
    expect(Math.max(...listed)).toBeLessThanOrEqual(MOST_CALLS + 30 + faulty);
    expect(last.calls.length).toBeGreaterThan(LINGERING_CALLS);
  });

  it('counts what it forgot, and says so', () => {
    expect(forgotten + last.calls.length).toBe(whole.calls.length);
    const note = last.findings.find(({ rule }) => rule === 'capture/forgotten-calls');
    expect(note?.count).toBe(forgotten);
  });

  it('forgets nothing that is faulty, and finds nothing else for it', () => {
    const told = (analysis: Analysis): unknown =>
      analysis.findings
        .filter(({ rule }) => rule !== 'capture/forgotten-calls')
        .map(({ rule, sessionId, frames, message }) => ({ rule, sessionId, frames, message }));
    expect(whole.summary.expectations.missing).toBe(SESSIONS / FAULTY_EACH);
    expect(told(last)).toEqual(told(whole));
  });
});
