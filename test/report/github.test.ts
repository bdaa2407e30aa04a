import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/checks/index.ts';
import { escapeCommandData, escapeCommandProperty } from '../../src/report/escape/github.ts';
import { renderGithub } from '../../src/report/github/report.ts';
import { hostileAnalysis } from './hostile-analysis.ts';
import { hostileText } from './hostile-text.ts';
import { analysisOf, expectGolden, GOLDEN_SAMPLES, rendered } from './rendered.ts';
import { faultyAnalysis, sketchAnalysis, sketchCall, sketchFinding } from './sample-analysis.ts';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads a line as the runner does (actions/runner, `ActionCommand.TryParseV2`). */
function readCommand(line: string): Command | null {
  const [, name, list = '', message = ''] = /^::(\w+)(?: ([^\n]*?))?::(.*)$/s.exec(line) ?? [];
  if (name === undefined) return null;
  const pairs = list
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const value = pair
        .slice(at + 1)
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',');
      return [pair.slice(0, at), unescaped(value)] as const;
    });
  return { name, properties: Object.fromEntries(pairs), message: unescaped(message) };
}

function unescaped(text: string): string {
  return text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}

function commandsOf(text: string): readonly (Command | null)[] {
  return text.trimEnd().split('\n').slice(0, -1).map(readCommand);
}

describe('the GitHub report', () => {
  it.each(GOLDEN_SAMPLES)('of %s is as it was', async (sample) => {
    expectGolden(rendered(renderGithub, await analysisOf(sample)), `github/${sample}.txt`);
  });

  it('has an annotation for each problem, the most important first', () => {
    const commands = commandsOf(rendered(renderGithub, faultyAnalysis()));
    expect(commands.map((command) => command?.name)).toEqual([
      ...['error', 'error', 'error', 'warning'],
      ...['notice', 'notice'],
    ]);
    expect(commands[0]?.properties).toEqual({
      file: 'log.pcap',
      line: '1',
      title: 'flow/missing-call (frame 114)',
    });
    expect(commands[0]?.message).toMatch(/^No ConnectionStatusEvent .*\nEvidence: /);
  });

  it('has no more of a kind than GitHub shows, and says how many there are', () => {
    const call = sketchCall({ method: 'connect', at: 1, frame: 1 }, 0);
    const findings = Array.from({ length: 30 }, (_, index) =>
      sketchFinding(call, { rule: 'answer/none', message: 'x', pointer: `/p${index}` }),
    );
    const commands = commandsOf(rendered(renderGithub, sketchAnalysis({ calls: [call], findings })));
    expect(commands).toHaveLength(10);
    expect(commands[9]?.message).toContain('21 more');
  });

  it('tells equal findings once, and what the baseline has not at all', () => {
    const calls = [1, 2, 3].map((at) => sketchCall({ method: 'connect', at, frame: at }, at - 1));
    const findings = calls.map((call) => sketchFinding(call, { rule: 'answer/none', message: 'x' }));
    const analysis = sketchAnalysis({ calls, findings });
    expect(commandsOf(rendered(renderGithub, analysis))).toHaveLength(1);
    const known = new Set(findings.map(fingerprintOf));
    const text = rendered(renderGithub, analysis, { known });
    expect(commandsOf(text)).toEqual([]);
    expect(text).toBe('hookscope: 0 new, 3 known (3 errors) in 3 hook calls\n');
  });

  it('gives no command that the capture wrote', () => {
    const lines = rendered(renderGithub, hostileAnalysis()).trimEnd().split('\n');
    expect(lines).toHaveLength(6 + 1);
    for (const command of lines.slice(0, -1).map(readCommand)) {
      expect(['error', 'warning', 'notice']).toContain(command?.name);
      expect(Object.keys(command?.properties ?? {})).toEqual(['file', 'line', 'title']);
    }
  });
});

describe('escaping for workflow commands', () => {
  it('keeps a message a message and a property a property', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (title, message) => {
        const line = `::error title=${escapeCommandProperty(title)}::${escapeCommandData(message)}`;
        expect(line).not.toMatch(/[\r\n]/);
        const command = readCommand(line);
        expect(Object.keys(command?.properties ?? {})).toEqual(['title']);
        expect(command?.message.split('\n')).toHaveLength(message.split('\n').length);
      }),
    );
  });

  it('reads back as it was', () => {
    const text = '100%0A, a:b = c';
    const command = readCommand(`::error title=${escapeCommandProperty(text)}::${escapeCommandData(text)}`);
    expect(command).toEqual({ name: 'error', properties: { title: text }, message: text });
  });
});
