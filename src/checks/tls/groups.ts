import type { TlsSighting } from '../network-facts.ts';
import { frameOf, outcomeOf, type TlsOutcome } from './outcome.ts';
import { groupSightings, type SightingGroup } from './sighting-group.ts';

/** TLS connections to one server and name that went the same way, with the same certificate. */
export interface TlsGroup extends SightingGroup {
  readonly outcome: TlsOutcome;
  /** Hooks are expected there. */
  readonly isOfHooks: boolean;
}

/** Puts together what is told in one sentence; those that hooks are expected at first, of them those that failed. */
export function tlsGroupsOf(sightings: readonly TlsSighting[]): readonly TlsGroup[] {
  return groupSightings(sightings, keyOf, (sighting) => frameOf(sighting, outcomeOf(sighting)))
    .map((group) => ({
      ...group,
      outcome: outcomeOf(group.first),
      isOfHooks: group.first.isOfHooks,
    }))
    .sort(
      (one, other) =>
        Number(other.isOfHooks) - Number(one.isOfHooks) ||
        Number(other.outcome.kind === 'failed') - Number(one.outcome.kind === 'failed'),
    );
}

function keyOf(sighting: TlsSighting): string {
  const { handshake, isOfHooks } = sighting;
  const certificate = handshake.certificates[0]?.sha256 ?? '';
  const isDecrypted = handshake.decryption.kind === 'decrypted';
  return JSON.stringify([isOfHooks, isDecrypted, certificate, ...kindOf(outcomeOf(sighting))]);
}

function kindOf(outcome: TlsOutcome): readonly (string | number | null)[] {
  if (outcome.kind !== 'failed') return [outcome.kind];
  const { failure } = outcome;
  switch (failure.kind) {
    case 'alert':
      return [failure.kind, failure.by, failure.alert.description, failure.alert.after];
    case 'closed':
      return [failure.kind, failure.by, failure.how, failure.after];
    default:
      return [failure.kind];
  }
}
