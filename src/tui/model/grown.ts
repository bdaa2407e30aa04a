import { listsBy } from '../../base/multimap.ts';
import type { Arrivals } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import { headlineOf, type SessionHeadline } from '../../sessions/index.ts';
import type { Catalogue } from './catalogue.ts';
import { NO_FAULTS } from './faults.ts';
import { RowList } from './row-list.ts';
import { type DialogEntry, dialogEntry, type SessionEntry, type SessionList } from './session-list.ts';

/**
 * The catalogue with what came since its analysis was made. Findings and verdicts are those of the analysis: of what came, nothing is
 * known but what it is. It costs what came, however many calls there are.
 */
export function grown(judged: Catalogue, arrivals: Arrivals): Catalogue {
  const { added, gone, exchanges, since, left } = arrivals;
  if (left > 0) return { ...judged, calls: judged.calls + left, unjudged: left };
  // Before the first frame nobody knows when the time begins.
  if ((added.length === 0 && gone.size === 0) || since.firstTime === null) return judged;
  const last = added.at(-1)?.requestFrames[0] ?? 0;
  return {
    ...judged,
    all: judged.all.grown(added, gone),
    sessions: new GrownSessions(judged.sessions, added, gone),
    exchangeOf: (call) => exchanges.get(call.id) ?? judged.exchangeOf(call),
    callsBeside: (call) => [
      ...judged.callsBeside(call).filter((each) => !gone.has(each)),
      ...added.filter(({ stream }) => stream === call.stream),
    ],
    calls: judged.calls + added.length - gone.size,
    unjudged: added.length,
    lastFrame: Math.max(judged.lastFrame, last),
  };
}

/** The calls that came of a session that the analysis does not have. */
interface NewSession {
  readonly id: string | null;
  readonly calls: readonly HookCall[];
}

/** Sessions with calls that came since they were judged. Those that are new are at the end: nothing is known to be wrong in them. */
class GrownSessions implements SessionList {
  readonly length: number;
  readonly #judged: SessionList;
  readonly #gone: ReadonlySet<HookCall>;
  /** By place in the list of the judged sessions the calls that came. */
  readonly #added = new Map<number, readonly HookCall[]>();
  readonly #new: NewSession[] = [];
  readonly #placeOfNew = new Map<string | null, number>();
  readonly #remembered = new Map<number, SessionEntry>();

  constructor(judged: SessionList, added: readonly HookCall[], gone: ReadonlySet<HookCall>) {
    this.#judged = judged;
    this.#gone = gone;
    // Which session an id stands for, where it stands for several, judging tells; until then it is the last.
    for (const [id, calls] of listsBy(added, ({ sessionId }) => sessionId ?? NAMELESS)) {
      const own = id === NAMELESS ? null : id;
      const place = judged.latestOfId(own);
      if (place >= 0) this.#added.set(place, calls);
      else {
        this.#placeOfNew.set(own, judged.length + this.#new.length);
        this.#new.push({ id: own, calls });
      }
    }
    this.length = judged.length + this.#new.length;
  }

  at(index: number): SessionEntry | undefined {
    const known = this.#remembered.get(index);
    if (known !== undefined) return known;
    const entry = this.#make(index);
    if (entry !== undefined) this.#remembered.set(index, entry);
    return entry;
  }

  indexOf(session: SessionEntry): number {
    const place = this.#judged.indexOf(session);
    return place >= 0 ? place : (this.#placeOfNew.get(session.id) ?? NONE);
  }

  indexOfId(id: string): number {
    const place = this.#judged.indexOfId(id);
    return place >= 0 ? place : (this.#placeOfNew.get(id) ?? NONE);
  }

  indexOfCall(call: HookCall): number {
    const place = this.#judged.indexOfCall(call);
    return place >= 0 ? place : this.latestOfId(call.sessionId);
  }

  latestOfId(id: string | null): number {
    const place = this.#judged.latestOfId(id);
    return place >= 0 ? place : (this.#placeOfNew.get(id) ?? NONE);
  }

  weightAt(place: number): number {
    return this.#judged.weightAt(place);
  }

  inTime(): Int32Array {
    const judged = this.#judged.inTime();
    const places = new Int32Array(this.length);
    places.set(judged);
    for (let place = judged.length; place < this.length; place++) places[place] = place;
    return places;
  }

  get context(): SessionList['context'] {
    return this.#judged.context;
  }

  #make(index: number): SessionEntry | undefined {
    const judged = this.#judged.at(index);
    const { context } = this.#judged;
    if (judged === undefined) {
      const begun = this.#new[index - this.#judged.length];
      if (begun === undefined) return undefined;
      const { id, calls } = begun;
      return {
        id,
        life: 1,
        dialect: calls[0]?.dialect ?? null,
        faults: NO_FAULTS,
        list: RowList.of(calls, [], context),
        dialogs: dialogsWith([], calls, this.#gone, context),
        headline: headlineOfCalls(id, calls),
        summary: null,
      };
    }
    const calls = this.#added.get(index);
    if (calls === undefined) return judged;
    const { id, life, dialect, faults, summary } = judged;
    const list = judged.list.grown(calls, this.#gone);
    return {
      id,
      life,
      dialect,
      faults,
      list,
      dialogs: dialogsWith(judged.dialogs, calls, this.#gone, context),
      headline: headlineOfCalls(id, [...list.calls()]),
      summary,
    };
  }
}

const NONE = -1;
/** Stands for no id: an id that is read is never empty. */
const NAMELESS = '';

/** The headline of calls that were not judged as a session yet. */
function headlineOfCalls(id: string | null, calls: readonly HookCall[]): SessionHeadline {
  const appKey = calls.find((call) => call.appKey !== null)?.appKey ?? null;
  return headlineOf({ id, life: 1, appKey, calls: [...calls.keys()], dialogs: [] }, calls);
}

function dialogsWith(
  dialogs: readonly DialogEntry[],
  added: readonly HookCall[],
  gone: ReadonlySet<HookCall>,
  context: SessionList['context'],
): readonly DialogEntry[] {
  const isOf =
    (entry: Pick<DialogEntry, 'kind' | 'id'>) =>
    ({ dialog }: HookCall): boolean =>
      dialog !== null && dialog.kind === entry.kind && dialog.id === entry.id;
  const known = dialogs.map((entry) => {
    const own = added.filter(isOf(entry));
    return own.length === 0 ? entry : dialogEntry(entry.kind, entry.id, entry.list.grown(own, gone));
  });
  const begun = listsBy(added, ({ dialog }) => (dialog === null ? null : `${dialog.kind}\n${dialog.id}`));
  const further = [...begun.values()].flatMap((calls) => {
    const dialog = calls[0]?.dialog ?? null;
    if (dialog === null || dialogs.some(({ kind, id }) => kind === dialog.kind && id === dialog.id))
      return [];
    return [dialogEntry(dialog.kind, dialog.id, RowList.of(calls, [], context))];
  });
  return [...known, ...further];
}
