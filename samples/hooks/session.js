export const EXAMPLE_SERVER = '203.0.113.10';
const EXAMPLE_NODE = 'Ah20GKYnbYKxjJmdh1zDs6c1lWkn0Q0t';
const EXAMPLE_PBX = 'pbx.example.org';
/** A session of an example user (RFC 5737 addresses), in the identifier form of the vendor's pages of 2017. */
export function hookSession(random, options = {}) {
  const server = options.server ?? EXAMPLE_SERVER;
  const clientAddress =
    options.clientAddress ?? `198.51.100.${random.between(1, 254)}:${random.between(49_152, 65_535)}`;
  return {
    nodeId: options.nodeId ?? `${EXAMPLE_NODE}@${server}`,
    appKey: options.appKey ?? 'defaultApp',
    sessionId: `/${clientAddress}/${server}:8443`,
    clientAddress,
    login: options.login ?? String(random.between(1000, 1999)),
    sipDomain: options.sipDomain ?? EXAMPLE_PBX,
  };
}
/** The three members that every hook of a session carries. */
export function contextOf(session) {
  return { nodeId: session.nodeId, appKey: session.appKey, sessionId: session.sessionId };
}
