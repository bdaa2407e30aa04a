import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../../src/dialects/index.ts';
import { type Analysis, analyse } from '../../../src/engine/index.ts';
import { analysisOptions } from '../../engine/options.ts';

// What is said of real traffic of nginx with its RTMP module: recordings/README.md says how it was recorded.

const nginx = dialects.get('nginx-rtmp');
if (nginx === undefined) throw new Error('no dialect nginx-rtmp');
const FOLDER = fileURLToPath(new URL('recordings/fixtures/', import.meta.url));

const bytesOf = (name: string): Buffer => gunzipSync(readFileSync(`${FOLDER}${name}.pcap.gz`));

async function analysed(
  name: string,
  options: Parameters<typeof analysisOptions>[0] = {},
): Promise<Analysis> {
  const result = await analyse(
    [{ kind: 'bytes', path: `${name}.pcap`, bytes: bytesOf(name) }],
    analysisOptions(options),
  );
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

/** Each finding as its severity, its rule and the methods that it is about. */
const told = ({ findings }: Analysis): readonly string[] =>
  findings.map(({ severity, rule, method }) => `${severity} ${rule}${method === null ? '' : ` ${method}`}`);

const verdicts = ({ expectations }: Analysis): readonly string[] =>
  [...expectations].map(({ expectation, verdict }) => `${expectation.id} ${verdict}`).sort();

const methods = ({ calls }: Analysis): readonly string[] => calls.map(({ method }) => method);

describe('sound traffic', () => {
  test.each(['sound', 'get'])(
    '%s: every call is read, nothing is found, both pairs are met',
    async (name) => {
      const analysis = await analysed(name);
      expect(told(analysis)).toEqual([]);
      expect(verdicts(analysis)).toEqual(['play-done met', 'publish-done met']);
      expect(new Set(analysis.calls.map(({ dialect }) => dialect.name))).toEqual(new Set(['nginx-rtmp']));
      expect(new Set(methods(analysis))).toEqual(
        new Set([
          'connect',
          'publish',
          'update_publish',
          'play',
          'update_play',
          'play_done',
          'publish_done',
          'record_done',
          'done',
          'disconnect',
        ]),
      );
      const outside = analysis.calls.filter(({ sessionId }) => sessionId === null);
      expect(new Set(outside.map(({ method }) => method))).toEqual(new Set(['connect']));
    },
  );
});

describe('what the backend refused', () => {
  test.each([
    ['refused-publish', 'publish'],
    ['refused-play', 'play'],
    ['refused-connect', 'connect'],
    ['refused-update', 'update_publish'],
  ])(
    '%s: a refusal on purpose is a warning about %s, and it ends the connection of the client',
    async (name, method) => {
      const analysis = await analysed(name);
      expect(told(analysis)).toEqual([`warning answer/status ${method}`]);
      expect(analysis.findings[0]?.consequence).toBe('nginx ends the connection of the client.');
      expect(verdicts(analysis).filter((verdict) => !verdict.endsWith(' met'))).toEqual([]);
    },
  );

  test('after a refused update the stream ends, and its end is told before or after disconnect', async () => {
    expect(verdicts(await analysed('refused-update'))).toEqual(['publish-done met']);
  });
});

describe('redirects', () => {
  test('let the client go on: notes with the place, and the ends come under the old name', async () => {
    const analysis = await analysed('redirected');
    expect(told(analysis)).toEqual(['note answer/redirect publish', 'note answer/redirect play']);
    expect(analysis.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('"renamed"'),
      expect.stringContaining('"renamed"'),
    ]);
    expect(verdicts(analysis)).toEqual(['play-done met', 'publish-done met']);
  });

  test('to an rtmp address relay the stream: nginx plays it itself, without connect and disconnect', async () => {
    const analysis = await analysed('relayed');
    expect(told(analysis)).toEqual(['note answer/redirect publish']);
    expect(verdicts(analysis)).toEqual(['play-done met', 'publish-done met']);
    const relay = analysis.calls.find(({ method }) => method === 'play')?.sessionId;
    expect(analysis.calls.filter(({ sessionId }) => sessionId === relay).map(({ method }) => method)).toEqual(
      ['play', 'play_done', 'done'],
    );
  });
});

describe('a backend that does not answer', () => {
  test('nobody listens: the refused connection is told in the words of nginx', async () => {
    const analysis = await analysed('backend-down', { ports: [18085], dialects: [nginx] });
    expect(told(analysis)).toContain('error transport/refused');
    const refused = analysis.findings.find(({ rule }) => rule === 'transport/refused');
    expect(refused?.consequence).toContain('nginx');
    expect(refused?.remedy).toContain('on_publish http://127.0.0.1:18085;');
  });

  test('silence: nginx gives up after 10 s; updates before that are no fault, and no end is expected', async () => {
    const analysis = await analysed('backend-silent');
    expect(told(analysis)).toEqual(['error answer/none publish']);
    expect(analysis.findings[0]?.message).toContain('10.0 s');
    expect(methods(analysis).filter((method) => method === 'update_publish')).toHaveLength(9);
    expect(verdicts(analysis)).toEqual([]);
  });
});

test('without any hook the explanations are those of nginx', async () => {
  const analysis = await analysed('not-configured', { ports: [18085], dialects: [nginx] });
  expect(methods(analysis)).toEqual([]);
  expect(told(analysis)).toEqual(['error capture/no-rest-traffic']);
  expect(analysis.findings[0]?.consequence).toContain('on_…');
});

test('none of the secrets of an address is shown', async () => {
  for (const name of ['sound', 'get']) {
    const analysis = await analysed(name);
    const shown = JSON.stringify([analysis.findings, [...analysis.sessions]]);
    expect(bytesOf(name).includes('invented-publish-token')).toBe(true);
    expect(shown).not.toContain('invented');
  }
});
