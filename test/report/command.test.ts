import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Masker } from '../../src/privacy/index.ts';
import type { GivenFlag } from '../../src/report/index.ts';
import { commandText, sharedPath } from '../../src/report/overview/command.ts';
import { nextStep } from '../../src/report/overview/next-step.ts';
import { overviewOf } from '../../src/report/overview/overview.ts';
import { faultyAnalysis, sketchAnalysis, soundAnalysis } from './sample-analysis.ts';

const masker = new Masker({ showSecrets: false });
const open = { before: [], after: [], isShared: false };
const analysisOf = (path: string) => sketchAnalysis({ calls: [], path });
const flag = (name: string, value: string, isPath = false): GivenFlag => ({ name, value, isPath });

describe('a command in a report', () => {
  it('has the names of files as the user gave them, each a word of the shell', () => {
    const name = 'it\'s "a" $(capture) & more.pcap';
    const command = commandText(open, analysisOf(name), { masker }) ?? '';
    const words = execFileSync('sh', ['-c', `set -- ${command.replace(/^hookscope/, '')}; printf '%s' "$1"`]);
    expect(words.toString()).toBe(name);
    expect(commandText(open, analysisOf('-x.pcap'), { masker })).toBe('hookscope ./-x.pcap');
  });

  it('has the flags that were given, but for those that it replaces', () => {
    const given = [flag('--port', '9091'), flag('--session', 'a'), flag('--tls-keys', '/home/u/k.log', true)];
    const wanted = { before: ['check'], after: ['--session', 'b'], isShared: false };
    expect(commandText(wanted, analysisOf('x.pcap'), { masker, given })).toBe(
      'hookscope check x.pcap --port 9091 --tls-keys /home/u/k.log --session b',
    );
    const shared = commandText({ ...wanted, isShared: true }, analysisOf('/home/u/x.pcap'), {
      masker,
      given,
    });
    expect(shared).toBe('hookscope check x.pcap --port 9091 --tls-keys k.log --session b');
  });

  it('is none where it would not work: of a pipe, of many files, of what is masked', () => {
    expect(commandText(open, analysisOf('-'), { masker })).toBeNull();
    const many = analysisOf('x.pcap');
    const captures = Array.from({ length: 9 }, () => many.captures).flat();
    expect(commandText(open, { captures }, { masker })).toBeNull();
    const personal = new Masker({ showSecrets: false, redact: 'personal' });
    const given = [flag('--filter', 'caller:Alice')];
    expect(commandText(open, analysisOf('x.pcap'), { masker: personal, given })).toBeNull();
  });
});

describe('the name of a file in what is handed on', () => {
  it.each([
    ['samples/log.pcap', '/srv', 'samples/log.pcap'],
    ['/srv/samples/log.pcap', '/srv', 'samples/log.pcap'],
    ['/home/user/log.pcap', '/srv', 'log.pcap'],
    ['/home/user/log.pcap', undefined, 'log.pcap'],
  ])('%s in %s is %s', (path, directory, name) => {
    expect(sharedPath(path, directory)).toBe(name);
  });
});

describe('the next step', () => {
  it('is the session of the first problem; nothing where nothing is wrong', () => {
    expect(nextStep(overviewOf(faultyAnalysis()), { masker })?.command).toBe(
      'hookscope log.pcap --session abc',
    );
    expect(nextStep(overviewOf(soundAnalysis()), { masker })).toBeNull();
  });

  it('names no session where ids are redacted', () => {
    const personal = new Masker({ showSecrets: false, redact: 'personal' });
    expect(nextStep(overviewOf(faultyAnalysis()), { masker: personal })?.command).toBe('hookscope log.pcap');
  });
});
