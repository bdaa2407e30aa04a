import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './built-program.ts';
import { RunningProgram } from './running-program.ts';

const LOG = readFileSync(join(ROOT, 'samples/log.pcap'));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Line = Readonly<Record<string, unknown>>;

function linesOf(text: string): readonly Line[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

function rulesOf(lines: readonly Line[]): readonly unknown[] {
  return lines.filter(({ type }) => type === 'problem').map(({ rule }) => rule);
}

const RULES = ['transport/refused', 'flow/missing-call', 'payload/type', 'answer/status', 'answer/slow'];

describe('watch', () => {
  it('a pipe to its end: a line for each problem, and one that sums up; all as the schema says', async () => {
    const program = new RunningProgram(['watch', '-']);
    program.child.stdin.end(LOG);
    expect(await program.ended).toBe(0);
    const lines = linesOf(program.stdout);
    expect(new Set(rulesOf(lines))).toEqual(new Set(RULES));
    expect(lines.at(-1)).toMatchObject({ type: 'ended', why: 'input-ended', frames: 181, calls: 35 });
    const schema = JSON.parse(readFileSync(join(ROOT, 'docs/schema/hookscope-watch-1.schema.json'), 'utf8'));
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, validateFormats: false });
    const validate = ajv.compile(schema);
    for (const line of lines) expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
  });

  it('a file that grows and is rotated: problems come as they arise, until a signal', async () => {
    const path = join(folder, 'grows.pcap');
    writeFileSync(path, LOG.subarray(0, 24));
    const program = new RunningProgram(['watch', path]);
    await program.until(/"started"/);
    appendFileSync(path, LOG.subarray(24));
    await program.until(/"payload\/type"/);
    // As tcpdump and logrotate do it: another file under the same name.
    writeFileSync(join(folder, 'next'), readFileSync(join(ROOT, 'samples/incoming-call-forbidden.pcap')));
    renameSync(join(folder, 'next'), path);
    await program.until(/"method":"OnCallEvent","parameter":null,"status":403/);
    expect(await program.stop()).toBe(0);
    expect(linesOf(program.stdout).at(-1)).toMatchObject({ type: 'ended', why: 'signal' });
  });

  it('calls a program without a shell, and a webhook; each gets the problems as JSON', async () => {
    const posted: string[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      request.on('end', () => {
        posted.push(text);
        response.end();
      });
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const { port } = server.address() as AddressInfo;
    const file = join(folder, 'notice;$(touch x).json');
    const script = join(folder, 'note.mjs');
    writeFileSync(
      script,
      'import { writeFileSync } from "node:fs"; let t = ""; for await (const c of process.stdin) t += c; writeFileSync(process.env.NOTE, JSON.stringify([process.argv.slice(2), process.env.HOOKSCOPE_RULES, JSON.parse(t)]));',
    );
    process.env.NOTE = file;
    const program = new RunningProgram([
      'watch',
      '-',
      '--exec',
      `${process.execPath} ${script} $HOME ;ls`,
      '--webhook',
      `http://127.0.0.1:${port}/hook`,
    ]);
    delete process.env.NOTE;
    program.child.stdin.end(LOG);
    expect(await program.ended).toBe(0);
    server.close();
    const [words, rules, notice] = JSON.parse(readFileSync(file, 'utf8')) as [string[], string, Line];
    expect(words).toEqual(['$HOME', ';ls']);
    expect(new Set(rules.split(','))).toEqual(new Set(RULES));
    expect(notice).toMatchObject({ type: 'notice', left: 0 });
    expect(posted.map((text) => (JSON.parse(text) as Line).problems)).toEqual([notice.problems]);
    expect(linesOf(program.stdout).at(-1)).toMatchObject({ notices: 1, failedNotices: 0 });
  });

  it('says why a notice could not be given, and goes on', async () => {
    const program = new RunningProgram(['watch', '-', '--exec', '/no/such/program']);
    program.child.stdin.end(LOG);
    expect(await program.ended).toBe(0);
    expect(program.stderr).toMatch(/--exec \/no\/such\/program: there is no such program/);
    expect(linesOf(program.stdout).at(-1)).toMatchObject({ failedNotices: 1 });
  });

  it('serves measures in the format of Prometheus', async () => {
    const path = join(folder, 'measured.pcap');
    writeFileSync(path, LOG);
    const program = new RunningProgram(['watch', path, '--metrics', '0']);
    const [, port] = await program.until(/127\.0\.0\.1:(\d+)\/metrics/, 'stderr');
    await program.until(/"payload\/type"/);
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    expect(text).toContain('hookscope_exchanges_total 35\n');
    expect(text).toContain('hookscope_problems{rule="payload/type",severity="error"} 1\n');
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[^"\n]*"(?:,\w+="[^"\n]*")*\})? -?[\d.e+-]+)$/,
      );
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    expect(await program.stop('SIGINT')).toBe(0);
  });
});
