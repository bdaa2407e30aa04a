import type { Random, Scenario } from '../../samples/builder/index.ts';
import { type HookPost, HookSender, hookSession } from '../../samples/hooks/index.ts';
import { withFaults } from './faults.ts';
import { CALL_SERVER, LOOPBACK, REST_PORT } from './network.ts';
import type { TrafficProfile } from './profiles.ts';
import type { SecureHooks } from './secure-hooks.ts';
import { connectPosts, sessionPosts } from './session-kinds.ts';

/** A backend with its share of the sessions. */
interface Backend {
  readonly share: number;
  readonly appKey: string;
  readonly sender: HookSender;
}

const FIRST_PORT = 49_152;
const PORTS = 16_384;
const ADDRESSES = 254;

/** Plays sessions, and posts their hooks to three backends of different make, in clear text or over TLS. */
export class HookTraffic {
  /** Hooks posted so far. */
  posted = 0;
  readonly #random: Random;
  readonly #posts: typeof sessionPosts;
  readonly #faulty: boolean;
  readonly #backends: readonly Backend[];
  #pending: { readonly post: HookPost; readonly backend: Backend }[] = [];
  #sessions = 0;

  constructor(
    scenario: Scenario,
    { sessions, faulty }: Pick<TrafficProfile, 'sessions' | 'faulty'>,
    secure: SecureHooks | null = null,
  ) {
    const transport = secure === null ? {} : { converse: secure.open };
    this.#random = scenario.random;
    this.#posts = sessions === 'varied' ? sessionPosts : connectPosts;
    this.#faulty = faulty;
    const server = (address: string) => ({ address, port: REST_PORT });
    this.#backends = [
      {
        share: 0.7,
        appKey: 'defaultApp',
        sender: new HookSender(scenario, {
          ...transport,
          client: LOOPBACK,
          server: server(LOOPBACK),
          backend: 'express',
        }),
      },
      {
        share: 0.15,
        appKey: 'officeApp',
        sender: new HookSender(scenario, {
          ...transport,
          client: CALL_SERVER,
          server: server('192.0.2.80'),
          backend: 'tomcat',
          form: { prefix: '/officeApp' },
        }),
      },
      {
        share: 0.15,
        appKey: 'shopApp',
        sender: new HookSender(scenario, {
          ...transport,
          client: CALL_SERVER,
          server: server('192.0.2.81'),
          backend: 'apache',
          form: { prefix: '/rest/shop_api' },
        }),
      },
    ];
  }

  /** The number of hooks still to be posted, of sessions that have begun. */
  get pending(): number {
    return this.#pending.length;
  }

  /** When the last pending hook is due, in microseconds; 0 where none is pending. */
  get lastDue(): number {
    return this.#pending.at(-1)?.post.at ?? 0;
  }

  /** A session begins at a time (microseconds). */
  begin(at: number): void {
    const random = this.#random;
    const backend = this.#chosen(random.below(1000) / 1000);
    const number = this.#sessions;
    this.#sessions += 1;
    const session = hookSession(random, { appKey: backend.appKey, clientAddress: clientAddress(number) });
    const sound = this.#posts(at, random, session);
    for (const post of this.#faulty ? withFaults(sound, number) : sound)
      this.#pending.push({ post, backend });
  }

  /** Posts what is due before a time (microseconds). */
  postUntil(time: number): void {
    this.#pending.sort((one, other) => one.post.at - other.post.at);
    const end = this.#pending.findIndex(({ post }) => post.at >= time);
    const due = this.#pending.splice(0, end < 0 ? this.#pending.length : end);
    for (const { post, backend } of due) backend.sender.post(post);
    this.posted += due.length;
  }

  /** Closes the connections that are still open. */
  close(time: number): void {
    for (const { sender } of this.#backends) sender.close(time);
  }

  #chosen(chance: number): Backend {
    let sum = 0;
    for (const backend of this.#backends) {
      sum += backend.share;
      if (chance < sum) return backend;
    }
    throw new Error('the shares of the backends add up to 1');
  }
}

/** The address of a session's client. No two of the first four million sessions share one, so that they stay apart. */
function clientAddress(session: number): string {
  return `198.51.100.${1 + (session % ADDRESSES)}:${FIRST_PORT + (Math.floor(session / ADDRESSES) % PORTS)}`;
}
