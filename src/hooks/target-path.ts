/** What a request target says: its path, its last segment, its query. */
import { MAX_REMEMBERED_KEY_LENGTH, MAX_REMEMBERED_KEYS } from '../base/limits.ts';
import { formPairs } from './form.ts';

/** The last path segment of a request target, without query, fragment, parameters and trailing slash; decoded where it is encoded. */
export function lastSegment(target: string): string {
  const known = segments.get(target);
  if (known !== undefined) return known;
  const segment = findLastSegment(target);
  if (target.length <= MAX_REMEMBERED_KEY_LENGTH) {
    if (segments.size >= MAX_REMEMBERED_KEYS) segments.clear();
    segments.set(target, segment);
  }
  return segment;
}

/** Of the targets met last: a call server has few, and asks for them over and over. */
const segments = new Map<string, string>();

function findLastSegment(target: string): string {
  let end = pathEnd(target);
  while (end > 0 && target.charCodeAt(end - 1) === 0x2f) end -= 1;
  return decodedSegment(target.slice(target.lastIndexOf('/', end - 1) + 1, end));
}

/** The index behind the path: of the query, of the fragment, or of the end. */
function pathEnd(target: string): number {
  const query = target.indexOf('?');
  const end = query < 0 ? target.length : query;
  const fragment = target.indexOf('#');
  return fragment >= 0 && fragment < end ? fragment : end;
}

/** A segment without its parameters (RFC 3986 §3.3), such as ";jsessionid=1", which are no part of its name. */
function decodedSegment(whole: string): string {
  const parameters = whole.indexOf(';');
  const segment = parameters < 0 ? whole : whole.slice(0, parameters);
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The segments of a path; of a target of the form `http://host/path` (RFC 9112 §3.2.2) those of its path. */
export function pathSegments(target: string): readonly string[] {
  return pathOf(target).split('/').map(decodedSegment);
}

/** The path of a target as it is written; of one of the form `http://host/path` that of the URL. */
export function pathOf(target: string): string {
  return target.slice(0, pathEnd(target)).replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '');
}

/** The query of a target, without its mark; null where it has none. */
export function queryOf(target: string): string | null {
  const mark = target.indexOf('?');
  if (mark < 0) return null;
  const fragment = target.indexOf('#', mark);
  return target.slice(mark + 1, fragment < 0 ? target.length : fragment);
}

/** The members of a target's query, the first value of each name. */
export function queryMembers(target: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  for (const { name, value } of formPairs(queryOf(target) ?? '', 'latin1')) {
    if (!members.has(name)) members.set(name, value);
  }
  return members;
}

/** The value of the first member of a target's query that has this name; null where none has. */
export function queryMember(target: string, name: string): string | null {
  const query = queryOf(target);
  if (query === null) return null;
  for (const pair of formPairs(query, 'latin1')) if (pair.name === name) return pair.value;
  return null;
}
