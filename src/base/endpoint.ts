/** One end of a connection: an IP address (IPv6 as RFC 5952 writes it, without brackets) and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** An end point as text: `192.0.2.1:9091`, `[2001:db8::1]:9091`. */
export function endpointText({ address, port }: Endpoint): string {
  return `${hostText(address)}:${port}`;
}

/** An address as it is written before a port: IPv6 in brackets (RFC 3986 §3.2.2). */
export function hostText(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/**
 * What {@link endpointText} wrote, taken apart: the host as it is written (IPv6 in brackets) and `:` with the port.
 * The host may be a mark of the privacy room instead of an address. A text without a port is all host.
 */
export function splitEndpoint(text: string): { readonly host: string; readonly port: string } {
  const colon = text.lastIndexOf(':');
  // An address in brackets without a port has colons of its own.
  if (colon < 0 || text.endsWith(']')) return { host: text, port: '' };
  return { host: text.slice(0, colon), port: text.slice(colon) };
}
