/** A quick look at a request, before anything of its body is parsed. */
import { type Dialect, findMethod, sessionParameters, type WordPlace } from '../dialects/index.ts';
import { headerValue, type RequestMessage } from '../http/index.ts';
import { methodOfPath } from './hook-path.ts';
import { lastSegment, queryOf } from './target-path.ts';
import { isUtf16 } from './text-encoding.ts';

/** True where reading the payload may show that a request is a hook: cheaper than reading it. */
export function mayBeHook(dialects: readonly Dialect[], request: RequestMessage): boolean {
  return isUtf16(request.body.bytes) || dialects.some((dialect) => mayBeOf(dialect, request));
}

function mayBeOf(dialect: Dialect, request: RequestMessage): boolean {
  const { recognition, context } = dialect;
  if (methodOfPath(dialect, request) !== null) return true;
  if (recognition.by === 'target') {
    if (findMethod(dialect, lastSegment(request.target)) !== null) return true;
    if (context === null) return false;
    const told = context.application ?? sessionParameters(context)[0];
    const row = dialect.contextParameters.find(({ name }) => name === told);
    return (row?.paths ?? [[told]]).some((path) => holdsMember(dialect, path, request));
  }
  return (
    recognition.places.some((place) => holdsWord(dialect, place, request)) ||
    recognition.shapes.some(({ has }) => has.every(({ path }) => holdsMember(dialect, path, request)))
  );
}

function holdsWord(dialect: Dialect, place: WordPlace, request: RequestMessage): boolean {
  switch (place.in) {
    case 'payload':
      return holdsMember(dialect, place.path, request);
    case 'header':
      return headerValue(request.headers, place.name) !== null;
    case 'segment':
      return findMethod(dialect, lastSegment(request.target)) !== null;
    case 'query':
      return request.target.includes('?');
  }
}

/** Whether the name of a member stands anywhere where the dialect's payloads are. Servers write their names without escapes. */
function holdsMember(
  { delivery: { bodyForms }, embedded }: Dialect,
  path: readonly string[],
  { body, target }: RequestMessage,
): boolean {
  const name = path.at(-1) ?? '';
  if (bodyForms.includes('query') && queryOf(target)?.includes(name) === true) return true;
  // In a form, and in a JSON text within another one, names stand without plain quotation marks.
  const isQuoted = embedded.length === 0 && !bodyForms.includes('form');
  return body.bytes.includes(isQuoted ? `"${name}"` : name);
}
