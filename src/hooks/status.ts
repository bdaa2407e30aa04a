/** True where a payload's status is among those asked for, whatever its case; `any` includes none. */
export function hasStatus(statuses: 'any' | readonly string[], status: string | null): boolean {
  if (statuses === 'any') return true;
  return status !== null && statuses.some((wanted) => isStatus(wanted, status));
}

/** True where a payload's status is the one asked for, whatever its case. */
export function isStatus(wanted: string, status: string | null): boolean {
  if (status === null) return false;
  if (wanted === status) return true;
  return wanted.length === status.length && wanted.toLowerCase() === status.toLowerCase();
}
