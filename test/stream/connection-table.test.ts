import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainRow } from '../../src/base/columns.ts';
import { createSegment, formatAddress, type Segment } from '../../src/packet/index.ts';
import { AddressTable, mixBits } from '../../src/stream/address-table.ts';
import { CONNECTION } from '../../src/stream/connection-row.ts';
import { ConnectionTable } from '../../src/stream/connection-table.ts';
import { EndpointReader, type Endpoints } from '../../src/stream/endpoints.ts';

/** The two hash tables against plain maps, which need no hashing and no growing. */

type Words = readonly [family: number, word0: number, word1: number, word2: number, word3: number];

const word = fc.oneof(fc.constantFrom(0, 1, 0x7f000001, 0x80000000, 0xffffffff), fc.nat(3));
const address: fc.Arbitrary<Words> = fc.oneof(
  word.map((first): Words => [4, first, 0, 0, 0]),
  fc.tuple(fc.constant(6), word, word, word, word),
);
const port = fc.constantFrom(0, 1, 80, 9091, 0x7fff, 0x8000, 0xffff);
const end = fc.tuple(address, port);
type End = readonly [Words, number];

function segmentFrom([source, sourcePort]: End, [destination, destinationPort]: End): Segment {
  const [family, source0, source1, source2, source3] = source;
  const [, destination0, destination1, destination2, destination3] = destination;
  const words = {
    source0,
    source1,
    source2,
    source3,
    destination0,
    destination1,
    destination2,
    destination3,
  };
  return Object.assign(createSegment(), { family, sourcePort, destinationPort, ...words });
}

const nameOf = ([[family, ...words], number]: End): string => `${family}/${words.join('.')}:${number}`;
const endpointsIn = (table: ConnectionTable, row: number): Endpoints =>
  new EndpointReader(table.rows, table.addresses).of(row);
const endpointOf = ([words, number]: End) => ({ address: formatAddress(...words), port: number });

describe('connections', () => {
  const pair = fc.tuple(end, end).filter(([one, other]) => one[0][0] === other[0][0]);
  // `again`: its end points are used for a new connection.
  const steps = fc.array(fc.record({ pair, again: fc.boolean() }), { maxLength: 60, size: 'max' });

  it('are found by their end points from either side, the newest where there are several', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const table = new ConnectionTable();
        const firstEnds: (readonly [End, End])[] = [];
        const newest = new Map<string, number>();
        for (const { pair: ends, again } of all) {
          const key = ends.map(nameOf).sort().join(' ');
          const known = newest.get(key);
          expect(table.find(segmentFrom(...ends))).toBe(known ?? -1);
          if (known !== undefined) {
            const sameWay = nameOf((firstEnds[known] ?? ends)[0]) === nameOf(ends[0]);
            expect(table.direction).toBe(sameWay ? 0 : 1);
          }
          if (known !== undefined && !again) continue;
          expect(table.add(1, 2, 3)).toBe(firstEnds.length);
          expect(table.direction).toBe(0);
          newest.set(key, firstEnds.length);
          firstEnds.push(ends);
        }
        expect(table.rows.length).toBe(firstEnds.length);
        for (const [row, [first, second]] of firstEnds.entries()) {
          expect(endpointsIn(table, row)).toEqual([endpointOf(first), endpointOf(second)]);
          const { ports } = plainRow(table.rows, row, CONNECTION);
          expect([ports >>> 16, ports & 0xffff].sort()).toEqual([first[1], second[1]].sort());
        }
      }),
    );
  });

  const server: End = [[4, 0x0a000001, 0, 0, 0], 9091];
  const client = (number: number): End => [[4, 0x0a010000 + (number >>> 4), 0, 0, 0], 40_000 + (number & 15)];
  const MANY = 3000;

  it('are found however many come', () => {
    const table = new ConnectionTable();
    for (let number = 0; number < MANY; number++) {
      expect(table.find(segmentFrom(client(number), server))).toBe(-1);
      expect(table.add(number, number, number)).toBe(number);
    }
    for (let number = 0; number < MANY; number++) {
      expect(table.find(segmentFrom(server, client(number)))).toBe(number);
    }
  });

  it('are told apart where each of many hosts talks to each other on the same ports', () => {
    const table = new ConnectionTable();
    const host = (number: number): End => [[4, 0x0a000001 + number, 0, 0, 0], 5060];
    const pairs = Array.from({ length: 70 }, (_, one) =>
      Array.from({ length: one }, (_, other) => [host(one), host(other)] as const),
    ).flat();
    for (const [row, pair] of pairs.entries()) {
      expect(table.find(segmentFrom(...pair))).toBe(-1);
      expect(table.add(1, 1, 1)).toBe(row);
    }
    for (const [row, [one, other]] of pairs.entries()) expect(table.find(segmentFrom(other, one))).toBe(row);
  });

  it('on the same end points over and over are one to find, and all are kept', () => {
    const table = new ConnectionTable();
    for (let number = 0; number < MANY; number++) {
      const way = number % 2 === 0 ? ([client(1), server] as const) : ([server, client(1)] as const);
      expect(table.find(segmentFrom(...way))).toBe(number - 1);
      table.add(number, 7 * number, 11 * number);
    }
    for (let row = 0; row < MANY; row++) {
      const first = { firstFrame: row, firstSeconds: 7 * row, firstNanoseconds: 11 * row };
      expect(plainRow(table.rows, row, CONNECTION)).toMatchObject(first);
      expect(endpointsIn(table, row)[row % 2]).toEqual(endpointOf(client(1)));
    }
  });

  it('give their end points as one object while the same is asked for', () => {
    const table = new ConnectionTable();
    for (let number = 0; number < 2; number++) {
      table.find(segmentFrom(client(number), server));
      table.add(1, 1, 1);
    }
    const reader = new EndpointReader(table.rows, table.addresses);
    const first = reader.of(0);
    expect(reader.of(0)).toBe(first);
    expect(reader.of(1)).not.toEqual(first);
    expect(reader.of(0)).toEqual(first);
  });
});

describe('addresses', () => {
  it('have one number each, in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(address, { maxLength: 60, size: 'max' }), (all) => {
        const table = new AddressTable();
        const numbers = new Map<string, number>();
        for (const words of all) {
          const key = words.join('.');
          const known = numbers.get(key) ?? numbers.size;
          numbers.set(key, known);
          expect(table.identify(...words)).toBe(known);
          expect(table.text(known)).toBe(formatAddress(...words));
        }
      }),
    );
  });

  // More than the texts that are remembered.
  const MANY = 10_000;
  const nth = (number: number): Words =>
    number % 2 === 0 ? [4, 0x0a000000 + number, 0, 0, 0] : [6, 0x20010db8, number & 7, number & 56, number];

  it('keep number and text however many come, in whatever order they are asked for', () => {
    const table = new AddressTable();
    for (let number = 0; number < MANY; number++) expect(table.identify(...nth(number))).toBe(number);
    for (let number = 0; number < MANY; number++) {
      expect(table.identify(...nth(number))).toBe(number);
      const other = (number * 4096 + (number >>> 2)) % MANY;
      expect(table.text(number)).toBe(formatAddress(...nth(number)));
      expect(table.text(other)).toBe(formatAddress(...nth(other)));
    }
  });
});

describe('the bits that choose a slot', () => {
  it.each([
    ['neighbours', (index: number) => 0x0a000000 + index],
    ['the same host in many networks', (index: number) => ((index << 20) | 1) >>> 0],
    ['every 256th', (index: number) => index << 8],
    ['ports of a pair', (index: number) => ((40_000 + index) << 16) | 9091],
  ])('are spread as chance would: %s', (_, nth) => {
    const slots = 1024;
    const taken = new Set(Array.from({ length: slots }, (_, index) => mixBits(nth(index)) & (slots - 1)));
    // By chance 1 - 1/e of the slots: 647.
    expect(taken.size).toBeGreaterThan(590);
  });
  it('are those of a number without a sign, different for different words', () => {
    const words = Array.from({ length: 5000 }, (_, index) => Math.imul(index, 0x01000193));
    const mixed = words.map(mixBits);
    expect(Math.min(...mixed)).toBeGreaterThanOrEqual(0);
    expect(new Set(mixed).size).toBe(words.length);
  });
});
