import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Oracle } from '../oracle.ts';
import { NO_RESPONSE_UNTIL_CLOSE } from './shapes.ts';
import { connectionsByTshark, exchangesByTshark } from './tshark.ts';

const SHARED = fileURLToPath(new URL('../../../../../shared/tls/', import.meta.url));
const ORACLES = fileURLToPath(new URL('../shared/', import.meta.url));
/** The ports of their servers besides 443, which tshark knows. */
const PORTS = [18_443];

/** Writes what tshark says of the recordings that lie beside the checkout, where they are there. */
export function writeSharedOracles(): void {
  if (!existsSync(SHARED)) return;
  mkdirSync(ORACLES, { recursive: true });
  for (const capture of readdirSync(SHARED).filter((name) => /\.pcap(ng)?$/.test(name))) {
    const name = capture.slice(0, capture.lastIndexOf('.'));
    const keys = existsSync(`${SHARED}${name}.keys`) ? `${name}.keys` : null;
    const exchanges = exchangesByTshark(SHARED + capture, { keys: keys && SHARED + keys, ports: PORTS });
    const about = 'A recording beside the checkout.';
    const lacksResponses = exchanges.some(({ response }) => response === null);
    const oracle: Oracle = {
      ...(lacksResponses ? { correction: NO_RESPONSE_UNTIL_CLOSE } : {}),
      about,
      capture,
      keys,
      connections: connectionsByTshark(SHARED + capture),
      exchanges,
    };
    writeFileSync(`${ORACLES}${name}.json`, `${JSON.stringify(oracle, null, 2)}\n`);
    console.log(`${name}: ${exchanges.length} exchanges`);
  }
}
