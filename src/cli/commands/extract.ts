import { analyse } from '../../engine/index.ts';
import {
  type ExtractFormat,
  type ExtractTally,
  extractCapture,
  extractFormatOf,
  type SelectionResult,
  select,
  type Wish,
} from '../../extract/index.ts';
import { EVERYTHING, viewOf } from '../../filter/index.ts';
import { Masker } from '../../privacy/index.ts';
import { escapeTerminal } from '../../report/index.ts';
import { frameComments } from '../../report/wireshark/index.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { checkDestinations, outputPath } from '../output/destinations.ts';
import { extractLines } from '../output/extract-lines.ts';
import { progressLine } from '../output/progress.ts';
import { writeChunks } from '../output/write.ts';
import { oneCapture } from '../several/capture-sets.ts';
import { suggestionText } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CheckFlags, planCheck } from './check-plan.ts';
import { isReadableTwice } from './inputs.ts';

/** Flags of `extract`, as commander gives them. Those of `check` decide which findings there are. */
export interface ExtractFlags
  extends Pick<
    CheckFlags,
    | 'port'
    | 'host'
    | 'dialect'
    | 'window'
    | 'expect'
    | 'hookSecretFile'
    | 'tlsKeys'
    | 'reader'
    | 'config'
    | 'output'
    | 'together'
  > {
  readonly session?: readonly string[];
  readonly call?: readonly string[];
  readonly finding?: readonly number[];
  readonly scrub?: boolean;
  /** The findings are written as comments on their frames. */
  readonly comments?: boolean;
  /** The secrets of the TLS connections are written as well. */
  readonly withSecrets?: boolean;
}

/** `hookscope extract FILE… --session ID -o out.pcap`. */
export async function runExtract(
  files: readonly string[],
  flags: ExtractFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const planned = planExtract(files, flags, surroundings);
  if (!planned.ok) return reportFailure(surroundings, planned.message);
  const { wishes, path, format } = planned.value;
  const {
    session: _session,
    call: _call,
    finding: _finding,
    scrub,
    comments: wantsComments,
    withSecrets,
    output: _output,
    ...checkFlags
  } = flags;
  const check = await planCheck(files, { ...checkFlags, color: false }, surroundings);
  if (!check.ok) return reportFailure(surroundings, check.message);
  const destinations = checkDestinations([{ flag: '-o', path }], surroundings);
  if (!destinations.ok) return reportFailure(surroundings, destinations.message);
  const { dialects, reader, masker } = check.value.analysis;
  const grouped = await oneCapture(files, flags, reader, surroundings);
  if (!grouped.ok) return reportFailure(surroundings, grouped.message);
  const tlsSecrets = withSecrets === true ? check.value.tlsKeys.secrets : null;
  const progress = progressLine(surroundings, 'hook calls');
  // The wanted calls are searched in the whole capture, whatever part of it the configuration selects.
  const analysed = await analyse(files, { ...check.value.analysis, onProgress: progress.report });
  progress.clear();
  if (!analysed.ok) return reportFailure(surroundings, analysed.errors[0]?.message ?? 'cannot be read');
  const analysis = viewOf(analysed.analysis, EVERYTHING, masker);
  const selected = select(analysis, wishes);
  if (!selected.ok) return reportFailure(surroundings, whyNothing(selected));
  const { selection } = selected;
  const calls = [...analysis.calls, ...analysis.callExchanges.folded()];
  const tls = analysis.tls.connections;
  const comments = wantsComments === true ? frameComments(analysis, masker.withSecrets(false)) : null;
  const options = {
    selection,
    calls,
    dialects,
    format,
    scrub: scrub === true,
    reader,
    tls,
    comments,
    tlsSecrets,
  };
  const extracted = await extractCapture(files, options);
  if (!extracted.ok) return reportFailure(surroundings, `extract: ${extracted.message}`);
  const { extraction } = extracted;
  const written = await writeChunks(extraction.chunks(), path, surroundings);
  if (!written.ok) return reportFailure(surroundings, written.message);
  tell(path ?? 'standard output', extraction.tally(), surroundings);
  return 0;
}

/** What was asked for, as far as it is known before anything is read. */
interface ExtractPlan {
  readonly wishes: readonly Wish[];
  /** null stands for standard output. */
  readonly path: string | null;
  readonly format: ExtractFormat;
}

function planExtract(
  files: readonly string[],
  { session = [], call = [], finding = [], output }: ExtractFlags,
  { directory, stdout }: Surroundings,
): Result<ExtractPlan> {
  const wishes: readonly Wish[] = [
    ...session.map((id) => ({ kind: 'session', id }) as const),
    ...call.map((id) => ({ kind: 'call', id }) as const),
    ...finding.map((number) => ({ kind: 'finding', number }) as const),
  ];
  if (wishes.length === 0) {
    return failure('extract: what to take is needed: --session ID, --call ID or --finding N');
  }
  if (output === undefined) return failure('extract: -o FILE is needed, such as -o out.pcap');
  const pipe = files.find((file) => !isReadableTwice(file, directory));
  if (pipe !== undefined) {
    return failure(
      `${pipe}: extract reads its input several times, which a pipe cannot give; save it first: cat > log.pcap`,
    );
  }
  if (outputPath(output) === null) {
    if (stdout.isTTY === true)
      return failure('standard output is a terminal; name a file, such as -o out.pcap');
    return success({ wishes, path: null, format: 'pcap' });
  }
  if (/\.(?:gz|zst)$/i.test(output)) {
    return failure(`extract: -o ${output}: captures are written uncompressed; leave out its last ending`);
  }
  return success({ wishes, path: output, format: extractFormatOf(output) });
}

const MOST_IDS = 3;

function whyNothing(selected: Extract<SelectionResult, { ok: false }>): string {
  const { wish } = selected;
  if (selected.reason === 'no-frames') {
    const number = wish.kind === 'finding' ? wish.number : '';
    return `extract: finding ${number} (${selected.rule}) is about the whole capture: it has no frames of its own`;
  }
  // An identifier on the command line may contain a secret.
  const masker = new Masker({ showSecrets: false });
  const ids = selected.ids.map((id) => masker.captured(id));
  if (wish.kind === 'finding') {
    const there =
      ids.length === 0 ? 'there is none' : `there are ${ids.length}, as hookscope check numbers them`;
    return `extract: there is no finding ${wish.number}: ${there}`;
  }
  const what = wish.kind === 'session' ? 'session' : 'dialog or call';
  return `extract: there is no ${what} ${wish.id}${suggestionText(wish.id, ids) || someOf(ids, wish)}`;
}

function someOf(ids: readonly string[], wish: Exclude<Wish, { kind: 'finding' }>): string {
  const near = ids.filter((id) => id.includes(wish.id));
  const shown = near.length > 0 ? near : ids;
  if (shown.length === 0) return '; the capture has none';
  const more = shown.length > MOST_IDS ? ' …' : '';
  return `; ${near.length > 0 ? 'there is' : 'the capture has'} ${shown.slice(0, MOST_IDS).join(', ')}${more}`;
}

function tell(path: string, tally: ExtractTally, { stderr }: Surroundings): void {
  for (const line of extractLines(path, tally)) stderr.write(`hookscope: ${escapeTerminal(line)}\n`);
}
