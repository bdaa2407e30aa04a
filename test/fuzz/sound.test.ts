import { describe, expect, it } from 'vitest';
import { Random } from '../../samples/builder/index.ts';
import { listExchanges } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { frameBytes, PREFACE, soundFrames } from './http2/frames.ts';
import { readSeeds, type SeedMessage, type Seeds } from './seeds/index.ts';
import { type Saying, talkCapture } from './stages/talk.ts';
import { recordsOf, sayingsOf, tlsTalk } from './stages/tls-talk.ts';

/** Enough that every suite and every shape of a handshake occurs. */
const TALKS = 300;
const HTTP2_TALKS = 150;
const seeds: Seeds = await readSeeds();
/** Bodies without chunks and codings, and with an end of their own, so that what is expected is plain. */
const HOOKS = seeds.hooks.filter(
  ({ requestHead, answerHead }) =>
    /^POST \/\S* /.test(requestHead) &&
    /^HTTP\/1.1 200/.test(answerHead) &&
    !/^(?:transfer-encoding|content-encoding|expect):/im.test(`${requestHead}\n${answerHead}`) &&
    /^content-length:/im.test(requestHead) &&
    /^content-length:/im.test(answerHead),
);
const MOST_BODY_BYTES = 2000;

async function requestsOf(bytes: Buffer): Promise<readonly string[]> {
  const options = { ports: [], hash: false, reader: 'hookscope', onProgress: null } as const;
  const listed = await listExchanges(
    [{ kind: 'bytes', path: 'sound', bytes }],
    options,
    new Masker({ showSecrets: true }),
  );
  if (!listed.ok) throw new Error(listed.errors[0]?.message);
  const told: string[] = [];
  for await (const portion of listed.portions) {
    for (const { request, response } of portion) {
      const complete = request?.body.complete === true && response?.body.complete === true;
      told.push(
        `${request?.method} ${request?.target} ${response?.status} ${complete ? 'whole' : 'in part'}`,
      );
    }
  }
  listed.close();
  return told.sort();
}

function wanted(messages: readonly SeedMessage[]): readonly string[] {
  return messages.map(({ requestHead }) => `${requestHead.split(' ', 2).join(' ')} 200 whole`).sort();
}

function short(random: Random): SeedMessage {
  for (;;) {
    const hook = random.pick(HOOKS);
    if (Math.max(hook.requestBody.length, hook.answerBody.length) < MOST_BODY_BYTES) return hook;
  }
}

/** Damage reaches the stage that it is meant for only if all stages before it get what is sound. */
describe('what the fuzzer makes before it damages it is sound', () => {
  it('over TLS: every exchange is read', { timeout: 120_000 }, async () => {
    for (let seed = 0; seed < TALKS; seed++) {
      const random = new Random(seed);
      const messages = Array.from({ length: random.between(1, 3) }, () => short(random));
      const said = messages.flatMap(
        ({ requestHead, requestBody, answerHead, answerBody }): readonly Saying[] => [
          { side: 'request', bytes: Buffer.from(`${requestHead}\r\n\r\n${requestBody}`, 'latin1') },
          { side: 'answer', bytes: Buffer.from(`${answerHead}\r\n\r\n${answerBody}`, 'latin1') },
        ],
      );
      const talk = tlsTalk(said, random);
      const place = random.pick(['before', 'behind'] as const);
      const bytes = talkCapture([sayingsOf(recordsOf(talk, random))], random, { keyLog: talk.keyLog, place });
      expect(await requestsOf(bytes), `seed ${seed}`).toEqual(wanted(messages));
    }
  });

  it('HTTP/2, in clear and over TLS: every exchange is read', { timeout: 120_000 }, async () => {
    for (let seed = 0; seed < HTTP2_TALKS; seed++) {
      const random = new Random(seed);
      const messages = Array.from({ length: random.between(1, 4) }, () => short(random));
      const frames = soundFrames(messages, random).map((frame) => ({
        side: frame.side,
        bytes: frameBytes(frame),
      }));
      const said = sayingsOf([{ side: 'request', bytes: PREFACE }, ...frames]);
      const talk = tlsTalk(said, random, 'h2');
      const secrets = { keyLog: talk.keyLog, place: 'before' } as const;
      const bytes =
        seed % 2 === 0
          ? talkCapture([said], random)
          : talkCapture([sayingsOf(recordsOf(talk, random))], random, secrets);
      expect(await requestsOf(bytes), `seed ${seed}`).toEqual(wanted(messages));
    }
  });
});
