/** What follows from a value of another type than documented, by what its parameter is used for, and what to do. */
import {
  type Dialect,
  type JsonType,
  type Method,
  sessionParameters,
  statusParameter,
} from '../../dialects/index.ts';

/** Names a parameter within the method of a dialect. `documented`: the types that the table has for the value. */
export interface WrongType {
  readonly dialect: Dialect;
  readonly method: Method;
  readonly parameter: string;
  readonly found: JsonType;
  readonly documented: readonly JsonType[];
}

/** A use of parameters, and what a value of another type does to it. */
interface Use {
  readonly is: (wrong: WrongType) => boolean;
  readonly consequence: (wrong: WrongType) => string;
}

/** The most telling first. */
const USES: readonly Use[] = [
  {
    is: ({ dialect, parameter }) =>
      dialect.context !== null && sessionParameters(dialect.context).includes(parameter),
    consequence: () =>
      'By it the backend finds the session: with another type it may find none, or another one.',
  },
  {
    is: ({ dialect, parameter }) =>
      dialect.context?.application === parameter || dialect.context?.node === parameter,
    consequence: () =>
      'It says where the call comes from: a backend that compares it with what it knows finds nothing equal.',
  },
  {
    is: ({ method, parameter }) => method.dialog?.parameters.includes(parameter) === true,
    consequence: ({ method }) =>
      `By it the backend finds the ${method.dialog?.kind ?? 'dialog'} that the hook is about: with another type it may find none.`,
  },
  {
    is: ({ dialect, method, parameter }) => statusParameter(dialect, method) === parameter,
    consequence: () =>
      'It says what has happened: a backend that compares it with the documented words recognises none.',
  },
  {
    is: ({ dialect, parameter }) => dialect.numberParameters.includes(parameter),
    consequence: () =>
      'It is a number of a party: as another type it may lose its leading zeros or plus sign, or match no account.',
  },
  {
    is: ({ documented, found }) => documented.includes('boolean') && found === 'string',
    consequence: () => 'A backend that asks whether it is true takes any text for true, "false" as well.',
  },
  {
    is: ({ documented }) => documented.includes('boolean'),
    consequence: () => 'A backend that compares it with true or false finds neither.',
  },
  {
    is: ({ documented, found }) =>
      (documented.includes('integer') || documented.includes('number')) && found === 'string',
    consequence: () =>
      'A backend that counts with it or compares it may take it as a text: "10" then comes before "9".',
  },
  {
    is: ({ documented }) => documented.includes('object') || documented.includes('array'),
    consequence: () => 'A backend that looks for the members or items in it finds none, or fails.',
  },
];

/** What follows from it: what the use of the parameter suffers, and what a backend with typed models does. */
export function consequenceOfWrongType(wrong: WrongType): string {
  const use = USES.find(({ is }) => is(wrong));
  const typed = 'A backend with typed models may refuse the whole payload.';
  return use === undefined ? typed : `${use.consequence(wrong)} ${typed}`;
}

/** What to do about it, whatever system it is. */
export const REMEDY_OF_WRONG_TYPE =
  'Have the backend accept both types until it is found where the value comes from: what the client passes is often handed on as it is, and a proxy may rewrite JSON.';
