import { fileURLToPath } from 'node:url';
import { analyse } from '../../../src/engine/index.ts';
import { callSubject, type FilterSubject, parseFilter } from '../../../src/filter/index.ts';
import { analysisOptionsOf } from './options.ts';
import { demand, demandPlain } from './problems.ts';

let subjects: readonly FilterSubject[] | null = null;

/** Reads a filter and applies it to the calls of a sample. */
export async function tryFilter(text: string): Promise<void> {
  subjects ??= await readSubjects();
  const read = parseFilter(text);
  if (read.ok) {
    for (const subject of subjects) read.filter.matches(subject);
    return;
  }
  demand(read.column >= 0 && read.column <= text.length, `the column ${read.column} is outside the text`);
  demand(!read.message.includes('\n') || text.includes('\n'), 'the message has lines');
  demandPlain(read.message.replace(text, ''), 'the message');
}

async function readSubjects(): Promise<readonly FilterSubject[]> {
  const path = fileURLToPath(new URL('../../../samples/incoming-call.pcap', import.meta.url));
  const result = await analyse([path], analysisOptionsOf(0));
  if (!result.ok) throw new Error(result.errors[0]?.message);
  const { calls, findings, callExchanges } = result.analysis;
  return calls.map((call) => {
    const faults = findings.filter((finding) => finding.call === call);
    return callSubject(call, faults, callExchanges);
  });
}
