import type { Server } from 'node:http';
import { answerTo, type BackendRules, delayOf, EVERY_METHOD, readRequest } from '../../backend/index.ts';
import { hostText } from '../../base/endpoint.ts';
import { type Dialect, EXAMPLES, type HookMapping, methodNames } from '../../dialects/index.ts';
import { Masker } from '../../privacy/index.ts';
import { BackendTally, requestLines } from '../../report/backend/index.ts';
import { escapeTerminal } from '../../report/index.ts';
import { painter } from '../../report/reference/index.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { backendServer } from '../network/backend-server.ts';
import { listen } from '../network/listen.ts';
import { stopSignal } from '../network/until-stopped.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { readHookSecret } from '../settings/hook-secret.ts';
import type { REDACTIONS } from '../settings/settings.ts';
import { type SettingReader, seconds, status } from '../settings/values.ts';
import { suggestionText } from '../suggestion.ts';
import { type Surroundings, wantsColor } from '../surroundings.ts';

/** Flags of `backend`, as commander gives them. */
export interface BackendFlags {
  readonly hook?: readonly HookMapping[];
  readonly port?: number;
  readonly bind: string;
  readonly dialect?: string;
  /** `METHOD=STATUS`, or a status for all. */
  readonly status?: readonly string[];
  /** `METHOD=SECONDS`, or seconds for all. */
  readonly delay?: readonly string[];
  readonly hookSecretFile?: string;
  readonly showSecrets?: boolean;
  readonly redact?: (typeof REDACTIONS)[number];
  readonly color: boolean;
}

/** Milliseconds that requests under way have left when the backend is to end. */
const GRACE_MS = 1000;

/** `hookscope backend --port N`. */
export async function runBackend(flags: BackendFlags, surroundings: Surroundings): Promise<ExitStatus> {
  const { port, bind } = flags;
  if (port === undefined)
    return reportFailure(
      surroundings,
      `backend: --port is needed, such as --port ${EXAMPLES.port}; 0 takes any that is free`,
    );
  const dialects = await dialectsFor(flags.dialect, surroundings, flags.hook);
  if (!dialects.ok) return reportFailure(surroundings, dialects.message);
  const rules = rulesFrom(flags, dialects.value);
  if (!rules.ok) return reportFailure(surroundings, rules.message);
  const secret = await readHookSecret(flags.hookSecretFile ?? null, surroundings);
  if (!secret.ok) return reportFailure(surroundings, secret.message);
  const { stdout, stderr, environment } = surroundings;
  const masker = new Masker({ showSecrets: flags.showSecrets === true, redact: flags.redact ?? null });
  const page = { paint: painter(wantsColor(stdout, flags.color, environment)), masker };
  const tally = new BackendTally();
  const pauses = new Set<NodeJS.Timeout>();
  const server = backendServer({
    answer: async (received) => {
      const read = readRequest(received, dialects.value, { hookSecret: secret.value, masker });
      const answer = answerTo(read, rules.value);
      tally.note(read);
      for (const line of requestLines(read, answer, page)) stdout.write(`${line}\n`);
      const delay = delayOf(read, rules.value);
      if (delay > 0) await pause(delay, pauses);
      return answer;
    },
    refused: (client, reason) => {
      stdout.write(`${escapeTerminal(`not read: ${reason}, from ${masker.endpoint(client)}`)}\n`);
    },
  });
  const signal = stopSignal();
  try {
    const listening = await listen(server, port, bind, '--port');
    if (!listening.ok) return reportFailure(surroundings, listening.message);
    const names = dialects.value.map(({ name }) => name).join(', ');
    stderr.write(
      `hookscope: listening on http://${hostText(bind)}:${listening.value} (${names}); Ctrl+C ends it\n`,
    );
    await signal.stopped;
    await closed(server);
    stderr.write(`hookscope: ${tally.line}\n`);
    return 0;
  } finally {
    signal.release();
    for (const timer of pauses) clearTimeout(timer);
  }
}

function pause(delay: number, pauses: Set<NodeJS.Timeout>): Promise<void> {
  return new Promise((settle) => {
    const timer = setTimeout(() => {
      pauses.delete(timer);
      settle();
    }, delay * 1000);
    pauses.add(timer);
  });
}

/** Takes no more connections, and gives requests under way a moment. */
function closed(server: Server): Promise<void> {
  return new Promise((settle) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      settle();
    });
    server.closeIdleConnections();
  });
}

function rulesFrom(flags: BackendFlags, dialects: readonly Dialect[]): Result<BackendRules> {
  const statuses = byMethod('--status', flags.status ?? [], status, dialects);
  if (!statuses.ok) return statuses;
  const delays = byMethod('--delay', flags.delay ?? [], seconds, dialects);
  return delays.ok ? success({ statuses: statuses.value, delays: delays.value }) : delays;
}

/** Reads values of the form `METHOD=VALUE`, or `VALUE` for all methods. */
function byMethod(
  flag: string,
  given: readonly string[],
  read: SettingReader<number>,
  dialects: readonly Dialect[],
): Result<ReadonlyMap<string, number>> {
  const names = [...new Set(dialects.flatMap(methodNames))];
  const found = new Map<string, number>();
  for (const each of given) {
    const sign = each.lastIndexOf('=');
    const method = sign < 0 ? null : each.slice(0, sign);
    const value = read(each.slice(sign + 1));
    if (!value.ok) return failure(`${flag} ${each}: expected METHOD=VALUE or VALUE, with ${value.expected}`);
    const known = method === null || names.some((name) => name.toLowerCase() === method.toLowerCase());
    if (!known)
      return failure(`${flag} ${each}: there is no method ${method}${suggestionText(method, names)}`);
    found.set(method?.toLowerCase() ?? EVERY_METHOD, value.value);
  }
  return success(found);
}
