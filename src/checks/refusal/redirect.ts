/** Where a redirect leads, and what that means for the hook URL. */
import type { RefusalFacts } from './refusal-facts.ts';

const LOGIN = /(?:^|[/?&=_.-])(?:log[-_]?in|sign[-_]?in|sso|oauth2?|auth|accounts)(?:$|[/?&=_.#-])/i;

/** The place that Location names, as written; empty where there is none. */
export function locationOf({ answer }: RefusalFacts): string {
  return answer.fields.location ?? '';
}

/** How the place of a redirect differs from the one that was asked. */
export function redirectOf(facts: RefusalFacts): Redirect {
  const { path } = facts.request;
  const target = pathOf(locationOf(facts));
  if (target === path) return 'same-path';
  if (target === `${path}/`) return 'slash-added';
  if (`${target}/` === path) return 'slash-taken';
  return LOGIN.test(target) ? 'login' : 'elsewhere';
}

/** What to do about a redirect. */
export function stepsToward(facts: RefusalFacts, server: string): readonly string[] {
  const location = locationOf(facts);
  const { path } = facts.request;
  const isTls = /^https:/i.test(location);
  // A captured request is plain HTTP; over TLS a redirect to https says nothing new, and is rare enough.
  const scheme = isTls
    ? ` Over https a capture shows only TLS: read the hooks at the proxy, or in the log of ${server}.`
    : '';
  return [`${STEPS[redirectOf(facts)](location, path, pathOf(location))}${scheme}`];
}

type Redirect = 'slash-added' | 'slash-taken' | 'same-path' | 'login' | 'elsewhere';

const STEPS: Readonly<Record<Redirect, (location: string, path: string, target: string) => string>> = {
  'slash-added': (_, path, target) =>
    `Have the backend take the hook at "${path}" as well as at "${target}", without a redirect (its framework adds the slash).`,
  'slash-taken': (_, path, target) =>
    `Take the slash at the end out of the hook URL, or have the backend take the hook at "${path}" as well as at "${target}".`,
  'same-path': (location) => `Give the hook URL the scheme, host and port of ${location}.`,
  login: (location) =>
    `The redirect seems to lead to a login (${location}): exempt the hook path from the login of the backend.`,
  elsewhere: (location) =>
    `Make ${location} the place that the hook URL leads to, or have the backend take the hook where it is sent.`,
};

/** The path of a URL or of a reference to one, without query. */
function pathOf(location: string): string {
  const [place = ''] = location.split(/[?#]/, 1);
  const rest = place.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, '');
  return rest === '' ? '/' : rest;
}
