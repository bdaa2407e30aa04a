import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** The browser in which pages are tested; null where the machine has none. */
export const CHROMIUM =
  [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (path) => path !== '' && existsSync(path),
  ) ?? null;

type Message = Readonly<Record<string, unknown>>;

/** What happened on a page in addition to what the test asked for. */
export interface PageEvents {
  /** Addresses that were requested, except the page itself and what it contains (`data:`). */
  readonly requests: string[];
  /** Errors, warnings, breaches of the page's policy, and exceptions, as the console shows them. */
  readonly complaints: string[];
}

/** A headless browser with one page, controlled over a pipe (Chrome DevTools Protocol). */
export class Browser {
  readonly events: PageEvents = { requests: [], complaints: [] };
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #waiting = new Map<number, (result: Message) => void>();
  readonly #listeners = new Map<string, () => void>();
  #session: string | undefined;
  #number = 0;

  private constructor(path: string) {
    this.#folder = mkdtempSync(join(tmpdir(), 'hookscope-browser-'));
    const flags = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
    ];
    this.#process = spawn(
      path,
      [...flags, '--remote-debugging-pipe', `--user-data-dir=${this.#folder}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    let text = '';
    (this.#process.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (text + chunk).split('\0');
      text = messages.pop() ?? '';
      for (const message of messages) this.#receive(JSON.parse(message) as Message);
    });
  }

  static async start(path: string): Promise<Browser> {
    const browser = new Browser(path);
    const { targetId } = await browser.#send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.#send('Target.attachToTarget', { targetId, flatten: true });
    browser.#session = sessionId as string;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await browser.#send(`${domain}.enable`, {});
    return browser;
  }

  /** Opens an address, in a colour scheme, and waits until it is loaded. */
  async open(address: string, scheme: 'light' | 'dark' = 'light'): Promise<void> {
    await this.#send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
    const loaded = new Promise<void>((settle) => this.#listeners.set('Page.loadEventFired', settle));
    await this.#send('Page.navigate', { url: address });
    await loaded;
  }

  /** The value of an expression on the page. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as Message).value;
  }

  /** A picture of the page in PNG. */
  async screenshot(width: number, height: number): Promise<Buffer> {
    await this.#send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    const { data } = await this.#send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data as string, 'base64');
  }

  async close(): Promise<void> {
    const ended = new Promise((settle) => this.#process.once('exit', settle));
    this.#session = undefined;
    await Promise.race([this.#send('Browser.close', {}), ended]);
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #send(method: string, params: Message): Promise<Message> {
    this.#number += 1;
    const id = this.#number;
    const sessionId = this.#session;
    (this.#process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((settle) => this.#waiting.set(id, settle));
  }

  #receive(message: Message): void {
    if (typeof message.id === 'number') {
      const settle = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      settle?.((message.result ?? message) as Message);
      return;
    }
    const params = (message.params ?? {}) as Message;
    const method = String(message.method);
    if (method === 'Network.requestWillBeSent') {
      const { url } = params.request as { readonly url: string };
      if (!url.startsWith('data:') && !url.startsWith('file:')) this.events.requests.push(url);
    }
    if (/^(?:Runtime\.exceptionThrown|Runtime\.consoleAPICalled|Log\.entryAdded)$/.test(method))
      this.events.complaints.push(JSON.stringify(params));
    this.#listeners.get(method)?.();
  }
}
