/** What a dialect file says about the system itself, joined to what the base says. */
import type { ClientConfigField, ClientConfigTable } from '../client-config.ts';
import { pointerTo } from '../json-pointer.ts';
import type { AbsenceExplanation, Dialect, Remedy } from '../types.ts';
import { acceptanceOf, deliveryOf, rangeOf, refusalTextOf, signatureOf } from './delivery.ts';
import { given, joinRows } from './given.ts';
import { joinParameterRows } from './methods.ts';
import { hookPathsOf, markOf, recognitionOf, unsupportedOf } from './recognition.ts';
import { ruleNotesOf } from './rule-notes.ts';
import type { CustomFile } from './schema.ts';
import type { DialectProblem } from './shape.ts';
import type { CustomClientConfig } from './system-schema.ts';

const SOURCE = 'CUSTOM';

/**
 * The base with everything that the file says about the system; methods and expectations are still those of the base.
 * Lists of the file replace those of the base; tables with names are joined.
 */
export function joinSystem(base: Dialect, file: CustomFile, problems: DialectProblem[]): Dialect {
  const remedies = remediesOf(base, file, problems);
  const { refusalText: known, ...rest } = base;
  const refusalText =
    file.refusalText === undefined
      ? known
      : file.refusalText === null
        ? undefined
        : refusalTextOf(file.refusalText);
  return {
    ...rest,
    name: file.name,
    title: file.title ?? (base.title === '' ? file.name : base.title),
    description: file.description ?? base.description,
    server: file.server ?? base.server,
    recognition: file.recognition === undefined ? base.recognition : recognitionOf(file.recognition),
    hookPaths: hookPathsOf(base, file),
    marks: file.marks?.map(markOf) ?? base.marks,
    ports: [...new Set([...(file.ports ?? []), ...base.ports])],
    context: contextOf(base, file),
    contextParameters: joinParameterRows(
      base.contextParameters,
      file.contextParameters,
      pointerTo('contextParameters'),
      'a context parameter',
      problems,
    ),
    statusParameter: file.statusParameter ?? base.statusParameter,
    roleNames: { ...base.roleNames, ...given(file.roleNames ?? {}) },
    embedded: file.embedded ?? base.embedded,
    counters:
      file.counters?.map((row) => ({ ...row, per: row.per ?? 'node', source: SOURCE })) ?? base.counters,
    periodic: periodicOf(base, file),
    numberParameters: file.numberParameters ?? base.numberParameters,
    toleranceSeconds: file.toleranceSeconds ?? base.toleranceSeconds,
    acceptance: acceptanceOf(base.acceptance, file.acceptance),
    ...(refusalText !== undefined && { refusalText }),
    errorMatrix: errorsOf(base, file),
    clientConfig: clientConfigOf(base, file),
    endings: endingsOf(base, file),
    delivery: deliveryOf(base.delivery, file.delivery),
    signature:
      file.signature === undefined
        ? base.signature
        : file.signature === null
          ? null
          : signatureOf(file.signature),
    activation: activationOf(base, file),
    remedies,
    absences: absencesOf(base, file, problems),
    unsupported: unsupportedOf(base, file),
    ruleNotes: ruleNotesOf(base.ruleNotes, file, remedies, problems),
    infoHints: file.infoHints?.map((hint) => ({ ...hint, source: SOURCE })) ?? base.infoHints,
  };
}

function contextOf(base: Dialect, { context }: CustomFile): Dialect['context'] {
  if (context === undefined || context === null) return context === null ? null : base.context;
  const { session, perHost, ...rest } = context;
  return {
    application: null,
    node: null,
    sessionForm: 'opaque',
    ...given(rest),
    session: typeof session === 'string' ? session : sessionNames(session),
    ...(perHost === true && { perHost }),
  };
}

/** One name or several; the reader lets no empty list pass. */
function sessionNames([first = '', ...more]: readonly string[]): string | readonly [string, ...string[]] {
  return more.length === 0 ? first : [first, ...more];
}

function errorsOf(base: Dialect, { errors }: CustomFile): Dialect['errorMatrix'] {
  if (errors === undefined) return base.errorMatrix;
  return errors.map(({ statuses, ...row }) => ({
    policy: 'any' as const,
    ...given(row),
    ...(statuses !== undefined && { statuses: statuses.map(rangeOf) }),
    source: SOURCE,
  }));
}

function periodicOf(base: Dialect, { periodic }: CustomFile): Dialect['periodic'] {
  if (periodic === undefined) return base.periodic;
  return periodic.map((row) => ({
    ...row,
    intervalSeconds: row.intervalSeconds ?? null,
    setting: row.setting ?? null,
    source: SOURCE,
  }));
}

function activationOf(base: Dialect, { activation }: CustomFile): Dialect['activation'] {
  if (activation === undefined || activation === null) return activation === null ? null : base.activation;
  return { how: null, remedies: [], shownBy: null, ...given(activation) };
}

function clientConfigOf(base: Dialect, { clientConfig }: CustomFile): ClientConfigTable | null {
  if (clientConfig === undefined || clientConfig === null)
    return clientConfig === null ? null : base.clientConfig;
  const { parameter, method, fields } = clientConfig;
  return {
    parameter,
    method,
    fields: [...fields].map(([name, field]) => fieldOf(name, field)),
    source: SOURCE,
  };
}

function fieldOf(
  name: string,
  field: CustomClientConfig['fields'] extends ReadonlyMap<string, infer F> ? F : never,
): ClientConfigField {
  const facts = { name, description: field.description ?? name, source: SOURCE } as const;
  if (field.form === 'name-list') {
    return { ...facts, form: field.form, decides: field.decides ?? null, default: '' };
  }
  const words = [...field.words].map(([word, { effect, spellings, description }]) => ({
    word,
    effect,
    spellings: [...new Set([word, ...(spellings ?? [])])],
    description: description ?? word,
  }));
  return { ...facts, form: field.form, decides: field.decides ?? null, words, default: field.default };
}

function endingsOf(base: Dialect, { endings }: CustomFile): Dialect['endings'] {
  if (endings === undefined) return base.endings;
  return endings.map(({ kind, method, begins, underWay, ends, established }) => ({
    kind,
    method,
    begins,
    underWay: { statuses: underWay?.statuses ?? [], methods: underWay?.methods ?? [] },
    ends: ends.map(({ status, mayFollow }) => ({ status, mayFollow: mayFollow ?? [] })),
    ...(established !== undefined && { established }),
    source: SOURCE,
  }));
}

function remediesOf(base: Dialect, file: CustomFile, problems: DialectProblem[]): readonly Remedy[] {
  return joinRows(
    new Map(base.remedies.map((row) => [row.id, row])),
    file.remedies,
    pointerTo('remedies'),
    `a remedy of ${base.name}`,
    problems,
    (id, _, { description, where, commands }) => ({
      id,
      description,
      where,
      commands: commands ?? [],
      source: SOURCE,
    }),
  );
}

function absencesOf(
  base: Dialect,
  file: CustomFile,
  problems: DialectProblem[],
): readonly AbsenceExplanation[] {
  return joinRows(
    new Map(base.absences.map((row) => [row.id, row])),
    file.absences,
    pointerTo('absences'),
    `an explanation of ${base.name}`,
    problems,
    (id, _, { description, remedies, ruledOutBy }) => ({
      id,
      description,
      remedies: remedies ?? [],
      ruledOutBy: ruledOutBy ?? [],
      source: SOURCE,
    }),
  );
}
