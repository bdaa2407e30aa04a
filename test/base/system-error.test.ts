import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemCode, systemReason } from '../../src/base/system-error.ts';

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

describe('errors of the operating system', () => {
  it('are told without the call and the path', () => {
    const error = errorOf(() => readFileSync("/absent/it's\nhere, open 'x'"));
    expect(systemReason(error)).toBe('ENOENT: no such file or directory');
    expect(systemCode(error)).toBe('ENOENT');
  });

  it('are other errors than those of the program', () => {
    expect(systemCode(new Error('ENOENT'))).toBeNull();
    expect(systemCode('ENOENT')).toBeNull();
    expect(systemReason('broken')).toBe('broken');
  });
});
