import type { PersonalKind } from '../personal/personal-names.ts';

/** Names that are hidden wherever they stand, in lower case. */
export interface HiddenNames {
  readonly secret: ReadonlySet<string>;
  readonly personal: ReadonlyMap<string, PersonalKind>;
}

export const NO_NAMES: HiddenNames = { secret: new Set(), personal: new Map() };
