import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilesRead } from '../../src/cli/files-read.ts';
import { runProgram } from '../../src/cli/program.ts';
import { ROOT } from './built-program.ts';
import { Sink } from './sink.ts';

let folder = '';
const given = process.cwd();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  for (const name of ['log', 'slow-backend', 'web-phone-call', 'incoming-call'])
    copyFileSync(join(ROOT, `samples/${name}.pcap`), join(folder, `${name}.pcap`));
  // Two halves of one capture, named as tcpdump -C names them.
  const whole = readFileSync(join(ROOT, 'samples/missing-connection-status.pcap'));
  const middle = recordStart(whole, 60);
  writeFileSync(join(folder, 'cut.pcap'), whole.subarray(0, middle));
  writeFileSync(join(folder, 'cut.pcap1'), Buffer.concat([whole.subarray(0, 24), whole.subarray(middle)]));
  writeFileSync(join(folder, 'notes.txt'), 'no capture');
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(given);
  rmSync(folder, { recursive: true, force: true });
});

/** Where a record of a little-endian pcap begins. */
function recordStart(bytes: Buffer, record: number): number {
  let at = 24;
  for (let left = record; left > 0; left -= 1) at += 16 + bytes.readUInt32LE(at + 8);
  return at;
}

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...words: readonly string[]): Promise<Run> {
  const [stdout, stderr] = [new Sink(), new Sink()];
  const status = await runProgram(words, {
    stdout,
    stderr,
    stdinIsTerminal: false,
    environment: {},
    directory: folder,
    files: new FilesRead(),
  });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

const UNRELATED = ['incoming-call.pcap', 'slow-backend.pcap', 'cut.pcap', 'cut.pcap1'] as const;

interface SeveralJson {
  readonly captureSets: readonly {
    readonly files: readonly string[];
    readonly report: { findings: unknown[] };
  }[];
  readonly summary: { readonly captures: number };
}

describe('several captures', () => {
  it('are checked each on its own, with a summary at the end and the worst exit status', async () => {
    const { status, stdout } = await run('check', ...UNRELATED);
    expect(status).toBe(1);
    expect(stdout.trimEnd().split('\n').slice(-3).join('\n')).toMatch(
      /incoming-call.*\n.*slow-backend.*\n.*cut\.pcap and 1 more file/,
    );
    expect(stdout).toContain('1 call missing in 8 hook calls');
    expect((await run('check', 'incoming-call.pcap', 'web-phone-call.pcap')).status).toBe(0);
  });

  it('have the findings that each of them has alone', async () => {
    const { stdout } = await run('check', ...UNRELATED, '--format', 'json');
    const several = JSON.parse(stdout) as SeveralJson;
    for (const { files, report } of several.captureSets) {
      const alone = JSON.parse((await run('check', ...files, '--format', 'json')).stdout) as typeof report;
      expect(report).toEqual(alone);
    }
  });

  it('fit the published schemas', async () => {
    const ajv = new Ajv2020({ allErrors: true, strictRequired: false, allowUnionTypes: true });
    const schema = (name: string): object =>
      JSON.parse(readFileSync(join(ROOT, `docs/schema/${name}-1.schema.json`), 'utf8')) as object;
    ajv.addSchema(schema('hookscope'));
    const object = ajv.compile(schema('hookscope-several'));
    const line = ajv.compile(schema('hookscope-lines'));
    const json = await run('check', ...UNRELATED, 'notes.txt', '--format', 'json');
    expect(object(JSON.parse(json.stdout)) ? [] : object.errors).toEqual([]);
    const ndjson = await run('check', ...UNRELATED, 'notes.txt', '--format', 'ndjson');
    for (const each of ndjson.stdout.trimEnd().split('\n'))
      expect(line(JSON.parse(each)) ? [] : line.errors).toEqual([]);
  });

  it('do not cost each other: one that cannot be read makes the exit status 2', async () => {
    const { status, stdout, stderr } = await run('check', 'incoming-call.pcap', 'notes.txt', '--quiet');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^hookscope: notes\.txt: not a capture[^\n]*\n$/);
    expect(stdout).toContain('✓ incoming-call.pcap');
  });

  it('are one where --together says so, and one a file with --each', async () => {
    const together = await run(
      'check',
      'incoming-call.pcap',
      'web-phone-call.pcap',
      '--together',
      '--format',
      'json',
    );
    expect(JSON.parse(together.stdout)).toMatchObject({ schema: 'hookscope/1', captures: [{}, {}] });
    const each = await run('check', 'cut.pcap', 'cut.pcap1', '--each', '--format', 'json');
    expect((JSON.parse(each.stdout) as SeveralJson).captureSets).toHaveLength(2);
  });

  it.each(['sarif', 'junit', 'github', 'markdown', 'html'])(
    'stand in one report of format %s',
    async (format) => {
      const { status, stdout } = await run('check', ...UNRELATED, '--format', format);
      expect(status).toBe(1);
      for (const name of ['slow-backend.pcap', 'cut.pcap'])
        expect(stdout.replaceAll('\\', '')).toContain(name);
    },
  );

  it('have ids of their own in HTML, to which every link leads', async () => {
    const { stdout } = await run(
      'check',
      'log.pcap',
      'slow-backend.pcap',
      'incoming-call.pcap',
      '--format',
      'html',
    );
    const ids = [...stdout.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of stdout.matchAll(/ href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('are runs with categories of their own in SARIF', async () => {
    const { stdout } = await run('check', ...UNRELATED, '--format', 'sarif');
    const { runs } = JSON.parse(stdout) as { runs: readonly { automationDetails: { id: string } }[] };
    expect(new Set(runs.map(({ automationDetails }) => automationDetails.id)).size).toBe(3);
  });

  it('are refused where one is looked at: what to do is said', async () => {
    const { status, stderr } = await run('extract', ...UNRELATED, '--finding', '1', '-o', 'out.pcap');
    expect(status).toBe(2);
    expect(stderr).toMatch(/these files are 3 captures: .*--together/);
    expect(await run('check', ...UNRELATED, '--format', 'har')).toMatchObject({ status: 2 });
  });
});

describe('a capture of several files', () => {
  it('names the file of each frame, and the number in it', async () => {
    const { stdout } = await run('check', 'cut.pcap', 'cut.pcap1', '--format', 'json');
    const { findings } = JSON.parse(stdout) as {
      findings: readonly {
        frames: readonly number[];
        fileFrames: readonly number[];
        file: string;
        message: string;
      }[];
    };
    const [first] = findings;
    expect(first?.file).toMatch(/^cut\.pcap1?$/);
    expect(first?.message).toContain(` of ${first?.file})`);
    const offset = first?.file === 'cut.pcap1' ? 60 : 0;
    expect(first?.fileFrames).toEqual(first?.frames.map((frame) => frame - offset));
  });

  it('keeps the fingerprints of one file', async () => {
    await run('check', 'cut.pcap', 'cut.pcap1', '--write-baseline', 'known.json');
    const whole = join(ROOT, 'samples/missing-connection-status.pcap');
    expect((await run('check', whole, '--baseline', 'known.json')).status).toBe(0);
  });
});

describe('the format of -o', () => {
  it('follows from the name, unless --format says otherwise', async () => {
    await run('check', 'incoming-call.pcap', '-o', 'out.html');
    expect(readFileSync(join(folder, 'out.html'), 'utf8')).toMatch(/^<!doctype html>/);
    await run('check', 'incoming-call.pcap', '-o', 'out.html', '--format', 'json');
    expect(readFileSync(join(folder, 'out.html'), 'utf8')).toMatch(/^\{/);
  });

  it('is text where the ending says none, which is said', async () => {
    const { stderr } = await run('check', 'incoming-call.pcap', '-o', 'out.foo');
    expect(stderr).toMatch(/^hookscope: out\.foo: the text report/);
  });
});

describe('a report', () => {
  it('says what it wrote, and ends with 0 unless --fail-on is given', async () => {
    expect(await run('report', 'log.pcap', '-o', 'out.html')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'hookscope: wrote out.html: 6 findings\n',
    });
    expect((await run('report', 'log.pcap', '-o', 'out.html', '--fail-on', 'error')).status).toBe(1);
    expect((await run('report', 'notes.txt', '-o', 'out.html')).status).toBe(2);
  });
});
