/** What a dialect file says about the system itself, joined to what the base says. */
import type { ClientConfigField, ClientConfigTable } from '../client-config.ts';
import type { Acceptance, HookDelivery, StatusRange } from '../delivery.ts';
import { pointerTo } from '../json-pointer.ts';
import type { Recognition } from '../recognition.ts';
import type { AbsenceExplanation, Dialect, Remedy } from '../types.ts';
import { given, joinRows } from './given.ts';
import { joinParameterRows } from './methods.ts';
import type { CustomFile } from './schema.ts';
import type { DialectProblem } from './shape.ts';
import type { CustomClientConfig, CustomStatus } from './system-schema.ts';

const SOURCE = 'CUSTOM';

/**
 * The base with everything that the file says about the system; methods and expectations are still those of the base.
 * Lists of the file replace those of the base; tables with names are joined.
 */
export function joinSystem(base: Dialect, file: CustomFile, problems: DialectProblem[]): Dialect {
  return {
    ...base,
    name: file.name,
    title: file.title ?? (base.title === '' ? file.name : base.title),
    description: file.description ?? base.description,
    recognition: file.recognition === undefined ? base.recognition : recognitionOf(file.recognition),
    marks: file.marks ?? base.marks,
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
    numberParameters: file.numberParameters ?? base.numberParameters,
    toleranceSeconds: file.toleranceSeconds ?? base.toleranceSeconds,
    acceptance: acceptanceOf(base, file),
    errorMatrix:
      file.errors?.map((row) => ({ policy: 'any' as const, ...given(row), source: SOURCE })) ??
      base.errorMatrix,
    clientConfig: clientConfigOf(base, file),
    endings: endingsOf(base, file),
    delivery: deliveryOf(base, file),
    signature: signatureOf(base, file),
    activation: activationOf(base, file),
    remedies: remediesOf(base, file, problems),
    absences: absencesOf(base, file, problems),
    infoHints: file.infoHints?.map((hint) => ({ ...hint, source: SOURCE })) ?? base.infoHints,
  };
}

function recognitionOf(recognition: NonNullable<CustomFile['recognition']>): Recognition {
  if (recognition.by === 'body') {
    const places = recognition.keys.map((key) => ({ in: 'payload' as const, path: [key] }));
    return { by: 'word', places, shapes: [], beside: [] };
  }
  const { by, foreignPaths, distinctiveEndings } = recognition;
  return {
    by,
    foreignPaths: foreignPaths?.map((path) => path.toLowerCase()) ?? [],
    distinctiveEndings: distinctiveEndings ?? [],
  };
}

function contextOf(base: Dialect, { context }: CustomFile): Dialect['context'] {
  if (context === undefined || context === null) return context === null ? null : base.context;
  return { application: null, node: null, sessionForm: 'opaque', ...given(context) };
}

function acceptanceOf({ acceptance }: Dialect, file: CustomFile): Acceptance {
  const { statuses, body } = file.acceptance ?? {};
  return {
    statuses: statuses?.map(rangeOf) ?? acceptance.statuses,
    body:
      body === undefined
        ? acceptance.body
        : body === 'any'
          ? { kind: 'any' }
          : { kind: 'member', path: body.member, equals: body.equals },
  };
}

function rangeOf(status: CustomStatus): StatusRange {
  if (typeof status === 'number') return { from: status, to: status };
  if (status.endsWith('xx')) {
    const from = Number(status[0]) * 100;
    return { from, to: from + 99 };
  }
  const [from, to] = status.split('-').map(Number);
  return { from: from ?? 0, to: to ?? 0 };
}

function deliveryOf({ delivery }: Dialect, file: CustomFile): HookDelivery {
  if (file.delivery === undefined) return delivery;
  const { retry, ...rest } = file.delivery;
  return {
    ...delivery,
    ...given(rest),
    ...(retry !== undefined && { retry: retry === null ? null : { times: null, ...given(retry) } }),
    source: SOURCE,
  };
}

function signatureOf(base: Dialect, { signature }: CustomFile): Dialect['signature'] {
  if (signature === undefined || signature === null) return signature === null ? null : base.signature;
  return {
    kind: 'hmac',
    encoding: 'hex',
    ...signature,
    header: signature.header.toLowerCase(),
    source: SOURCE,
  };
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
  return endings.map(({ kind, method, begins, underWay, ends }) => ({
    kind,
    method,
    begins,
    underWay: { statuses: underWay?.statuses ?? [], methods: underWay?.methods ?? [] },
    ends: ends.map(({ status, mayFollow }) => ({ status, mayFollow: mayFollow ?? [] })),
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
    (id, _, { description, remedies }) => ({
      id,
      description,
      remedies: remedies ?? [],
      ruledOutBy: [],
      source: SOURCE,
    }),
  );
}
