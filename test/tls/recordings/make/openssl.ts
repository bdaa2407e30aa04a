import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as passed } from 'node:timers/promises';
import { BACKEND, PORT, SERVER_NAME } from './network.ts';

/** Longer than two programs on one machine take to react to each other. */
const REACTION_MS = 150;
const PATIENCE_MS = 10_000;

/** `openssl s_client` or `s_server`: what is typed is sent, except for lines that begin with one of its commands. */
export class OpensslEnd {
  readonly #child: ChildProcessWithoutNullStreams;
  #said = '';
  #from = 0;

  private constructor(words: readonly string[]) {
    this.#child = spawn('openssl', words);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (text: Buffer) => {
        this.#said += text.toString('latin1');
      });
    }
    this.#child.stdin.on('error', () => {});
  }

  static async server(words: readonly string[]): Promise<OpensslEnd> {
    const end = new OpensslEnd(['s_server', '-accept', `${BACKEND}:${PORT}`, ...words]);
    await passed(REACTION_MS);
    return end;
  }

  static client(words: readonly string[]): OpensslEnd {
    const target = ['-connect', `${BACKEND}:${PORT}`, '-servername', SERVER_NAME];
    return new OpensslEnd(['s_client', ...target, ...words]);
  }

  /** Types text, and waits until it is under way. */
  async type(text: string): Promise<void> {
    this.#child.stdin.write(text);
    await passed(REACTION_MS);
  }

  /** Waits for text that the other side sent, behind what was waited for before. */
  async until(text: string): Promise<void> {
    for (let waited = 0; ; waited += 10) {
      const at = this.#said.indexOf(text, this.#from);
      if (at >= 0) {
        this.#from = at + text.length;
        // The rest of the message.
        await passed(REACTION_MS);
        return;
      }
      if (waited > PATIENCE_MS) throw new Error(`no ${text} in: ${this.#said}`);
      await passed(10);
    }
  }

  /** Ends its input, upon which a client closes the connection. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    await Promise.race([once(this.#child, 'exit'), passed(REACTION_MS * 4)]);
    this.#child.kill();
  }
}

/** A response as bytes, for servers that know no HTTP. */
export function responseText(body: string, status = '200 OK'): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
