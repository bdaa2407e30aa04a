import {
  type Acceptance,
  type BodyRule,
  type Dialect,
  type ErrorConsequence,
  type HookDelivery,
  type Method,
  parseDialect,
} from '../../src/dialects/index.ts';

/** Made-up servers that say what they take for consent as those do which people run. */

const ASKED = { role: 'ask', description: 'The server asks.', dialog: { kind: 'visit', parameter: 'visit' } };
const FILE = {
  name: 'gate',
  methods: {
    ask: { ...ASKED, parameters: { visit: { types: ['string'], presence: 'key', description: 'X.' } } },
    tell: { role: 'event', description: 'The server tells.' },
  },
};

/** What a test says of a server; the rest is neutral. */
export interface ServerParts {
  readonly server?: string;
  readonly acceptance?: Acceptance;
  readonly errorMatrix?: readonly ErrorConsequence[];
  readonly delivery?: Partial<HookDelivery>;
  /** What both of its methods, `ask` and `tell`, have besides. */
  readonly methods?: Partial<Method>;
}

export function serverWith({ server = 'the gate', methods, delivery, ...parts }: ServerParts): Dialect {
  const result = parseDialect(FILE);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { dialect } = result;
  return {
    ...dialect,
    ...parts,
    server,
    delivery: { ...dialect.delivery, ...delivery },
    methods: dialect.methods.map((method) => ({ ...method, ...methods })),
  };
}

const CODE: BodyRule = { kind: 'member', path: ['code'], equals: [0], refusedBy: ['integer'] };

/** 200 or 201, and `0` or an object with the integer `code` 0. */
export const ZERO_OR_CODE: Acceptance = {
  statuses: [{ from: 200, to: 201 }],
  body: { kind: 'either', rules: [{ kind: 'text', equals: ['0'] }, CODE] },
};

/** 200, and an object with the integer `code` 0. */
export const CODE_ZERO: Acceptance = { statuses: [{ from: 200, to: 200 }], body: CODE };

/** 200, and an object with the boolean `allowed`. */
export const ALLOWED: Acceptance = {
  statuses: [{ from: 200, to: 200 }],
  body: { kind: 'member', path: ['allowed'], equals: [true], refusedBy: ['boolean'] },
};

/** 200, and any JSON. */
export const ANY_JSON: Acceptance = {
  statuses: [{ from: 200, to: 200 }],
  body: { kind: 'json', object: false },
};

/** Any 2xx, whatever the body is. */
export const ANY_SUCCESS: Acceptance = { statuses: [{ from: 200, to: 299 }], body: { kind: 'any' } };

/** The first digit of the status decides: 2 and 3 let go on, 4 refuses. */
export const FIRST_DIGIT: Acceptance = {
  statuses: [{ from: 200, to: 399 }],
  refusals: [{ from: 400, to: 499 }],
  body: { kind: 'any' },
};
