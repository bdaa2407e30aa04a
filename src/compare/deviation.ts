import { clipped, listed } from '../checks/index.ts';
import { acceptedTypes, contextNames, type Dialect, type Parameter } from '../dialects/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { ParameterChange, Weight } from './model.ts';
import { comparedRows, type PayloadOutline, type ValueKind } from './payload-outline.ts';
import { isValued, type MemberProfile, type RequestProfile, type ResponseProfile } from './profile.ts';
import type { ResponseOutline } from './response-outline.ts';

/** One way in which a payload of the bad capture differs from those of the good one. */
export interface ProfileDeviation {
  readonly side: 'request' | 'answer';
  readonly change: ParameterChange;
  readonly weight: Weight;
  /** JSON Pointer; empty for the payload as a whole. */
  readonly pointer: string;
  /** The value in each capture, in words. */
  readonly good: string;
  readonly bad: string;
}

/** The most characters that are shown of a value or name. */
const SHOWN_CHARACTERS = 60;
const SHOWN_VALUES = 4;

const KIND_WORDS: Readonly<Record<ValueKind, string>> = {
  string: 'a string',
  empty: 'an empty string',
  number: 'a number',
  boolean: 'a boolean',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

/** How the payload of a request differs from those of the same step in the good capture. */
export function requestDeviations(
  call: HookCall,
  outline: PayloadOutline,
  profile: RequestProfile,
): readonly ProfileDeviation[] {
  if (profile.calls === 0) return [];
  const rows = comparedRows(call.methodSpec);
  const found: ProfileDeviation[] = [];
  for (const pointer of profile.always) {
    const member = profile.members.get(pointer);
    const own = outline.get(pointer);
    if (own !== undefined && isValued(own.kinds)) continue;
    // An item of a list, and a member whose parent is missing too, are not told by themselves.
    if (member === undefined || pointer.includes('/*') || !hasParent(outline, pointer)) continue;
    found.push({
      side: 'request',
      change: own === undefined ? 'missing' : 'empty',
      weight: isNeeded(rows.get(pointer)) ? 'fault' : 'difference',
      pointer,
      good: kindWords([...member.kinds].filter((kind) => kind !== 'null' && kind !== 'empty')),
      bad: own === undefined ? 'absent' : kindWords(own.kinds),
    });
  }
  for (const [pointer, own] of outline) {
    const member = profile.members.get(pointer);
    if (member === undefined) {
      if (pointer.includes('/*') || !profileHasParent(profile, pointer)) continue;
      found.push({
        side: 'request',
        change: 'added',
        weight: 'difference',
        pointer,
        good: 'absent',
        bad: kindWords(own.kinds),
      });
      continue;
    }
    found.push(...valueDeviations(pointer, own.kinds, own.values, member, rows.get(pointer)));
  }
  return found;
}

function valueDeviations(
  pointer: string,
  kinds: readonly ValueKind[],
  values: readonly string[],
  member: MemberProfile,
  row: Parameter | undefined,
): readonly ProfileDeviation[] {
  const others = kinds.filter((kind) => kind !== 'null' && kind !== 'empty' && !member.kinds.has(kind));
  const usual = [...member.kinds].filter((kind) => kind !== 'null' && kind !== 'empty');
  if (others.length > 0 && usual.length > 0) {
    return [
      {
        side: 'request',
        change: 'type',
        weight:
          row !== undefined && others.some((kind) => !isAccepted(row, kind, pointer))
            ? 'fault'
            : 'difference',
        pointer,
        good: kindWords(usual),
        bad: kindWords(others),
      },
    ];
  }
  const strange = values.filter((value) => !member.values.has(value));
  if (strange.length === 0 || member.values.size === 0) return [];
  return [
    {
      side: 'request',
      change: 'value',
      weight: 'difference',
      pointer,
      good: valueWords([...member.values].sort()),
      bad: valueWords(strange),
    },
  ];
}

/** How an answer's body deviates from those of the same step in the good capture. */
export function responseDeviations(
  dialect: Dialect,
  outline: ResponseOutline,
  profile: ResponseProfile,
): readonly ProfileDeviation[] {
  if (profile.calls === 0) return [];
  if (outline.body === 'not-json' || outline.body === 'empty') {
    if (profile.bodies.has(outline.body) || (!profile.bodies.has('mirror') && !profile.bodies.has('json')))
      return [];
    const bad = outline.body === 'empty' ? 'empty' : 'no JSON object';
    return [{ side: 'answer', change: 'type', weight: 'fault', pointer: '', good: 'a JSON object', bad }];
  }
  const context = contextNames(dialect);
  const weigh = (name: string): Weight => (context.includes(name) ? 'fault' : 'difference');
  const told = (names: readonly string[], known: ReadonlySet<string>): readonly string[] =>
    names.filter((name) => !known.has(name));
  const of = (
    name: string,
    change: ParameterChange,
    good: string,
    bad: string,
    weight: Weight,
  ): ProfileDeviation => ({
    side: 'answer',
    change,
    weight,
    pointer: `/${clipped(name, SHOWN_CHARACTERS)}`,
    good,
    bad,
  });
  return [
    ...told(outline.removed, profile.removed).map((name) =>
      of(name, 'missing', 'given back', 'left out', weigh(name)),
    ),
    ...told(outline.changed, profile.changed).map((name) =>
      of(name, 'value', 'as sent', 'changed', weigh(name)),
    ),
    ...told(outline.added, profile.added).map((name) => of(name, 'added', 'absent', 'added', 'difference')),
  ];
}

function isNeeded(row: Parameter | undefined): boolean {
  return row !== undefined && row.presence !== 'optional';
}

/** True where the table accepts the kind of value. Items of a list have types of their own. */
function isAccepted(row: Parameter, kind: ValueKind, pointer: string): boolean {
  const types = pointer.endsWith('/*') ? (row.items ?? []) : acceptedTypes(row);
  if (types.length === 0) return true;
  return types.some((type) => (type === 'integer' ? 'number' : type) === kind);
}

function hasParent(outline: PayloadOutline, pointer: string): boolean {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  return parent === '' || outline.get(parent)?.kinds.includes('object') === true;
}

function profileHasParent({ members }: RequestProfile, pointer: string): boolean {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  return parent === '' || members.get(parent)?.kinds.has('object') === true;
}

function kindWords(kinds: readonly ValueKind[]): string {
  return listed(
    [...kinds].sort().map((kind) => KIND_WORDS[kind]),
    'or',
  );
}

function valueWords(values: readonly string[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map((value) => clipped(value, SHOWN_CHARACTERS));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown, 'or');
}
