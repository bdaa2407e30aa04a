/** The hosts of the generated captures, with addresses of RFC 5737. */
export const CALL_SERVER = '203.0.113.10';
export const LOOPBACK = '127.0.0.1';
export const PBX = '192.0.2.50';
export const RESOLVER = '192.0.2.53';
/** The port hooks go to in the vendor's older pages. */
export const REST_PORT = 9091;
/** Seconds since 1970 of every capture's beginning: 2023-11-14 22:13:20 UTC. */
export const EPOCH = 1_700_000_000;
