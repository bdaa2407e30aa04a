import { dialectSkeleton, draftDialect, type Observation, observe } from '../../authoring/index.ts';
import { MAX_DRAFT_REQUESTS } from '../../base/limits.ts';
import { parseDialect } from '../../dialects/index.ts';
import { readExchanges } from '../../engine/index.ts';
import type { ExchangeOrigin } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import { fileText } from '../../report/authoring/index.ts';
import { escapeTerminal } from '../../report/index.ts';
import { count } from '../../report/layout/index.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { checkDestinations, outputPath } from '../output/destinations.ts';
import { progressLine } from '../output/progress.ts';
import { write } from '../output/write.ts';
import type { READERS } from '../settings/settings.ts';
import { readTlsKeys } from '../settings/tls-keys.ts';
import type { Surroundings } from '../surroundings.ts';
import { checkInputs } from './inputs.ts';

export interface DialectNewFlags {
  readonly port?: readonly number[];
  readonly output?: string;
  readonly tlsKeys?: readonly string[];
  readonly reader?: (typeof READERS)[number];
}

/** A dialect file, and sentences about it. */
interface Proposal {
  readonly file: object;
  readonly found: readonly string[];
  readonly unknown: readonly string[];
}

/** `hookscope dialect new NAME [CAPTURE…]`. */
export async function runDialectNew(
  name: string,
  captures: readonly string[],
  flags: DialectNewFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const path = outputPath(flags.output);
  const inputs = checkInputs(captures, surroundings);
  if (!inputs.ok) return reportFailure(surroundings, inputs.message);
  const destinations = checkDestinations([{ flag: '-o', path }], surroundings);
  if (!destinations.ok) return reportFailure(surroundings, destinations.message);
  const wrong = wrongName(name);
  if (wrong !== null) return reportFailure(surroundings, `dialect new ${name}: ${wrong}`);
  const proposal =
    captures.length === 0
      ? success<Proposal>({ file: dialectSkeleton(name), found: [], unknown: [] })
      : await propose(name, captures, flags, surroundings);
  if (!proposal.ok) return reportFailure(surroundings, proposal.message);
  const { file, found, unknown } = proposal.value;
  const written = await write([fileText(file)], path, surroundings);
  if (!written.ok) return reportFailure(surroundings, written.message);
  tell(path === null ? null : (flags.output ?? null), found, unknown, surroundings);
  return 0;
}

/** Why a dialect cannot be called so; null where it can. */
function wrongName(name: string): string | null {
  const [problem] = [parseDialect(dialectSkeleton(name))].flatMap((read) => (read.ok ? [] : read.problems));
  return problem === undefined ? null : `expected ${problem.expected}`;
}

async function propose(
  name: string,
  captures: readonly string[],
  flags: DialectNewFlags,
  surroundings: Surroundings,
): Promise<Result<Proposal>> {
  const tlsKeys = await readTlsKeys(flags.tlsKeys ?? [], false, surroundings);
  if (!tlsKeys.ok) return tlsKeys;
  const progress = progressLine(surroundings, 'exchanges');
  const observations: Observation[] = [];
  let left = 0;
  const take = (origin: ExchangeOrigin, exchange: Exchange): void => {
    const observation = observe(origin, exchange);
    if (observation === null) return;
    if (observations.length < MAX_DRAFT_REQUESTS) observations.push(observation);
    else left += 1;
  };
  const options = {
    ports: flags.port ?? [],
    reader: flags.reader ?? 'hookscope',
    tlsSecrets: tlsKeys.value.secrets,
    onProgress: progress.report,
  } as const;
  const read = await readExchanges(captures, options, take);
  progress.clear();
  if (!read.ok) return failure(read.errors[0]?.message ?? 'nothing could be read');
  const chosen = busiest(observations, flags.port ?? []);
  if (chosen.taken.length === 0) return failure(nothingText(captures, flags));
  const draft = draftDialect(name, chosen.taken);
  const isSound = parseDialect(draft.file);
  // A proposal that is no dialect is a mistake of this program.
  if (!isSound.ok) throw new Error(`the proposed dialect is faulty: ${JSON.stringify(isSound.problems[0])}`);
  return success({
    file: draft.file,
    found: [
      `${count(chosen.taken.length, 'request')} with a payload to port ${chosen.ports.join(', ')}.`,
      ...draft.found,
    ],
    unknown: [
      ...(left === 0
        ? []
        : [`${count(left, 'further request')} ${left === 1 ? 'was' : 'were'} not looked at.`]),
      ...(chosen.others.length === 0
        ? []
        : [
            `Requests with payloads go to port ${chosen.others.join(', ')} too: --port says which ones are meant.`,
          ]),
      ...draft.unknown,
    ],
  });
}

interface ChosenPorts {
  readonly taken: readonly Observation[];
  readonly ports: readonly number[];
  readonly others: readonly number[];
}

/** The requests of the ports that were given, or of the port with the most. */
function busiest(observations: readonly Observation[], given: readonly number[]): ChosenPorts {
  const counts = new Map<number, number>();
  for (const { port } of observations) counts.set(port, (counts.get(port) ?? 0) + 1);
  const ports = [...counts].sort(([, one], [, other]) => other - one).map(([port]) => port);
  const chosen = given.length > 0 ? ports.filter((port) => given.includes(port)) : ports.slice(0, 1);
  return {
    taken: observations.filter(({ port }) => chosen.includes(port)),
    ports: chosen,
    others: given.length > 0 ? [] : ports.slice(1),
  };
}

function nothingText(captures: readonly string[], { port }: DialectNewFlags): string {
  const where = port === undefined ? '' : ` to port ${port.join(', ')}`;
  return `${captures.join(' ')}: no request${where} with a JSON object, a form or a query; hookscope exchanges lists what there is`;
}

/** Says on standard error what was found, so that standard output is the file alone. */
function tell(
  file: string | null,
  found: readonly string[],
  unknown: readonly string[],
  { stderr }: Surroundings,
): void {
  const lines = [
    ...(found.length === 0 ? [] : ['Found:', ...found.map((line) => `  ${line}`)]),
    ...(unknown.length === 0 ? [] : ['Not told by the capture:', ...unknown.map((line) => `  ${line}`)]),
    ...(file === null ? [] : [`Wrote ${file}. Next: hookscope dialect check ${file}`]),
  ];
  if (lines.length > 0) stderr.write(`${lines.map(escapeTerminal).join('\n')}\n`);
}
