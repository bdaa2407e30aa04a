/**
 * What a reader accepts, as JSON Schema (draft 2020-12): editors complete and check a dialect file by it. Every reader makes its
 * own part, so that the schema says what the reader does.
 */

export interface FormSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, FormSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | number;
  readonly enum?: readonly (string | number)[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: FormSchema;
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: FormSchema;
  readonly additionalProperties?: boolean | FormSchema;
  readonly anyOf?: readonly FormSchema[];
}

/** A member of an object: what it may be, whether it must be there, and what it is for. */
export interface MemberForm {
  readonly name: string;
  readonly form: FormSchema;
  readonly needed: boolean;
  readonly text: string | undefined;
}

/** An object with these members and no others. */
export function recordForm(members: readonly MemberForm[]): FormSchema {
  const required = members.filter(({ needed }) => needed).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(
      members.map(({ name, form, text }) => [
        name,
        text === undefined ? form : { description: text, ...form },
      ]),
    ),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}
