import { spawnSync } from 'node:child_process';

/** Whether a program can be run here. */
export function available(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}
