import { MAX_PARAMETER_DIFFERENCES } from '../base/limits.ts';
import { clipped, configOf } from '../checks/index.ts';
import { configFor, type HookCall } from '../hooks/index.ts';
import type { ComparedCapture } from './compared-capture.ts';
import { type ProfileDeviation, requestDeviations, responseDeviations } from './deviation.ts';
import type { ParameterDifference } from './model.ts';
import type { PayloadOutline } from './payload-outline.ts';
import type { Profiles, RequestProfile, ResponseProfile } from './profile.ts';
import type { ResponseOutline } from './response-outline.ts';
import { type ScenarioStep, stepKey } from './step.ts';

/** A deviation that counts, with the first call of a step that has it. */
export interface Flaw {
  readonly deviation: ProfileDeviation;
  readonly call: HookCall;
}

/** The most characters of a JSON Pointer that are shown. */
const POINTER_CHARACTERS = 200;

/** A text that is equal for equal flaws. */
export function flawText(
  { method, status }: HookCall,
  { side, change, pointer, bad }: ProfileDeviation,
): string {
  return [method, status, side, change, pointer, bad].join(' ');
}

/** Compares payloads with the profiles of their steps. Each call is compared once. */
export class PayloadComparison {
  readonly #profiles: Profiles;
  readonly #bad: ComparedCapture;
  readonly #requests: Remembered<RequestProfile, PayloadOutline> = new Map();
  readonly #answers: Remembered<ResponseProfile, ResponseOutline> = new Map();
  readonly #known = new Map<HookCall, readonly ProfileDeviation[]>();

  constructor(profiles: Profiles, bad: ComparedCapture) {
    this.#profiles = profiles;
    this.#bad = bad;
  }

  /** All deviations of a call's payloads. */
  deviationsOf(call: HookCall): readonly ProfileDeviation[] {
    return this.#of(call);
  }

  /** The deviations of a call's payloads that count. */
  flawsOf(call: HookCall): readonly ProfileDeviation[] {
    return this.#of(call).filter(({ weight }) => weight === 'fault');
  }

  flawsOfStep({ calls }: ScenarioStep): readonly Flaw[] {
    const told = new Set<string>();
    return calls.flatMap((call) =>
      this.flawsOf(call).flatMap((deviation) => {
        const text = flawText(call, deviation);
        if (told.has(text)) return [];
        told.add(text);
        return [{ deviation, call }];
      }),
    );
  }

  /**
   * All differences, gathered by method and place: `told` holds as many as are listed, `untold` is the number of the
   * others.
   */
  differences(): { readonly told: readonly ParameterDifference[]; readonly untold: number } {
    const found = new Map<string, ParameterDifference & { calls: number; statuses: string[] }>();
    const untold = new Set<string>();
    const counts = new Map<string, number>();
    for (const [call, deviations] of this.#known) {
      const step = stepKey(call);
      counts.set(step, (counts.get(step) ?? 0) + 1);
      for (const deviation of deviations) {
        const key = [call.method, ...Object.values(deviation)].join('\n');
        const known = found.get(key);
        if (known !== undefined) {
          known.calls += 1;
          if (call.status !== null && !known.statuses.includes(call.status)) known.statuses.push(call.status);
        } else if (found.size >= MAX_PARAMETER_DIFFERENCES) untold.add(key);
        else {
          const example = this.#example(call, deviation);
          if (example !== null) found.set(key, { ...example, calls: 1 });
        }
      }
    }
    const countOf = ({ method, statuses }: ParameterDifference): number =>
      (statuses.length === 0 ? [null] : statuses).reduce(
        (sum, status) => sum + (counts.get(stepKey({ method, status })) ?? 0),
        0,
      );
    const told = [...found.values()].map((difference) => ({ ...difference, of: countOf(difference) }));
    return { told, untold: untold.size };
  }

  #example(
    call: HookCall,
    deviation: ProfileDeviation,
  ): (Omit<ParameterDifference, 'statuses'> & { statuses: string[] }) | null {
    const profile = this.#profiles.of(call);
    const goodExample = (deviation.side === 'request' ? profile?.requests : profile?.responses)?.example;
    if (!goodExample) return null;
    const { weight, change, side, pointer, good, bad } = deviation;
    return {
      weight,
      change,
      side,
      method: call.method,
      statuses: call.status === null ? [] : [call.status],
      pointer: clipped(pointer, POINTER_CHARACTERS),
      good,
      bad,
      calls: 1,
      of: 0,
      goodExample,
      badExample: call,
    };
  }

  #of(call: HookCall): readonly ProfileDeviation[] {
    const known = this.#known.get(call);
    if (known !== undefined) return known;
    const found = this.#compare(call);
    this.#known.set(call, found);
    return found;
  }

  #compare(call: HookCall): readonly ProfileDeviation[] {
    const profile = this.#profiles.of(call);
    const outline = this.#bad.book.of(call);
    if (profile === null || outline === null) return [];
    const { request, response } = outline;
    const deviations = [
      ...(request === null
        ? []
        : remembered(this.#requests, profile.requests, request, () =>
            requestDeviations(call, request, profile.requests),
          )),
      ...(response === null
        ? []
        : remembered(this.#answers, profile.responses, response, () =>
            responseDeviations(call.dialect, response, profile.responses),
          )),
    ];
    if (deviations.length === 0) return deviations;
    const { exclude, overwrite } = configFor(call.dialect, configOf(this.#bad.evidence, call), call.method);
    return deviations.map((deviation) => {
      const name = deviation.pointer.slice(1);
      const excused =
        (deviation.side === 'request' && exclude.has(name)) ||
        (deviation.side === 'answer' && overwrite.has(name));
      return excused ? { ...deviation, weight: 'difference' as const } : deviation;
    });
  }
}

/**
 * Deviations of an outline from a profile. There are few different outlines and profiles, so each pair is compared
 * once.
 */
type Remembered<Profile, Outline> = Map<Profile, Map<Outline, readonly ProfileDeviation[]>>;

function remembered<Profile, Outline>(
  all: Remembered<Profile, Outline>,
  profile: Profile,
  outline: Outline,
  compare: () => readonly ProfileDeviation[],
): readonly ProfileDeviation[] {
  let ofProfile = all.get(profile);
  if (ofProfile === undefined) {
    ofProfile = new Map();
    all.set(profile, ofProfile);
  }
  const known = ofProfile.get(outline);
  if (known !== undefined) return known;
  const deviations = compare();
  ofProfile.set(outline, deviations);
  return deviations;
}
