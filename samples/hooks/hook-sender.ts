import {
  Conversation,
  type ConversationOptions,
  type Endpoint,
  refusedConnection,
  type Scenario,
  unansweredConnection,
} from '../builder/index.ts';
import {
  type AnswerContent,
  apacheAnswer,
  expressAnswer,
  hookRequest,
  type RequestForm,
  tomcatAnswer,
} from './http-form.ts';
import { escapedSlashes } from './json.ts';
import type { BackendAnswer, HookPost } from './post.ts';

export interface HookSenderOptions {
  /** The call server's address. */
  readonly client: string;
  readonly server: Endpoint;
  /** Header form; Host is the server's end point unless given. */
  readonly form?: Partial<RequestForm>;
  /** Tomcat and Express keep connections open, Tomcat answers in chunks; Apache with PHP closes after each answer. */
  readonly backend?: keyof typeof ANSWERS;
  /** Microseconds of a round trip, MSS and the like, for its connections. */
  readonly connection?: Partial<Omit<ConversationOptions, 'client' | 'server' | 'at'>>;
  /** Makes its connections, which are then opened; in clear text unless given. */
  readonly converse?: (scenario: Scenario, options: ConversationOptions) => Conversation;
}

const ANSWERS = { tomcat: tomcatAnswer, express: expressAnswer, apache: apacheAnswer } as const;
const SHORTEST_DELAY = 2500;
const LONGEST_DELAY = 8500;

/**
 * The call server's HTTP client: posts hooks over a pool of keep-alive connections, taking an idle one or opening
 * another, as WCS's thread pool does. Hooks have to be given in order of time.
 */
export class HookSender {
  readonly #scenario: Scenario;
  readonly #options: HookSenderOptions;
  readonly #form: RequestForm;
  #pool: Conversation[] = [];

  constructor(scenario: Scenario, options: HookSenderOptions) {
    this.#scenario = scenario;
    this.#options = options;
    const host = `${options.server.address}:${options.server.port}`;
    this.#form = { host, ...options.form };
  }

  /** Puts one hook with what becomes of it on the wire. Returns when it was over, in microseconds. */
  post(post: HookPost): number {
    const { answer } = post;
    if (answer.kind === 'refused') return refusedConnection(this.#scenario, this.#ends(post.at));
    if (answer.kind === 'unreachable') {
      return unansweredConnection(this.#scenario, { ...this.#ends(post.at), attempts: answer.attempts });
    }
    const conversation = this.#idle(post.at);
    const body = post.body ?? JSON.stringify(post.payload);
    const several = post.requestMishaps === undefined ? {} : { mishaps: post.requestMishaps };
    conversation.request(hookRequest(this.#form, post.method, body), several);
    this.#answer(conversation, post, answer, body);
    return conversation.now;
  }

  /** Posts a list in order of time, whatever its order. */
  postAll(posts: readonly HookPost[]): void {
    for (const post of [...posts].sort((one, other) => one.at - other.at)) this.post(post);
  }

  /** Closes every idle connection at a time. */
  close(at: number): void {
    for (const conversation of this.#pool) conversation.waitUntil(at).close('client');
    this.#pool = [];
  }

  #answer(
    conversation: Conversation,
    post: HookPost,
    answer: Exclude<BackendAnswer, { kind: 'refused' | 'unreachable' }>,
    body: string,
  ): void {
    const backend = this.#options.backend ?? 'tomcat';
    conversation.wait(answer.delay ?? this.#scenario.random.between(SHORTEST_DELAY, LONGEST_DELAY));
    if (answer.kind === 'silence') {
      this.#forget(conversation);
      if (answer.end === 'client-closes') conversation.close('client');
      if (answer.end === 'server-closes') conversation.close('server');
      if (answer.end === 'server-resets') conversation.reset('server');
      return;
    }
    const content: AnswerContent = {
      ...(answer.kind === 'mirrored'
        ? { status: 200, body: this.#mirror(post, answer, body) }
        : { status: answer.status, body: answer.body ?? '' }),
      ...(answer.kind === 'status' && answer.contentType !== undefined
        ? { contentType: answer.contentType }
        : {}),
      date: this.#scenario.epoch + Math.floor(conversation.now / 1_000_000),
    };
    const mishaps = post.answerMishaps === undefined ? {} : { mishaps: post.answerMishaps };
    conversation.answer(ANSWERS[backend](content), mishaps);
    if (backend === 'apache') {
      this.#forget(conversation);
      conversation.close('server');
    }
  }

  #mirror(post: HookPost, answer: { readonly changes?: HookPost['payload'] }, body: string): string {
    const mirrored =
      answer.changes === undefined ? body : JSON.stringify({ ...post.payload, ...answer.changes });
    return this.#options.backend === 'apache' ? escapedSlashes(mirrored) : mirrored;
  }

  /** Posts nothing more over it. */
  #forget(conversation: Conversation): void {
    this.#pool = this.#pool.filter((pooled) => pooled !== conversation);
  }

  #idle(at: number): Conversation {
    const idle = this.#pool.find((conversation) => conversation.now <= at);
    if (idle !== undefined) return idle.waitUntil(at);
    const ends = this.#ends(at);
    const { converse } = this.#options;
    const made = converse?.(this.#scenario, ends) ?? new Conversation(this.#scenario, ends);
    const opened = made.open();
    this.#pool.push(opened);
    return opened;
  }

  #ends(at: number): ConversationOptions {
    const client = { address: this.#options.client, port: this.#scenario.ephemeralPort() };
    return { ...this.#options.connection, client, server: this.#options.server, at };
  }
}
