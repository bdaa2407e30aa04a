import type { Session } from '../../hooks/index.ts';

/** What tells a session from earlier ones with its id: ', the 2nd with this id'; empty for the first. */
export function lifeText({ life }: Pick<Session, 'life'>): string {
  return life === 1 ? '' : `, the ${ordinal(life)} with this id`;
}

function ordinal(number: number): string {
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return `${number}${(isTeen ? undefined : ENDINGS[number % 10]) ?? 'th'}`;
}

const ENDINGS: readonly (string | undefined)[] = [undefined, 'st', 'nd', 'rd'];
