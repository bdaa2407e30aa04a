import type { CertificateFacts } from '../../tls/index.ts';

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*)$/i;

/**
 * True where a certificate holds for the name of a host, by the most lenient of the usual readings (RFC 6125 §6.4, RFC 2818 §3.1):
 * without regard to case; a `*` in the leftmost label stands for a part of one label; the common name counts where the certificate
 * has no DNS name. Where this is false every client refuses.
 */
export function holdsFor({ names, commonName }: CertificateFacts, host: string): boolean {
  const asked = withoutFinalDot(host).toLowerCase();
  if (ADDRESS.test(asked)) return true;
  const dnsNames = names.filter((name) => !ADDRESS.test(name));
  const candidates = dnsNames.length > 0 ? dnsNames : commonName === null ? [] : [commonName];
  return candidates.some((name) => matches(withoutFinalDot(name).toLowerCase(), asked));
}

function matches(pattern: string, host: string): boolean {
  const [first, ...rest] = pattern.split('.');
  const [hostFirst, ...hostRest] = host.split('.');
  if (rest.length !== hostRest.length || rest.some((label, index) => label !== hostRest[index])) return false;
  const star = first.indexOf('*');
  if (star < 0) return first === hostFirst;
  const [before, after] = [first.slice(0, star), first.slice(star + 1)];
  return (
    rest.length > 0 &&
    hostFirst.length >= before.length + after.length &&
    hostFirst.startsWith(before) &&
    hostFirst.endsWith(after)
  );
}

function withoutFinalDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
