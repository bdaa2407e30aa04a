import type { SignatureRule } from '../../dialects/index.ts';
import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import type { CallRule } from '../rule.ts';
import { checksumFaults } from '../signature/checksum.ts';
import { hmacFaults } from '../signature/hmac.ts';
import { jwtFaults } from '../signature/jwt.ts';
import type { SignatureFault, SignedRequest } from '../signature/signed-request.ts';

/** The signature of a request is absent or wrong; but for what a token says of itself, checked only where the key was given. */
export const payloadAuthHash: CallRule = {
  id: 'payload/auth-hash',
  severity: 'error',
  inspect,
};

function inspect({ exchange, call }: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { request } = exchange;
  const { signature } = call.dialect;
  if (request === null || signature === null) return NO_DRAFTS;
  const faults = faultsOf(signature, {
    method: call.method,
    request,
    key: inspection.hookSecret,
    seconds: call.seconds,
    showSecrets: inspection.masker.showSecrets,
  });
  return faults.length === 0 ? NO_DRAFTS : faults.map((fault) => ({ rule: payloadAuthHash.id, ...fault }));
}

function faultsOf(rule: SignatureRule, signed: SignedRequest): readonly SignatureFault[] {
  switch (rule.kind) {
    case 'hmac':
      return hmacFaults(rule, signed);
    case 'jwt':
      return jwtFaults(rule, signed);
    case 'checksum':
      return checksumFaults(rule, signed);
  }
}
