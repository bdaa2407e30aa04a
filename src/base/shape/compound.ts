import type { Shape } from './shape.ts';

/** A member that may be absent. */
export interface OptionalMember<Value> {
  readonly optional: Shape<Value>;
}

/** A shape for each member of an object. */
export type MemberShapes<Value> = {
  readonly [Name in keyof Value]-?: undefined extends Value[Name]
    ? OptionalMember<Exclude<Value[Name], undefined>>
    : Shape<Value[Name]>;
};

/** A member that may be absent. */
export function optional<Value>(shape: Shape<Value>): OptionalMember<Value> {
  return { optional: shape };
}

type AnyMember = Shape<unknown> | OptionalMember<unknown>;

/** An object with these members. Others are not written: the compiler asks for a shape of each. */
export function record<Value extends object>(shapes: MemberShapes<Value>): Shape<Value> {
  const members = Object.entries<AnyMember>(shapes as Readonly<Record<string, AnyMember>>);
  const form = members.map(([name, member]) =>
    'optional' in member ? `${name}?: ${member.optional.form}` : `${name}: ${member.form}`,
  );
  return {
    form: `{${form.join('; ')}}`,
    write: (value, to) => {
      for (const [name, member] of members) {
        const own: unknown = value[name as keyof Value];
        if (!('optional' in member)) member.write(own, to);
        else {
          to.byte(own === undefined ? 0 : 1);
          if (own !== undefined) member.optional.write(own, to);
        }
      }
    },
    read: (from) => {
      from.note();
      const value: Record<string, unknown> = {};
      // The names are those of the shape: nothing that was read becomes a name.
      for (const [name, member] of members) {
        if (!('optional' in member)) value[name] = member.read(from);
        else if (from.byte() === 1) value[name] = member.optional.read(from);
      }
      return value as Value;
    },
  };
}

/** An object of one of several kinds, which its member `kind` names. */
export function kinds<Value extends { readonly kind: string }>(
  shapes: {
    readonly [Kind in Value['kind']]: MemberShapes<Omit<Extract<Value, { readonly kind: Kind }>, 'kind'>>;
  },
): Shape<Value> {
  const names = Object.keys(shapes) as readonly Value['kind'][];
  const records = names.map((name) => record(shapes[name] as MemberShapes<object>));
  return {
    form: names.map((name, number) => `${name} ${records[number].form}`).join(' | '),
    write: (value, to) => {
      const number = names.indexOf(value.kind);
      if (number < 0) throw new Error(`${value.kind} is none of ${names.join()}`);
      to.byte(number);
      records[number].write(value, to);
    },
    read: (from) => {
      const number = from.byte();
      const shape = records[number] ?? from.fail('an unknown kind');
      return { kind: names[number], ...shape.read(from) } as Value;
    },
  };
}

/** `most`: how many items there may be; left out: as many as there are bytes for. */
export function list<Item>(item: Shape<Item>, most?: number): Shape<readonly Item[]> {
  return {
    form: `list of ${item.form}`,
    write: (items, to) => {
      to.whole(items.length);
      for (const each of items) item.write(each, to);
    },
    read: (from) => {
      const count = from.count(most);
      const items: Item[] = [];
      for (let number = 0; number < count; number++) items.push(item.read(from));
      return items;
    },
  };
}

export function pair<First, Second>(
  first: Shape<First>,
  second: Shape<Second>,
): Shape<readonly [First, Second]> {
  return {
    form: `(${first.form}, ${second.form})`,
    write: (value, to) => {
      first.write(value[0], to);
      second.write(value[1], to);
    },
    read: (from) => [first.read(from), second.read(from)],
  };
}

export function setOf<Item>(item: Shape<Item>, most?: number): Shape<ReadonlySet<Item>> {
  const items = list(item, most);
  return {
    form: `set as ${items.form}`,
    write: (set, to) => items.write([...set], to),
    read: (from) => new Set(items.read(from)),
  };
}

export function mapOf<Key, Value>(
  key: Shape<Key>,
  value: Shape<Value>,
  most?: number,
): Shape<ReadonlyMap<Key, Value>> {
  const entries = list(pair(key, value), most);
  return {
    form: `map as ${entries.form}`,
    write: (map, to) => entries.write([...map], to),
    read: (from) => new Map(entries.read(from)),
  };
}
