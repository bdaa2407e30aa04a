import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exchange, HttpConnection, type LateProblem, type RestingPlace } from '../../src/http/index.ts';
import type { Arrival, Direction } from '../../src/stream/index.ts';

/** What a connection is told. */
type Told =
  | { readonly kind: 'data'; readonly direction: Direction; readonly bytes: Buffer }
  | { readonly kind: 'gap'; readonly direction: Direction; readonly length: number }
  | { readonly kind: 'end'; readonly direction: Direction };

/** Tells a connection one thing after the other, and notes what it gives out. */
class Teller {
  readonly given: (Exchange | LateProblem)[] = [];
  readonly connection = new HttpConnection(
    {
      onExchange: (exchange) => this.given.push(exchange),
      onLateProblem: (late) => this.given.push(late),
    },
    { hash: false },
  );
  readonly #offsets: [number, number] = [0, 0];
  #frame = 0;

  tell(told: Told, isUnheard = false): void {
    this.#frame += 1;
    const { direction } = told;
    const at: Arrival = {
      frame: this.#frame,
      seconds: 1000 + this.#frame,
      nanoseconds: 0,
      offset: this.#offsets[direction],
      acknowledged: this.#offsets[direction === 0 ? 1 : 0],
    };
    if (told.kind === 'data') this.#offsets[direction] += told.bytes.length;
    else if (told.kind === 'gap') this.#offsets[direction] += told.length;
    if (isUnheard) return;
    if (told.kind === 'data') this.connection.data(direction, told.bytes, 0, told.bytes.length, at);
    else if (told.kind === 'gap') this.connection.gap(direction, told.length, 'lost', at);
    else this.connection.end(direction, 'fin', at);
  }
}

const BODIES = [
  '',
  'Content-Length: 4\r\n\r\nbody',
  'Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n',
];

function message(startLine: string, body: string): string {
  return `${startLine}\r\nHost: a\r\n${body === '' ? 'Content-Length: 0\r\n\r\n' : body}`;
}

const requestDirection = fc.constantFrom<Direction>(0, 1);
const body = fc.constantFrom(...BODIES);
const request = fc
  .tuple(body, fc.constantFrom('', 'Upgrade: websocket\r\n'))
  .map(([own, field]) => message(`POST /a HTTP/1.1\r\n${field}X: y`, own));
const response = body.map((own) => message('HTTP/1.1 200 OK', own));
const piece = fc.oneof(
  request,
  response,
  fc.constantFrom(
    '\r\n',
    'é',
    'surplus',
    'POST /b HTTP/1.1\r\n',
    'HTTP/1.1 408 Timeout\r\nContent-Length: 0\r\n\r\n',
  ),
);
const next: fc.Arbitrary<Told> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ direction: requestDirection, text: piece }).map(asData) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('gap' as const),
      direction: requestDirection,
      length: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), direction: requestDirection }) },
);

function asData({ direction, text }: { readonly direction: Direction; readonly text: string }): Told {
  return { kind: 'data', direction, bytes: Buffer.from(text, 'utf8') };
}

describe('a connection that resumes between two exchanges', () => {
  it('reads what follows as one does that was told everything', () => {
    fc.assert(
      fc.property(
        requestDirection,
        request,
        response,
        fc.array(next, { maxLength: 8 }),
        (direction, asked, answered, rest) => {
          const whole = new Teller();
          const resumed = new Teller();
          for (const told of [
            asData({ direction, text: asked }),
            asData({ direction: direction === 0 ? 1 : 0, text: answered }),
          ]) {
            whole.tell(told);
            resumed.tell(told, true);
          }
          const place: RestingPlace | null = whole.connection.resting;
          fc.pre(place !== null);
          if (place === null) return;
          resumed.connection.resume(place);
          expect(resumed.connection.resting).toEqual(place);
          whole.given.length = 0;
          const ended = new Set<Direction>();
          for (const told of rest) {
            if (ended.has(told.direction)) continue;
            if (told.kind === 'end') ended.add(told.direction);
            whole.tell(told);
            resumed.tell(told);
            expect(resumed.given).toEqual(whole.given);
            expect(resumed.connection.resting).toEqual(whole.connection.resting);
            expect(resumed.connection.idle).toBe(whole.connection.idle);
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});
