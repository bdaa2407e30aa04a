import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plainCopy } from '../../src/base/columns.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { extractCapture, select } from '../../src/extract/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { frameComments, luaScript } from '../../src/report/wireshark/index.ts';
import { analysisOptions } from '../engine/options.ts';

const LOG = new URL('../../samples/log.pcap', import.meta.url).pathname;
const OTHER = new URL('../../samples/web-phone-call.pcap', import.meta.url).pathname;
const MASKER = new Masker({ showSecrets: false });
const folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function analysisOf(path: string): Promise<Analysis> {
  const analysed = await analyse([path], analysisOptions());
  if (!analysed.ok) throw new Error('unreadable sample');
  return analysed.analysis;
}

function tshark(...words: string[]): readonly string[] {
  const { stdout } = spawnSync('tshark', words, { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line !== '');
}

const hasTshark = spawnSync('tshark', ['--version']).status === 0;

describe.skipIf(!hasTshark)('what tshark shows', () => {
  it('the fields of the script, in the capture that it was made for and in no other', async () => {
    const analysis = await analysisOf(LOG);
    const script = join(folder, 'hookscope.lua');
    writeFileSync(script, [...luaScript(analysis, MASKER, '1')].join(''));
    const fields = [
      '-T',
      'fields',
      '-e',
      'frame.number',
      '-e',
      'hookscope.method',
      '-e',
      'hookscope.verdict',
    ];
    const load = ['-X', `lua_script:${script}`];
    const shown = tshark(...load, '-r', LOG, '-Y', 'hookscope.method', ...fields).map((line) =>
      line.split('\t'),
    );
    for (const { method, requestFrames, response } of analysis.calls) {
      const frames = new Set([...requestFrames, ...(response?.frames ?? [])]);
      for (const frame of frames)
        expect(shown.find(([number]) => number === String(frame))?.[1]).toBe(method);
    }
    const errors = shown.filter(([, , verdict]) => verdict === 'error').map(([, method]) => method);
    expect(new Set(errors)).toEqual(new Set(['connect', 'OnCallEvent']));
    expect(tshark(...load, '-r', OTHER, '-Y', 'hookscope.verdict')).toEqual([]);
  });

  it('texts of a capture are texts in Lua, whatever they hold', async () => {
    const analysis = await analysisOf(LOG);
    const hostile = '"]]\\\n\0 end os.execute("x") \u00e9\u202e';
    const [call, ...calls] = analysis.calls;
    const script = join(folder, 'hostile.lua');
    const made = { ...analysis, calls: [plainCopy(call, { method: hostile }), ...calls], findings: [] };
    writeFileSync(script, [...luaScript(made, MASKER, '1')].join(''));
    const filter = `frame.number == ${call.requestFrames[0]}`;
    const [shown] = tshark(
      '-X',
      `lua_script:${script}`,
      '-r',
      LOG,
      '-Y',
      filter,
      '-T',
      'fields',
      '-e',
      'hookscope.method',
    );
    expect(shown).toContain('end os.execute(');
    expect(shown).toContain('\\u{202e}');
  });

  it('findings as comments on their frames', async () => {
    const analysis = await analysisOf(LOG);
    const selected = select(analysis, [{ kind: 'finding', number: 1 }]);
    if (!selected.ok) throw new Error('no finding');
    const extracted = await extractCapture([LOG], {
      selection: selected.selection,
      calls: analysis.calls,
      dialects: analysisOptions().dialects,
      format: 'pcapng',
      scrub: false,
      reader: 'hookscope',
      tls: [],
      comments: frameComments(analysis, MASKER),
      tlsSecrets: null,
    });
    if (!extracted.ok) throw new Error(extracted.message);
    const parts: Buffer[] = [];
    for await (const part of extracted.extraction.chunks()) parts.push(part);
    const path = join(folder, 'comments.pcapng');
    writeFileSync(path, Buffer.concat(parts));
    const comments = tshark('-r', path, '-Y', 'frame.comment', '-T', 'fields', '-e', 'frame.comment');
    const [first] = analysis.findings;
    expect(comments.some((text) => text.includes(`${first.rule} (finding 1): ${first.message}`))).toBe(true);
  });
});

it('a comment stays within what Wireshark shows, and hides what is secret', async () => {
  const analysis = await analysisOf(LOG);
  const [finding] = analysis.findings;
  const message = `password=abc ${'x'.repeat(9000)}`;
  const findings = Array.from({ length: 50 }, () => ({ ...finding, frames: [7], message }));
  const { ofFrame } = frameComments({ ...analysis, findings }, MASKER);
  const comments = ofFrame.get(7) ?? [];
  expect(comments.length).toBeLessThanOrEqual(20);
  expect(comments[0].length).toBeLessThanOrEqual(2000);
  expect(comments[0]).not.toContain('abc');
});
