/** One end of a connection: an IP address (IPv6 as RFC 5952 writes it, without brackets) and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** An end point as text: `192.0.2.1:8080`, `[2001:db8::1]:8080`. */
export function endpointText({ address, port }: Endpoint): string {
  return `${hostText(address)}:${port}`;
}

/** An address as it is written before a port: IPv6 in brackets (RFC 3986 §3.2.2). */
export function hostText(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/**
 * The host of an end point that {@link endpointText} wrote, as it is written there (IPv6 in brackets). It may be a mark of
 * the privacy room instead of an address. A text without a port is all host.
 */
export function hostOf(endpoint: string): string {
  const colon = endpoint.lastIndexOf(':');
  // An address in brackets without a port has colons of its own.
  return colon < 0 || endpoint.endsWith(']') ? endpoint : endpoint.slice(0, colon);
}

/** The port of such an end point; NaN where it has none. */
export function portOf(endpoint: string): number {
  return Number(endpoint.slice(hostOf(endpoint).length + 1) || Number.NaN);
}
