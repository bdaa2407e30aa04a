/** What a dialect file says about delivery, signatures and acceptance, joined to what the base says. */
import type {
  Acceptance,
  BodyRule,
  ClientRedirects,
  HookDelivery,
  RefusalText,
  RetryRule,
  SignatureRule,
  StatusRange,
} from '../delivery.ts';
import type {
  CustomAcceptance,
  CustomBodyRule,
  CustomDelivery,
  CustomRefusalText,
  CustomSignature,
  CustomStatus,
} from './delivery-schema.ts';
import { given } from './given.ts';

const SOURCE = 'CUSTOM';

/** What the file leaves out is as in the base. */
export function acceptanceOf(base: Acceptance, custom: CustomAcceptance | undefined): Acceptance {
  const { statuses, refusals, redirects, body } = custom ?? {};
  const { redirects: known, ...rest } = base;
  const sent = redirects === undefined ? known : redirects && redirectsOf(redirects);
  return {
    ...rest,
    ...(sent != null && { redirects: sent }),
    ...(statuses !== undefined && { statuses: statuses.map(rangeOf) }),
    ...(refusals !== undefined && { refusals: refusals.map(rangeOf) }),
    body: body === undefined ? base.body : bodyRuleOf(body),
  };
}

function redirectsOf({ statuses, description }: NonNullable<CustomAcceptance['redirects']>): ClientRedirects {
  return { statuses: statuses.map(rangeOf), description };
}

export function refusalTextOf(custom: CustomRefusalText): RefusalText {
  return { ...custom, statuses: custom.statuses.map(rangeOf), source: SOURCE };
}

function bodyRuleOf(rule: CustomBodyRule): BodyRule {
  if (rule === 'any') return { kind: 'any' };
  if ('json' in rule) return { kind: 'json', object: rule.json === 'object' };
  if ('text' in rule) return { kind: 'text', equals: rule.text };
  if ('either' in rule) return { kind: 'either', rules: rule.either.map(bodyRuleOf) };
  const { member, equals, refusedBy } = rule;
  return { kind: 'member', path: member, equals, ...(refusedBy !== undefined && { refusedBy }) };
}

export function rangeOf(status: CustomStatus): StatusRange {
  if (typeof status === 'number') return { from: status, to: status };
  if (status.endsWith('xx')) {
    const from = Number(status[0]) * 100;
    return { from, to: from + 99 };
  }
  const [from, to] = status.split('-').map(Number);
  return { from: from ?? 0, to: to ?? 0 };
}

export function deliveryOf(base: HookDelivery, custom: CustomDelivery | undefined): HookDelivery {
  if (custom === undefined) return base;
  const { retry, toSeveral, ...rest } = custom;
  const { toSeveral: known, ...others } = base;
  return {
    ...others,
    ...given(rest),
    ...((toSeveral ?? known) === true && { toSeveral: true }),
    ...(retry !== undefined && { retry: retry === null ? null : retryOf(retry) }),
    source: SOURCE,
  };
}

function retryOf({ statuses, identity, times, ...rest }: NonNullable<CustomDelivery['retry']>): RetryRule {
  return {
    ...rest,
    times: times ?? null,
    ...(statuses !== undefined && { statuses: statuses.map(rangeOf) }),
    ...(identity !== undefined && {
      identity:
        'members' in identity
          ? { by: 'members' as const, paths: identity.members }
          : { by: 'without' as const, members: identity.without },
    }),
  };
}

export function signatureOf(custom: CustomSignature): SignatureRule {
  if (custom.kind === 'checksum') return { ...custom, source: SOURCE };
  const header = custom.header.toLowerCase();
  const scheme = custom.scheme ?? null;
  if (custom.kind === 'jwt') return { ...custom, header, scheme, source: SOURCE };
  const { hash, keySetting, encoding } = custom;
  return { kind: 'hmac', header, scheme, hash, encoding: encoding ?? 'hex', keySetting, source: SOURCE };
}
