import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FORM_MEMBERS } from '../../src/base/limits.ts';
import { formEncoded, formPairs } from '../../src/hooks/form.ts';
import { membersOf } from '../../src/hooks/index.ts';
import { requestOf } from './messages.ts';
import { cutOf, getOf, readBy, row, sending, server, summary } from './mini-dialect.ts';

const form = ['Content-Type', 'application/x-www-form-urlencoded'];
const forms = server({ ...sending(['form']) });
const both = server({ ...sending(['json', 'form']) });
const queries = server({ ...sending(['json', 'query'], ['POST', 'GET']) });

/** The members that the browsers' reader finds, of repeated names the first. */
function oracle(text: string): Record<string, string> {
  const members = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) if (!members.has(name)) members.set(name, value);
  return Object.fromEntries(members);
}

function membersRead(text: string): Record<string, unknown> {
  return { ...membersOf(readBy(forms, requestOf('/x', `what=begin&${text}`, form)).payload) };
}

describe('a form is read', () => {
  // Characters beyond ASCII stand in escapes: Node's reader cuts them to a byte beside bytes that are no UTF-8.
  const piece = fc.stringMatching(/^[a-c=&+%0-9. ;/?#-]{0,20}$/);
  const escaped = fc.string({ unit: 'binary', maxLength: 8 }).map((text) => encodeURIComponent(text));
  const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }).map((list) => {
    return list.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  });
  const text = fc.array(fc.oneof(piece, escaped, bytes), { maxLength: 8 }).map((pieces) => pieces.join('&'));

  it('as browsers read it', () => {
    fc.assert(
      fc.property(text, (sent) => {
        expect(membersRead(sent)).toEqual(oracle(`what=begin&${sent}`));
      }),
      { numRuns: 500 },
    );
  });

  it('with names that mean something to JavaScript', () => {
    const members = membersOf(
      readBy(forms, requestOf('/x', 'what=begin&__proto__=1&toString=2', form)).payload,
    );
    expect(Object.entries(members)).toEqual([
      ['what', 'begin'],
      ['__proto__', '1'],
      ['toString', '2'],
    ]);
  });

  it('with what is no escape as it is', () => {
    expect(membersRead('a=100%&b=%zz&c=%4')).toMatchObject({ a: '100%', b: '%zz', c: '%4' });
  });

  it('up to the cut, without the pair that may have gone on', () => {
    const cut = readBy(forms, cutOf(requestOf('/x', 'what=begin&app=live&name=cam', form)));
    expect(cut.payload).toMatchObject({
      kind: 'partial',
      form: 'form',
      members: { what: 'begin', app: 'live' },
    });
    expect(membersOf(cut.payload)).not.toHaveProperty('name');
    const atEnd = readBy(forms, cutOf(requestOf('/x', 'what=begin&app=live&', form)));
    expect(membersOf(atEnd.payload)).toHaveProperty('app');
  });

  it('up to a bound, and it is said that there is more', () => {
    const many = Array.from({ length: MAX_FORM_MEMBERS + 5 }, (_, index) => `m${index}=1`).join('&');
    const { payload } = readBy(forms, requestOf('/x', `what=begin&${many}`, form));
    expect(payload).toMatchObject({ kind: 'partial', isOverBound: true });
    expect(Object.keys(membersOf(payload))).toHaveLength(MAX_FORM_MEMBERS);
  });

  it('in no more time than its length asks for', () => {
    const names = readBy(forms, requestOf('/x', `what=begin&${'a&'.repeat(1_000_000)}`, form));
    expect(names.payload).toMatchObject({ kind: 'object', members: { a: '' } });
  });
});

describe('what is written as a form is read back', () => {
  it('whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const [pair] = [...formPairs(`a=${formEncoded(value)}`, 'utf8')];
        expect(pair?.value).toBe(value);
      }),
    );
  });
});

describe('the form of a payload', () => {
  const type = (name: string): readonly string[] => ['Content-Type', name];

  it.each([
    ['a form', both, requestOf('/x', 'what=begin', form), 'form'],
    ['a form without a type', both, requestOf('/x', 'what=begin'), 'form'],
    ['JSON with the type of a form', both, requestOf('/x', '{"what":"begin"}', form), undefined],
    ['JSON', both, requestOf('/x', '{"what":"begin"}', type('application/json')), undefined],
    ['a form, whatever its type says', forms, requestOf('/x', 'what=begin', type('text/plain')), 'form'],
    ['a query', queries, getOf('/x?what=begin'), 'query'],
    ['a query of a POST without a body', queries, requestOf('/x?what=begin', ''), 'query'],
  ] as const)('is told: %s', (_, dialect, request, expected) => {
    const read = readBy(dialect, request);
    expect(summary(read)).toBe('certain mini begin');
    expect(read.payload).toMatchObject({ kind: 'object', members: { what: 'begin' } });
    expect('form' in read.payload ? read.payload.form : undefined).toBe(expected);
  });

  it('is JSON where the server sends nothing else', () => {
    const read = readBy(server(), requestOf('/x', 'what=begin', form));
    expect(read.certainty).toBe('other');
    expect(readBy(server(), getOf('/x?what=begin')).certainty).toBe('other');
  });

  it('tells queries apart by their bytes', () => {
    const print = (target: string): number => readBy(queries, getOf(target)).call.fingerprint;
    expect(print('/x?what=begin&id=1')).toBe(print('/y?what=begin&id=1'));
    expect(print('/x?what=begin&id=1')).not.toBe(print('/x?what=begin&id=2'));
  });

  it('of an answer is JSON, also where it gives the form back', () => {
    const answered = requestOf('/x', 'what=begin', form);
    const { responsePayload } = readBy(forms, answered, {
      ...answered,
      status: 200,
      reason: '',
    });
    expect(responsePayload.kind).toBe('broken');
  });
});

describe('a JSON text within a member', () => {
  const embedding = server({
    recognition: { by: 'word', places: [{ in: 'payload', path: ['msg', 'what'] }], shapes: [], beside: [] },
    hookPaths: [{ path: '/end', method: 'end', source: 'HOOKSCOPE' }],
    embedded: [['msg']],
    methods: [],
    contextParameters: [row('id')],
  });
  const dialect = { ...embedding, methods: server().methods };

  it('stands in the place of the text', () => {
    const read = readBy(dialect, requestOf('/x', JSON.stringify({ sn: 1, msg: '{"what":"begin","id":7}' })));
    expect(summary(read)).toBe('certain mini begin');
    expect(membersOf(read.payload)).toEqual({ sn: 1, msg: { what: 'begin', id: 7 } });
  });

  it.each([
    ['{"what":', 'broken'],
    ['[['.repeat(40), 'too-deep'],
  ])('that is none stays, with the reason', (msg, kind) => {
    const { payload } = readBy(dialect, requestOf('/end', JSON.stringify({ msg })));
    expect(membersOf(payload)).toEqual({ msg });
    expect(payload).toMatchObject({ embedded: [{ pointer: '/msg', text: msg, fault: { kind } }] });
  });

  it('is nothing to tell where it is an object, or empty', () => {
    for (const msg of [{ a: 1 }, '', null]) {
      const { payload } = readBy(dialect, requestOf('/end', JSON.stringify({ msg })));
      expect(payload).not.toHaveProperty('embedded');
    }
  });
});
