import { describe, expect, it } from 'vitest';
import { type SourceImport, sourceFiles, sourceImport, sourceImports } from './source-files.ts';

/**
 * The rooms in the order of the data (design §1). A room may import the rooms before it. Rooms on one line do not
 * import each other.
 */
const ROOMS: readonly (readonly string[])[] = [
  ['base'],
  ['capture'],
  ['packet'],
  ['stream'],
  ['network', 'tls'],
  ['http'],
  ['http2'],
  ['dialects'],
  ['hooks'],
  ['privacy'],
  ['checks'],
  ['lane'],
  ['engine'],
  ['sessions', 'authoring'],
  ['filter', 'compare', 'extract', 'replay', 'backend', 'watch'],
  ['report'],
  ['tui'],
  ['fleet'],
  ['cli'],
];

/**
 * The folders of a room in the order in which they may import each other. Files in the room's own folder may import all
 * of them.
 */
const SUB_ROOMS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  capture: [['source'], ['compression'], ['pcap'], ['pcapng'], ['write', 'reader'], ['follow'], ['merge']],
  privacy: [['secret', 'personal'], ['uri', 'header'], ['text'], ['payload']],
  tui: [
    ['keys'],
    ['model'],
    ['layout'],
    ['state'],
    ['view'],
    ['commands'],
    ['screen'],
    ['store'],
    ['components'],
    ['terminal'],
  ],
};

/** Modules of Node that touch the outside world, and the rooms that may. */
const OUTSIDE = /^node:(fs|net|http|https|child_process|dns|tls|os|tty|readline|worker_threads)/;
const MAY_TOUCH_OUTSIDE = new Set(['capture', 'cli', 'fleet', 'tui']);

/** Position of a room or folder in an order; -1 where it has none. */
function placeIn(order: readonly (readonly string[])[], name: string): number {
  return order.findIndex((beside) => beside.includes(name));
}

function mayImport(order: readonly (readonly string[])[], from: string, to: string): boolean {
  return from === to || placeIn(order, to) < placeIn(order, from);
}

/** What is wrong with an import, as a readable line; null where nothing is wrong. */
function brokenRule({ file, target, isOwn }: SourceImport): string | null {
  const [room = '', ...path] = file.split('/');
  if (!isOwn) {
    return OUTSIDE.test(target) && !MAY_TOUCH_OUTSIDE.has(room)
      ? `${file} touches the outside: ${target}`
      : null;
  }
  const [other = '', ...otherPath] = target.split('/');
  if (other === room) {
    const order = SUB_ROOMS[room];
    const folder = path.length > 1 ? (path[0] ?? '') : '';
    const otherFolder = otherPath.length > 1 ? (otherPath[0] ?? '') : '';
    if (order === undefined || folder === '' || otherFolder === '') return null;
    return mayImport(order, folder, otherFolder)
      ? null
      : `${file} imports a later part of its room: ${target}`;
  }
  if (!mayImport(ROOMS, room, other)) return `${file} imports a later room: ${target}`;
  if (other === 'base') return null;
  // A part of a room may have a face of its own: a command starts with what it needs.
  return otherPath.at(-1) === 'index.ts' ? null : `${file} reaches past the public face: ${target}`;
}

function brokenRules(imports: readonly SourceImport[]): readonly string[] {
  return [...new Set(imports.flatMap((each) => brokenRule(each) ?? []))];
}

describe('one way through the house', () => {
  const imports = sourceImports();

  it('every import goes to an earlier room, and only to its public face', () => {
    expect(imports.length).toBeGreaterThan(1000);
    expect(brokenRules(imports)).toEqual([]);
  });

  it('knows a place for every room, and for every folder of the rooms that have an order', () => {
    const folders = sourceFiles().map((file) => file.split('/'));
    expect(new Set(folders.map(([room]) => room))).toEqual(new Set(ROOMS.flat()));
    for (const [room, order] of Object.entries(SUB_ROOMS)) {
      const found = folders.filter((path) => path[0] === room && path.length > 2).map((path) => path[1]);
      expect(new Set(found)).toEqual(new Set(order.flat()));
    }
  });

  it('would tell a wrong import', () => {
    const wrong = [
      sourceImport('packet/tcp.ts', '../http/index.ts'),
      sourceImport('dialects/types.ts', '../hooks/index.ts'),
      sourceImport('report/text/report.ts', '../../hooks/call.ts'),
      sourceImport('compare/compare.ts', '../extract/index.ts'),
      sourceImport('http/exchange.ts', 'node:fs'),
      sourceImport('tui/layout/layout.ts', '../state/state.ts'),
      sourceImport('capture/source/input.ts', '../merge/merged-capture.ts'),
      sourceImport('engine/model.ts', '../checks/index.ts'),
      sourceImport('engine/model.ts', '../base/time.ts'),
    ];
    expect(brokenRules(wrong)).toEqual([
      'packet/tcp.ts imports a later room: http/index.ts',
      'dialects/types.ts imports a later room: hooks/index.ts',
      'report/text/report.ts reaches past the public face: hooks/call.ts',
      'compare/compare.ts imports a later room: extract/index.ts',
      'http/exchange.ts touches the outside: node:fs',
      'tui/layout/layout.ts imports a later part of its room: tui/state/state.ts',
      'capture/source/input.ts imports a later part of its room: capture/merge/merged-capture.ts',
    ]);
  });
});
