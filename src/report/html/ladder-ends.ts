import { hostOf } from '../../base/endpoint.ts';
import { type Dialect, serverLabel } from '../../dialects/index.ts';
import type { HookCall } from '../../hooks/index.ts';

/** A vertical line of the drawing: a call server or a backend. */
export interface Lifeline {
  /** What it is: one of several lines of its side has only its address. */
  readonly role: string;
  /** `address` of a call server, `address:port` of a backend; of the capture, not escaped. */
  readonly name: string;
  readonly x: number;
}

/** Where the arrow of a call begins and ends. */
export interface ArrowEnds {
  readonly from: number;
  readonly to: number;
}

/** The lines of a drawing, and between which of them each call goes. */
export interface LadderEnds {
  readonly lifelines: readonly Lifeline[];
  /** The middle between both sides. */
  readonly middle: number;
  readonly endsOf: (call: HookCall) => ArrowEnds;
}

/** Lines of one side. Further hosts share the last one. */
const MOST_OF_SIDE = 3;
/** Units of the drawing between two lines of one side. */
const APART = 120;

/** Each call goes from the call server that made it to the backend that it went to. `left`, `right`: the outermost lines. */
export function ladderEnds(calls: Iterable<HookCall>, left: number, right: number): LadderEnds {
  const callers: string[] = [];
  const backends: string[] = [];
  const dialects = new Set<Dialect>();
  for (const { client, server, dialect } of calls) {
    dialects.add(dialect);
    const caller = hostOf(client);
    if (!callers.includes(caller)) callers.push(caller);
    if (!backends.includes(server)) backends.push(server);
  }
  const ofCallers = sideOf(serverLabel(dialects), callers, (index) => left + index * APART);
  const ofBackends = sideOf('backend', backends, (index, last) => right - (last - index) * APART);
  const innermost = ofCallers.at(-1)?.x ?? left;
  const xOf = (side: readonly Lifeline[], index: number, otherwise: number): number =>
    side[Math.min(index, MOST_OF_SIDE - 1)]?.x ?? otherwise;
  return {
    lifelines: [...ofCallers, ...ofBackends],
    middle: (innermost + (ofBackends[0]?.x ?? right)) / 2,
    endsOf: ({ client, server }) => ({
      from: xOf(ofCallers, callers.indexOf(hostOf(client)), left),
      to: xOf(ofBackends, backends.indexOf(server), right),
    }),
  };
}

function sideOf(
  role: string,
  names: readonly string[],
  place: (index: number, last: number) => number,
): readonly Lifeline[] {
  const shown = names.slice(0, MOST_OF_SIDE);
  const more = names.length - shown.length;
  return shown.map((name, index) => ({
    role,
    name: more > 0 && index === shown.length - 1 ? `${name} and ${more} more` : name,
    x: place(index, shown.length - 1),
  }));
}
