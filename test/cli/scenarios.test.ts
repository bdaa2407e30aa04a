import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROGRAM, ROOT } from './built-program.ts';
import { mismatch, readScenarios, type Scenario } from './scenario.ts';

const FOLDER = join(ROOT, 'test/cli/scenarios');

for (const file of readdirSync(FOLDER)) {
  describe(file, () => {
    const scenarios = readScenarios(readFileSync(join(FOLDER, file), 'utf8'));
    it.each(scenarios.map((scenario) => [scenario.title, scenario] as const))('%s', (_title, scenario) => {
      run(scenario);
    });
  });
}

/** Each runs in a folder of its own, in which `samples` leads to those of the project. */
function run(scenario: Scenario): void {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  try {
    symlinkSync(join(ROOT, 'samples'), join(folder, 'samples'));
    for (const { name, lines } of scenario.files) writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...environment } = process.env;
    const ended = spawnSync(process.execPath, [PROGRAM, ...scenario.words], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      input: scenario.input === null ? '' : readFileSync(join(folder, scenario.input)),
      maxBuffer: 64 * 1024 * 1024,
    });
    const wrong = [
      mismatch(scenario.output, ended.stdout),
      mismatch(scenario.errors, ended.stderr),
      ended.status === scenario.status ? null : `exit status ${ended.status}, expected ${scenario.status}`,
      ...scenario.present
        .filter((name) => !existsSync(join(folder, name)))
        .map((name) => `${name} is not there`),
      ...scenario.absent.filter((name) => existsSync(join(folder, name))).map((name) => `${name} is there`),
      readdirSync(folder).some((name) => name.endsWith('.tmp')) ? 'a temporary file was left' : null,
    ];
    expect(wrong.filter((each) => each !== null).join('\n')).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
