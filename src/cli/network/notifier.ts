import { spawn } from 'node:child_process';
import { systemCode, systemReason } from '../../base/system-error.ts';

/** Where notices go. */
export interface NotifierOptions {
  /** A program and its arguments; null: none. No shell is asked. */
  readonly command: readonly string[] | null;
  /** null: none. */
  readonly webhook: URL | null;
}

/** A notice as it goes out. `rules`, `severity` are words of hookscope, not of the capture. */
export interface OutgoingNotice {
  readonly json: string;
  readonly rules: readonly string[];
  readonly severity: string;
  readonly problems: number;
}

const COMMAND_MS = 30_000;
const WEBHOOK_MS = 10_000;
/** Milliseconds before each further try of a webhook. */
const PAUSES_MS = [1000, 5000] as const;

/** Gives a notice to whoever was named. Gives the reasons why it could not be given; empty: all was well. */
export async function notify(notice: OutgoingNotice, options: NotifierOptions): Promise<readonly string[]> {
  const { command, webhook } = options;
  const reasons = await Promise.all([
    command === null ? null : runCommand(command, notice),
    webhook === null ? null : post(webhook, notice),
  ]);
  return reasons.filter((reason) => reason !== null);
}

/**
 * Runs the program. What the capture holds goes to its standard input only: neither its arguments nor its environment have text of
 * the capture, and no shell reads any of it.
 */
function runCommand(
  [program = '', ...words]: readonly string[],
  notice: OutgoingNotice,
): Promise<string | null> {
  return new Promise((settle) => {
    const child = spawn(program, words, {
      stdio: ['pipe', 'ignore', 'inherit'],
      timeout: COMMAND_MS,
      killSignal: 'SIGKILL',
      env: {
        ...process.env,
        HOOKSCOPE_PROBLEMS: String(notice.problems),
        HOOKSCOPE_RULES: notice.rules.join(','),
        HOOKSCOPE_SEVERITY: notice.severity,
      },
    });
    child.on('error', (error) => {
      const reason = systemCode(error) === 'ENOENT' ? 'there is no such program' : systemReason(error);
      settle(`--exec ${program}: ${reason}`);
    });
    child.on('exit', (code, signal) => {
      if (code === 0) settle(null);
      else settle(`--exec ${program}: ended with ${signal === null ? `status ${code}` : signal}`);
    });
    // A program need not read it.
    child.stdin.on('error', () => {});
    child.stdin.end(notice.json);
  });
}

async function post(webhook: URL, { json }: OutgoingNotice): Promise<string | null> {
  let reason = await tryPost(webhook, json);
  for (const pause of PAUSES_MS) {
    if (reason === null) return null;
    await new Promise((settle) => setTimeout(settle, pause));
    reason = await tryPost(webhook, json);
  }
  return reason === null ? null : `--webhook ${webhook.host}: ${reason}`;
}

async function tryPost(webhook: URL, json: string): Promise<string | null> {
  try {
    const answer = await fetch(webhook, {
      method: 'post',
      headers: { 'Content-Type': 'application/json' },
      body: json,
      redirect: 'manual',
      signal: AbortSignal.timeout(WEBHOOK_MS),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `answered ${answer.status}`;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    return error instanceof Error && error.name === 'TimeoutError'
      ? `no answer within ${WEBHOOK_MS / 1000} s`
      : systemReason(cause instanceof Error && cause.message !== '' ? cause : (systemCode(cause) ?? error));
  }
}
