import process from 'node:process';
import { importDrawing } from './drawing-module.ts';

/**
 * Environment variables for loading ink and React: ink draws nothing where it finds signs of continuous integration,
 * and React's development build is slow and records every frame.
 */
const WHILE_LOADING: Readonly<Record<string, string>> = {
  CI: 'false',
  CONTINUOUS_INTEGRATION: 'false',
  NODE_ENV: 'production',
};

/** Loads the drawing code. This is done late, because it takes most of a second. */
export async function loadDrawing(): Promise<typeof import('./draw.tsx')> {
  const before = Object.keys(WHILE_LOADING).map((name) => [name, process.env[name]] as const);
  for (const [name, value] of Object.entries(WHILE_LOADING)) {
    if (name !== 'NODE_ENV' || process.env[name] === undefined) process.env[name] = value;
  }
  try {
    return await importDrawing();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
