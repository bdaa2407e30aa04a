/** What a sound dialect does not say and what would be useful to say. */
import { pointerTo } from './json-pointer.ts';
import type { Dialect } from './types.ts';

export interface Advice {
  /** JSON Pointer (RFC 6901) to where it would stand. */
  readonly pointer: string;
  /** A sentence. */
  readonly text: string;
}

/** In the order of a dialect file. */
export function adviceOn(dialect: Dialect): readonly Advice[] {
  return [
    ...(dialect.ports.length > 0
      ? []
      : [advice(['ports'], 'No port is named: say to which TCP ports the server sends its hooks.')]),
    ...aboutAnswers(dialect),
    ...aboutDelivery(dialect),
    ...aboutJoining(dialect),
    ...dialect.expectations.flatMap(({ id, direction, windowSeconds, closedBy }) =>
      direction === 'forward' && !Number.isFinite(windowSeconds) && closedBy === undefined
        ? [
            advice(
              ['expectations', id],
              'It is never told as missing: it has no window, and no "closedBy" says what shows that the end is due.',
            ),
          ]
        : [],
    ),
  ];
}

function advice(names: readonly (string | number)[], text: string): Advice {
  return { pointer: pointerTo(...names), text };
}

function aboutAnswers({ acceptance, methods, errorMatrix }: Dialect): readonly Advice[] {
  const takesAll =
    acceptance.body.kind === 'any' && acceptance.statuses.some(({ from, to }) => from <= 200 && to >= 299);
  const asks = methods.filter(({ role }) => role === 'ask' || role === 'opener' || role === 'incoming');
  return [
    ...(takesAll && (asks.length === 0 || asks.some((method) => method.acceptance === undefined))
      ? [
          advice(
            ['acceptance'],
            'Every 2xx response counts as accepted, whatever its body: say more where the server demands more.',
          ),
        ]
      : []),
    ...(asks.length > 0 && errorMatrix.length === 0
      ? [
          advice(
            ['errors'],
            `The backend may refuse ${asks.map(({ name }) => name).join(', ')}, and nothing says what the server does then.`,
          ),
        ]
      : []),
  ];
}

function aboutDelivery({ delivery, methods }: Dialect): readonly Advice[] {
  const isKnown =
    delivery.timeoutSeconds !== null || methods.some(({ timeoutSeconds }) => timeoutSeconds !== undefined);
  return isKnown
    ? []
    : [
        advice(
          ['delivery', 'timeoutSeconds'],
          'How long the server waits for a response is not known, so that no response is told as too late.',
        ),
      ];
}

function aboutJoining(dialect: Dialect): readonly Advice[] {
  const { context, methods, expectations, endings, statusParameter } = dialect;
  const kinds = new Set(methods.flatMap(({ dialog }) => dialog?.kind ?? []));
  if (context === null && kinds.size === 0) {
    const text =
      'No call belongs to a session or a dialog: say in "context" or in "dialog" of methods which parameters join calls, so that expectations are possible.';
    return [advice(['methods'], text)];
  }
  const ended = new Set(endings.map(({ kind }) => kind));
  // An end is told by a status; without one there is nothing to say.
  const open = [...kinds].filter(
    (kind) =>
      !ended.has(kind) &&
      methods.some(
        (method) =>
          method.dialog?.kind === kind &&
          method.parameters.some(({ name }) => name === (method.statusParameter ?? statusParameter)),
      ),
  );
  return [
    ...(expectations.length > 0
      ? []
      : [
          advice(
            ['expectations'],
            'There are none, so that nothing is told that should have come and did not.',
          ),
        ]),
    ...(open.length > 0
      ? [
          advice(
            ['endings'],
            `Nothing says when a ${open.join(' or a ')} is over, so that calls that come after its end are not told.`,
          ),
        ]
      : []),
  ];
}
