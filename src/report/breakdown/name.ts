/**
 * What problems can be counted by. `call-server`: who sent the hook, by the node that its payload names, else by its address.
 * `backend`: who was to take it, `address:port`. `app`: the application that the payload names. `day`: the day in UTC.
 */
export const BREAKDOWN_NAMES = ['call-server', 'backend', 'app', 'day'] as const;

export type BreakdownName = (typeof BREAKDOWN_NAMES)[number];
