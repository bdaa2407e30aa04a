import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOutputs, type Outputs } from './all-outputs.ts';
import { plantedCapture } from './planted.ts';
import { message, pcapOf } from './tiny-capture.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

interface Report {
  readonly calls: readonly {
    readonly payload?: Readonly<Record<string, unknown>>;
    readonly client: string;
  }[];
  readonly findings: readonly { readonly rule: string; readonly evidence: string | null }[];
}

const read = (outputs: Outputs, name: string): Report => JSON.parse(outputs.get(name) ?? '') as Report;

describe('marks', () => {
  it('are the same in evidence, payloads and all reports of a run', async () => {
    const context = { nodeId: 'n', appKey: 'a', sessionId: 's' };
    const connect = (secret: string): Buffer =>
      Buffer.from(JSON.stringify({ ...context, sipPassword: secret, status: 'PENDING' }));
    const fields = ['Content-Type: application/json'];
    const path = written(
      'marks.pcap',
      pcapOf([
        {
          client: '192.0.2.1',
          server: '192.0.2.2',
          turns: [
            { from: 'client', bytes: message('POST /a/connect HTTP/1.1', fields, connect('first')) },
            { from: 'server', bytes: message('HTTP/1.1 200 OK', fields, connect('second')) },
            {
              from: 'client',
              bytes: message('POST /a/connect?token=second HTTP/1.1', fields, '{"authToken":"first" oops'),
            },
          ],
        },
      ]),
    );
    const outputs = await allOutputs(path, folder, null, 2);
    const report = read(outputs, 'further json');
    const mirrored = report.findings.find(({ rule }) => rule === 'answer/not-mirrored');
    expect(mirrored?.evidence).toBe('sipPassword: [secret 1] -> [secret 2]');
    expect(report.calls[0]?.payload?.sipPassword).toBe('[secret 1]');
    const broken = report.findings.find(({ rule }) => rule === 'payload/not-json');
    expect(broken?.evidence).toContain('"[secret 1]" oops');
    for (const name of ['further text', 'further html', 'further junit', 'further github'])
      expect(outputs.get(name), name).toContain('[secret 1]');
    expect(outputs.get('further ndjson')).toContain('/a/connect?token=[secret 2]');
    expect(outputs.get('further har')).toContain(
      '/a/connect?token=[secret 2]'.replace('[secret 2]', '%5Bsecret%202%5D'),
    );
  });

  it.each([[null], ['personal']] as const)(
    'come out the same from run to run, byte for byte (--redact %s)',
    async (redact) => {
      const path = written('planted.pcap', pcapOf(plantedCapture().talks));
      const [one, other] = [
        await allOutputs(path, folder, redact, 5),
        await allOutputs(path, folder, redact, 5),
      ];
      for (const [name, text] of one) expect(other.get(name), name).toBe(text);
    },
    180_000,
  );

  it('leave fingerprints as they are, so that a baseline fits redacted runs', async () => {
    const path = written('planted.pcap', pcapOf(plantedCapture().talks));
    const fingerprints = (outputs: Outputs): readonly string[] =>
      (outputs.get('the baseline') ?? '').match(/"fingerprint":"[0-9a-f]+"/g) ?? [];
    const open = fingerprints(await allOutputs(path, folder, null, 1));
    expect(open.length).toBeGreaterThan(10);
    expect(fingerprints(await allOutputs(path, folder, 'personal', 1))).toEqual(open);
    expect(readFileSync(join(folder, 'known.json'), 'utf8')).not.toContain('198.18.77');
  }, 180_000);

  it('are the same for a session wherever it is named, and for the ends of connections', async () => {
    const path = written('planted.pcap', pcapOf(plantedCapture().talks));
    const outputs = await allOutputs(path, folder, 'personal', 1);
    const report = JSON.parse(outputs.get('json') ?? '') as {
      readonly sessions: readonly { readonly id: string | null }[];
      readonly calls: readonly {
        readonly sessionId: string | null;
        readonly client: string;
        readonly server: string;
      }[];
      readonly findings: readonly { readonly sessionId: string | null }[];
    };
    const ids = new Set(report.sessions.map(({ id }) => id));
    expect(report.calls.every(({ sessionId }) => ids.has(sessionId))).toBe(true);
    expect(report.findings.every(({ sessionId }) => sessionId === null || ids.has(sessionId))).toBe(true);
    for (const { client, server } of report.calls)
      expect(`${client} ${server}`).toMatch(/^\[address \d+\]:\d+ \[address \d+\]:\d+$/);
    expect(new Set(report.calls.map(({ server }) => server.replace(/:\d+$/, ''))).size).toBe(2);
  }, 180_000);
});
