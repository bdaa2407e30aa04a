import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/engine/sets/conversations.ts';
import type { ScannedFile } from '../../../src/engine/sets/file-scan.ts';
import { seriesNameOf } from '../../../src/engine/sets/file-series.ts';
import { groupFiles } from '../../../src/engine/sets/group-files.ts';

/** A connection from `client` to `server`, in which each end sent what its number stands for. */
function conversation(client: string, server: string, from: number, until: number, sent = 7): Conversation {
  return {
    hosts: `${client} ${server}`,
    ports: [50_000, 9091],
    from,
    until,
    sent: [new Map([[sent, [sent]]]), new Map([[sent, [sent]]])],
  };
}

interface Sketch {
  readonly path: string;
  readonly from: number;
  readonly until: number;
  /** By their names: the same name is the same pair of ends. */
  readonly connections?: Readonly<Record<string, Conversation>>;
  readonly linkType?: number;
}

function file({ path, from, until, connections = {}, linkType = 1 }: Sketch): ScannedFile {
  const hosts = Object.values(connections).flatMap((each) => each.hosts.split(' '));
  return {
    path,
    frames: 10,
    firstTime: { seconds: from, nanoseconds: 0 },
    lastTime: { seconds: until, nanoseconds: 0 },
    linkTypes: [linkType],
    conversations: {
      connections: new Map(Object.entries(connections)),
      hosts: new Set(hosts.filter((host) => !host.startsWith('127.'))),
      until,
    },
  };
}

function grouped(...sketches: readonly Sketch[]): readonly (readonly string[])[] {
  return groupFiles(sketches.map(file)).map(({ paths }) => paths);
}

describe('files of one series', () => {
  it.each([
    ['dumpcap', ['x/a_00001_20260101100000.pcapng', 'x/a_00002_20260101101000.pcapng']],
    ['dumpcap with the time first', ['a_20260101100000_00001.pcapng', 'a_20260101101000_00002.pcapng']],
    ['tcpdump -C', ['log.pcap', 'log.pcap1']],
    ['tcpdump -C -W', ['log.pcap00', 'log.pcap01']],
    ['tcpdump -G', ['log-2026-01-01_10:00:00.pcap', 'log-2026-01-01_10:10:00.pcap']],
    ['compressed ones', ['log.pcap1.gz', 'log.pcap2']],
  ])('are known as %s names them', (_program, [one = '', other = '']) => {
    expect(seriesNameOf(one)?.stem).toBe(seriesNameOf(other)?.stem);
    expect(seriesNameOf(other)?.kind).toBe('rotated');
    expect(grouped({ path: one, from: 0, until: 600 }, { path: other, from: 630, until: 1200 })).toEqual([
      [one, other],
    ]);
  });

  it('are not those of other folders and other names', () => {
    expect(seriesNameOf('x/log.pcap1')?.stem).not.toBe(seriesNameOf('y/log.pcap1')?.stem);
    expect(seriesNameOf('good.pcap')?.stem).not.toBe(seriesNameOf('bad.pcap')?.stem);
  });

  it('are one capture in whatever order they are given', () => {
    const sketches = [3, 1, 2].map((number) => ({
      path: `a_0000${number}_20260101100000.pcap`,
      from: number * 100,
      until: number * 100 + 99,
    }));
    expect(grouped(...sketches)).toEqual([sketches.map(({ path }) => path)]);
  });

  it('are several where more time passed than one of them takes', () => {
    const name = (number: number): string => `a_0000${number}_20260101100000.pcap`;
    expect(
      grouped(
        { path: name(1), from: 0, until: 600 },
        { path: name(2), from: 1100, until: 1700 },
        { path: name(3), from: 90_000, until: 90_600 },
      ),
    ).toEqual([[name(1), name(2)], [name(3)]]);
  });

  it('have to follow at once where their names only have numbers', () => {
    const at = (from: number): readonly (readonly string[])[] =>
      grouped({ path: 'run1.pcap', from: 0, until: 600 }, { path: 'run2.pcap', from, until: from + 600 });
    expect(at(602)).toEqual([['run1.pcap', 'run2.pcap']]);
    expect(at(660)).toEqual([['run1.pcap'], ['run2.pcap']]);
  });

  it('are of one link type', () => {
    expect(
      grouped(
        { path: 'log.pcap1', from: 0, until: 10 },
        { path: 'log.pcap2', from: 10, until: 20, linkType: 113 },
      ),
    ).toHaveLength(2);
  });
});

describe('files of the same time', () => {
  const span = { from: 0, until: 100 };
  const a = conversation('10.0.0.5', '10.0.0.9', 10, 20);

  it('are one capture where a connection is in both', () => {
    const sets = groupFiles([
      file({ path: 'a.pcap', ...span, connections: { x: a } }),
      file({ path: 'b.pcap', from: 50, until: 90, connections: { x: a } }),
    ]);
    expect(sets).toMatchObject([{ paths: ['a.pcap', 'b.pcap'], together: [{ kind: 'same-traffic' }] }]);
  });

  it('are one capture where they show different traffic of one host', () => {
    const other = conversation('10.0.0.5', '10.0.0.77', 10, 20);
    const sets = groupFiles([
      file({ path: 'a.pcap', ...span, connections: { x: a } }),
      file({ path: 'b.pcap', ...span, connections: { y: other } }),
    ]);
    expect(sets).toMatchObject([{ together: [{ kind: 'common-host', host: '10.0.0.5' }] }]);
  });

  it('are several where nothing is in both, and loopback is on every host', () => {
    const [one, other] = [conversation('127.0.0.1', '127.0.0.1', 1, 2), conversation('::2', '::3', 1, 2)];
    expect(
      grouped(
        { path: 'a.pcap', ...span, connections: { x: one } },
        { path: 'b.pcap', ...span, connections: { y: other } },
      ),
    ).toHaveLength(2);
  });

  it('are several where one connection carried different things', () => {
    const other = { ...a, sent: [new Map([[7, [8]]]), new Map()] } as const;
    const sets = groupFiles([
      file({ path: 'a.pcap', ...span, connections: { x: a } }),
      file({ path: 'b.pcap', ...span, connections: { x: other } }),
    ]);
    expect(sets).toMatchObject([{ apart: { other: 'b.pcap', kinship: { kind: 'contradiction' } } }, {}]);
  });

  it('are several where the same hosts and port have other connections at the same time', () => {
    const other = { ...conversation('10.0.0.5', '10.0.0.9', 12, 30), ports: [50_001, 9091] } as const;
    expect(
      grouped(
        { path: 'a.pcap', ...span, connections: { x: a } },
        { path: 'b.pcap', ...span, connections: { y: other } },
      ),
    ).toEqual([['a.pcap'], ['b.pcap']]);
  });

  it('never come together by way of a third that contradicts neither', () => {
    const [one, other] = [
      conversation('10.0.0.5', '10.0.0.9', 1, 9),
      conversation('10.0.0.5', '10.0.0.9', 1, 9, 8),
    ];
    const third = conversation('10.0.0.5', '10.0.0.77', 1, 9);
    expect(
      grouped(
        { path: 'a.pcap', ...span, connections: { x: one } },
        { path: 'b.pcap', ...span, connections: { x: other } },
        { path: 'c.pcap', ...span, connections: { y: third } },
      ),
    ).toEqual([['a.pcap', 'c.pcap'], ['b.pcap']]);
  });

  it('are several where one has ended before the other begins', () => {
    expect(
      grouped(
        { path: 'a.pcap', ...span, connections: { x: a } },
        { path: 'b.pcap', from: 101, until: 200, connections: { x: a } },
      ),
    ).toHaveLength(2);
  });
});
