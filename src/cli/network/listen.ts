import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostText } from '../../base/endpoint.ts';
import { systemCode, systemReason } from '../../base/system-error.ts';
import { failure, type Result, success } from '../failure.ts';

/** Begins to listen. Gives the port, which is another one where 0 was asked for. `flag`: the one that names the port. */
export function listen(server: Server, port: number, bind: string, flag: string): Promise<Result<number>> {
  return new Promise((settle) => {
    server.once('error', (error) =>
      settle(failure(`${hostText(bind)}:${port}: ${reasonOf(error)} (${flag})`)),
    );
    server.listen(port, bind, () => settle(success((server.address() as AddressInfo).port)));
  });
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'something listens there already; name another port'],
  ['EACCES', 'only root may listen there; name another port'],
  ['EADDRNOTAVAIL', 'no address of this machine'],
  ['ENOTFOUND', 'no address of this machine'],
]);

function reasonOf(error: Error): string {
  return REASONS.get(systemCode(error) ?? '') ?? systemReason(error);
}
