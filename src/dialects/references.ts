/** Whether everything exists that the tables of a dialect refer to by name. */
import { policySetting } from './client-config.ts';
import { oneOf, pointerTo } from './json-pointer.ts';
import { sessionParameters } from './lookup.ts';
import type { Dialect } from './types.ts';

/** Something in which a dialect contradicts itself. */
export interface Inconsistency {
  /** JSON Pointer (RFC 6901) in terms of a dialect file, such as `/methods/NAME/…`. */
  readonly pointer: string;
  readonly found: string;
  readonly expected: string;
}

/** A name, and where in a dialect file it is. */
type NamedReference = readonly [pointer: string, name: string];

/** References to methods, remedies and parameters that do not exist; not those in methods and expectations. */
export function danglingReferences(dialect: Dialect): readonly Inconsistency[] {
  return [
    ...methodReferences(dialect)
      .filter(([, name]) => dialect.methods.every((method) => method.name !== name))
      .map(dangling('the name of a method, spelt as in the table')),
    ...remedyReferences(dialect)
      .filter(([, id]) => dialect.remedies.every((remedy) => remedy.id !== id))
      .map(dangling(oneOf(dialect.remedies.map((remedy) => remedy.id)))),
    ...contextReferences(dialect)
      .filter(([, name]) => dialect.contextParameters.every((row) => row.name !== name))
      .map(
        dangling(
          `the name of a context parameter: ${oneOf(dialect.contextParameters.map((row) => row.name))}`,
        ),
      ),
    ...parameterReferences(dialect),
    ...inClientConfig(dialect),
    ...inErrors(dialect),
  ];
}

function dangling(expected: string): (reference: NamedReference) => Inconsistency {
  return ([pointer, name]) => ({ pointer, found: `"${name}"`, expected });
}

function methodReferences(dialect: Dialect): readonly NamedReference[] {
  const { recognition, hookPaths, periodic, endings, errorMatrix, clientConfig } = dialect;
  const shapes = recognition.by === 'word' ? recognition.shapes : [];
  return [
    ...shapes.map(
      ({ method }, index) => [pointerTo('recognition', 'shapes', index, 'method'), method] as const,
    ),
    ...hookPaths.map(({ method }, index) => [pointerTo('hookPaths', index, 'method'), method] as const),
    ...periodic.map(({ method }, index) => [pointerTo('periodic', index, 'method'), method] as const),
    ...endings.flatMap(({ method, begins, underWay }, index): readonly NamedReference[] => [
      [pointerTo('endings', index, 'method'), method],
      ...begins.map((name, at) => [pointerTo('endings', index, 'begins', at), name] as const),
      ...underWay.methods.map(
        (name, at) => [pointerTo('endings', index, 'underWay', 'methods', at), name] as const,
      ),
    ]),
    ...errorMatrix.flatMap(({ method }, index): readonly NamedReference[] =>
      method === undefined ? [] : [[pointerTo('errors', index, 'method'), method]],
    ),
    ...(clientConfig === null ? [] : [[pointerTo('clientConfig', 'method'), clientConfig.method] as const]),
  ];
}

function remedyReferences({ absences, activation }: Dialect): readonly NamedReference[] {
  return [
    ...absences.flatMap(({ id, remedies }) =>
      remedies.map((remedy, index) => [pointerTo('absences', id, 'remedies', index), remedy] as const),
    ),
    ...(activation?.remedies ?? []).map(
      (remedy, index) => [pointerTo('activation', 'remedies', index), remedy] as const,
    ),
    ...(activation?.shownBy ? [[pointerTo('activation', 'shownBy'), activation.shownBy] as const] : []),
  ];
}

function contextReferences({ context }: Dialect): readonly NamedReference[] {
  if (context === null) return [];
  const { application, node } = context;
  return [
    ...sessionParameters(context).map((name) => [pointerTo('context', 'session'), name] as const),
    ...Object.entries({ application, node }).flatMap(([part, name]) =>
      name === null ? [] : [[pointerTo('context', part), name] as const],
    ),
  ];
}

/** A parameter with a number or a status must be one of the methods that have it. */
function parameterReferences({ counters, methods, contextParameters }: Dialect): readonly Inconsistency[] {
  const known = [...contextParameters, ...methods.flatMap(({ parameters }) => parameters)];
  return [
    ...counters
      .map(({ parameter }, index) => [pointerTo('counters', index, 'parameter'), parameter] as const)
      .filter(([, name]) => known.every((row) => row.name !== name))
      .map(dangling('the name of a parameter of at least one method')),
    ...methods.flatMap(({ name, statusParameter, parameters }) =>
      statusParameter === undefined || parameters.some((row) => row.name === statusParameter)
        ? []
        : [
            dangling('the name of a parameter of the method')([
              pointerTo('methods', name, 'statusParameter'),
              statusParameter,
            ]),
          ],
    ),
  ];
}

/** The default of a field with words must be one of them. */
function inClientConfig({ clientConfig }: Dialect): readonly Inconsistency[] {
  return (clientConfig?.fields ?? []).flatMap((field) => {
    if (field.form !== 'word') return [];
    const words = field.words.map(({ word }) => word);
    if (words.includes(field.default)) return [];
    const pointer = pointerTo('clientConfig', 'fields', field.name, 'default');
    return [{ pointer, found: `"${field.default}"`, expected: oneOf(words) }];
  });
}

/** A row for one policy never holds where nothing sets the policy. */
function inErrors({ errorMatrix, clientConfig }: Dialect): readonly Inconsistency[] {
  return errorMatrix.flatMap(({ policy }, index) =>
    policy === 'any' || policySetting(clientConfig, policy) !== null
      ? []
      : [
          {
            pointer: pointerTo('errors', index, 'policy'),
            found: `"${policy}"`,
            expected: '"any": no field of "clientConfig" decides about refusals in this way',
          },
        ],
  );
}
