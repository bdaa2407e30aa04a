import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openLive } from '../../src/engine/index.ts';
import { EVERYTHING, viewOf, viewOfLive } from '../../src/filter/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { steppedStream } from '../engine/stepped-stream.ts';
import { told } from '../engine/told.ts';

const LOG = readFileSync(new URL('../../samples/log.pcap', import.meta.url));

it('a view of an analysis that is under way is made anew where there is something new, and only then', async () => {
  const masker = new Masker({ showSecrets: false, redact: 'personal' });
  const { stream, step } = steppedStream(LOG, [40_000]);
  const input = { kind: 'stream', path: '-', stream } as const;
  const opened = await openLive([input], { ...analysisOptions({ masker }), follow: false, realTime: false });
  if (!opened.ok) throw new Error(opened.errors[0]?.message);
  const { live } = opened;
  const selection = { ...EVERYTHING, from: { since: 'first-frame', seconds: 10 } } as const;
  const view = viewOfLive(live, selection, masker);
  const early = view.snapshot();
  const before = told(early);
  expect(view.snapshot()).toBe(early);
  expect(view.done).toBe(false);
  await new Promise<void>((settle) => {
    view.subscribe(() => {
      if (view.done) settle();
    });
    step();
  });
  const late = await view.renew();
  expect(late.calls.length).toBeGreaterThan(early.calls.length);
  expect(await view.renew()).toBe(late);
  expect(view.snapshot()).toBe(late);
  expect(view.progress().calls).toBe(late.calls.length + late.hiddenCalls);
  expect(told(late)).toBe(told(viewOf(live.snapshot(), selection, masker)));
  expect(told(early)).toBe(before);
});
