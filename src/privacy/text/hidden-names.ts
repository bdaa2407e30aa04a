import type { PersonalKind } from '../personal/personal-names.ts';

/** Names, in lower case, whose values are hidden wherever they appear. */
export interface HiddenNames {
  readonly secret: ReadonlySet<string>;
  readonly personal: ReadonlyMap<string, PersonalKind>;
}

export const NO_NAMES: HiddenNames = { secret: new Set(), personal: new Map() };
