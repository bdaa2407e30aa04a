import { writeFileSync } from 'node:fs';
import { SAMPLES } from './samples.ts';

/** Writes every sample beside this file: `npm run samples`. */
for (const sample of SAMPLES) {
  const bytes = sample.build();
  writeFileSync(new URL(sample.name, import.meta.url), bytes);
  process.stdout.write(`${sample.name}: ${bytes.length} bytes\n`);
}
