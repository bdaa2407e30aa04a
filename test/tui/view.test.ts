import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import type { JsonValue } from '../../src/hooks/index.ts';
import { compareJson } from '../../src/hooks/index.ts';
import { layoutOf } from '../../src/tui/layout/layout.ts';
import { fitted, line, span, textOf, widthOf } from '../../src/tui/layout/line.ts';
import { plainText } from '../../src/tui/layout/line-list.ts';
import { paintLine } from '../../src/tui/layout/paint.ts';
import { isFault } from '../../src/tui/model/row.ts';
import { RowList } from '../../src/tui/model/row-list.ts';
import { paintedLines } from '../../src/tui/screen/first-frame.ts';
import { loadDrawing } from '../../src/tui/terminal/load-drawing.ts';
import { detailOf } from '../../src/tui/view/detail/index.ts';
import { parameterLines } from '../../src/tui/view/detail/parameters.ts';
import { hexLines } from '../../src/tui/view/hex-lines.ts';
import { jsonLines } from '../../src/tui/view/json-lines.ts';
import { clientHost, whoText } from '../../src/tui/view/session-name.ts';
import { faultyAnalysis } from '../report/sample-analysis.ts';
import { analyseSample, press, startState } from './samples.ts';
import { VirtualScreen } from './virtual-screen.ts';

let log: Analysis;
beforeAll(async () => {
  log = await analyseSample('log.pcap');
});

const SIZE = { columns: 80, rows: 24 };

describe('lines', () => {
  it('are as wide as they are asked to be, whatever is in them', () => {
    const text = fc.stringMatching(/^[a-zЖ日 …é]{0,30}$/);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (texts, columns) => {
        const made = fitted({ spans: texts.map((each) => span('plain', each)) }, columns);
        expect(widthOf(made)).toBe(columns);
      }),
    );
  });

  it('say with an ellipsis that something is left out', () => {
    expect(textOf(fitted(line('abcdef', 'ghi'), 6))).toBe('abcde…');
    expect(textOf(fitted(line('abcdef'), 6))).toBe('abcdef');
    expect(textOf(fitted(line('ab'), 4))).toBe('ab  ');
  });

  it('have no colours where none are wanted, and show the selection all the same', () => {
    const made = { ...line(span('error', 'x'), span('good', 'y')), selected: 'focus' } as const;
    expect(paintLine(made, false)).toBe('\u001b[7m\u001b[1mx\u001b[22m\u001b[27m\u001b[7my\u001b[27m');
    expect(paintLine(made, true)).toContain('\u001b[31m');
  });

  it('have a selection bar of one colour, which only signs interrupt', () => {
    const spans = [span('plain', '>'), span('warning', '!'), span('dim', ' 5.880 '), span('number', '7')];
    const painted = paintLine({ spans, selected: 'focus' }, true);
    expect(painted).toBe(
      '\u001b[7m>\u001b[27m\u001b[33m!\u001b[39m\u001b[7m 5.880 \u001b[27m\u001b[7m7\u001b[27m',
    );
  });
});

describe('layout', () => {
  it('fills exactly what there is, at any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom('calls', 'ladder', 'problems', 'findings', 'compare', 'help'),
        fc.constantFrom('sessions', 'rows', 'detail'),
        fc.boolean(),
        (columns, rows, view, focus, zoomed) => {
          const made = layoutOf({ size: { columns, rows }, view, focus, zoomed });
          if (made.tooSmall) {
            expect(columns < 40 || rows < 10).toBe(true);
            return;
          }
          const { tree, summary, main: calls, detail, page } = made;
          const areas = [tree, calls, detail, page].filter((area) => area !== null);
          for (const area of areas) {
            expect(area.width).toBeGreaterThan(8);
            expect(area.height).toBeGreaterThan(0);
          }
          const told = summary === null ? 0 : summary.height + 1;
          const over = made.treeIs === 'above' && tree !== null ? tree.height + 1 : 0;
          const main = calls === null ? null : { ...calls, height: calls.height + told + over };
          const lists = Math.max(tree?.height ?? -1, main?.height ?? -1) + 1;
          const used =
            page !== null
              ? page.height + 1
              : made.detailIs === 'below'
                ? lists + (detail === null ? 0 : detail.height + 1)
                : Math.max(lists, (detail?.height ?? -1) + 1);
          expect(used).toBe(made.bodyHeight);
          const left = made.treeIs === 'above' ? null : tree;
          const beside = made.detailIs === 'beside' ? [left, main, detail] : [left, main];
          const besideShown = beside.filter((area) => area !== null);
          const width = besideShown.reduce((sum, area) => sum + area.width, besideShown.length - 1);
          if (page === null && besideShown.length > 0) expect(width).toBe(columns);
        },
      ),
    );
  });
});

describe('comparison of JSON', () => {
  it('finds what was changed, added and taken away', () => {
    const one = { a: 1, b: { c: [1, 2], 'd/e': null }, gone: 'x' };
    const other = { a: 1, b: { c: [1, 3, 4], 'd/e': null }, added: true };
    expect(compareJson(one, other)).toEqual({
      differences: [
        { pointer: '/b/c/1', one: 2, other: 3 },
        { pointer: '/b/c/2', one: undefined, other: 4 },
        { pointer: '/gone', one: 'x', other: undefined },
        { pointer: '/added', one: undefined, other: true },
      ],
      equal: 3,
      more: false,
    });
  });

  it('finds no difference between equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy = JSON.parse(JSON.stringify(value)) as JsonValue;
        expect(compareJson(copy, JSON.parse(JSON.stringify(value)) as JsonValue).differences).toEqual([]);
      }),
    );
  });
});

describe('JSON in lines', () => {
  it('reads back as what it was where nothing is broken over lines', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = jsonLines(JSON.parse(JSON.stringify(value)) as JsonValue, 1_000_000)
          .map(textOf)
          .join('\n');
        if (text.includes('\\u{')) return;
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('bounds what it shows and says so', () => {
    const long = jsonLines({ a: 'x'.repeat(20_000) }, 80)
      .map(textOf)
      .join('');
    expect(long.length).toBeLessThan(20_000);
    expect(long).toContain('more characters');
    expect(
      jsonLines(
        Array.from({ length: 50_000 }, () => 1),
        80,
      ).length,
    ).toBeLessThan(20_010);
  });
});

describe('parameter table', () => {
  const method = findMethod(defaultDialect, 'OnCallEvent');
  const verdicts = (
    members: Readonly<Record<string, JsonValue>>,
    whole = true,
  ): Readonly<Record<string, string>> =>
    Object.fromEntries(
      parameterLines(defaultDialect, method, members, whole).map(({ name, verdict }) => [name, verdict]),
    );

  it('judges each parameter by its row', () => {
    const found = verdicts({ callId: 'x', hasVideo: 'false', status: 'PENDING', surprise: 1, sessionId: '' });
    expect(found).toMatchObject({
      callId: 'ok',
      hasVideo: 'wrong type',
      status: 'ok',
      surprise: 'undocumented',
      sessionId: 'missing',
    });
    expect(verdicts({ status: 'NOVEL' }).status).toBe('unknown value');
    expect(verdicts({}).callId).toBe('missing');
  });

  it('says nothing of absence where the capture lacks part of the body', () => {
    expect(verdicts({}, false)).toEqual({});
  });
});

describe('detail', () => {
  it('masks secrets in every tab until they are asked for', () => {
    const state = press(startState(faultyAnalysis(), SIZE), 'g');
    const all = (from: typeof state): string =>
      ['1', '2', '3', '4', '5', '6'].map((tab) => plainText(detailOf(press(from, tab), 80))).join('\n');
    expect(all(state)).not.toContain('hunter2');
    expect(all(state)).not.toContain(
      Buffer.from('hunter2').toString('hex').slice(0, 6).match(/../g)?.join(' '),
    );
    expect(all(press(state, 's'))).toContain('hunter2');
  });

  it('is made once for what does not change', () => {
    const state = press(startState(log, SIZE), 'k', 'k', '2');
    expect(detailOf(press(state, 'l', 'j'), 80)).toBe(detailOf(state, 80));
    expect(detailOf(press(state, 's'), 80)).not.toBe(detailOf(state, 80));
  });
});

describe('dump', () => {
  it('has all bytes, a line at a time', () => {
    const bytes = Buffer.from(Array.from({ length: 40 }, (_, index) => index * 6));
    const wide = hexLines(bytes, 80);
    expect(wide.length).toBe(3);
    expect(textOf(wide.at(0))).toBe(
      '000000  00 06 0c 12 18 1e 24 2a  30 36 3c 42 48 4e 54 5a ......$*06<BHNTZ',
    );
    expect(hexLines(bytes, 60).length).toBe(5);
  });
});

describe('names of sessions', () => {
  it('are who is in it; the host of the client where the id has two ends', () => {
    expect(clientHost(defaultDialect, '/192.0.2.7:52801/203.0.113.10:8443')).toBe('192.0.2.7');
    expect(clientHost(defaultDialect, 'abc')).toBeNull();
    const { sessions } = startState(log, SIZE).catalogue;
    const names = Array.from({ length: sessions.length }, (_, place) => {
      const entry = sessions.at(place);
      return entry === undefined ? '' : whoText(entry);
    });
    expect(names).toContain('2003 → 1005');
  });
});

describe('row lists', () => {
  it('find every row again', () => {
    const { all } = startState(log, SIZE).catalogue;
    const rows = [...all];
    expect(rows).toHaveLength(all.length);
    for (const [index, row] of rows.entries()) {
      expect(all.at(index)).toEqual(row);
      expect(all.positionOf(row)).toBe(index);
      expect(rows[index - 1]?.offset ?? 0).toBeLessThanOrEqual(row.offset);
    }
    expect(all.faults).toEqual(rows.flatMap((row, at) => (isFault(row) ? [at] : [])));
    const none = RowList.of([], [], { firstTime: null, severities: new Map(), positions: { of: () => -1 } });
    expect(rows[0] === undefined ? 0 : none.positionOf(rows[0])).toBe(-1);
  });
});

describe('what is painted', () => {
  it('is what ink draws', async () => {
    const { draw } = await loadDrawing();
    for (const [columns, rows] of [
      [60, 15],
      [80, 24],
      [200, 50],
      [30, 8],
    ] as const) {
      for (const keys of [[], ['p'], ['f', 'f'], ['x'], ['?'], ['tab', '2', 'z'], ['left']]) {
        const state = press(startState(log, { columns, rows }), ...keys);
        const byInk = new VirtualScreen(columns, rows);
        const lines = paintedLines(state, true);
        draw({ lines: () => lines, subscribe: () => () => {} }, byInk.stdout).stop();
        const painted = new VirtualScreen(columns, rows);
        await painted.shell(lines.join('\r\n'));
        const trimmed = async (screen: VirtualScreen): Promise<readonly string[]> =>
          (await screen.lines()).map((each) => each.trimEnd());
        expect(await trimmed(painted)).toEqual(await trimmed(byInk));
      }
    }
  });
});
