/** Puts a plan on the wire and makes a capture of it. */
import {
  Conversation,
  collectBytes,
  type Mishap,
  pcapWriter,
  refusedConnection,
  Scenario,
  unansweredConnection,
} from '../../../samples/builder/index.ts';
import { headerBlock, httpDate } from '../../../samples/hooks/index.ts';
import { CAPTURING_HOST } from '../network.ts';
import { backgroundNoise, captureEdges, strangersTraffic } from '../noise.ts';
import { MILLISECOND } from '../plan.ts';
import { numbered, type ServerAct, type ServerPlan } from './plan.ts';
import type { ServerAnswer } from './server.ts';

/** 2023-11-14 22:13:20 UTC. */
export const EPOCH = 1_700_000_000;

/** A plan as it was played: its acts at the times at which their requests were on the wire. */
export interface PlayedServerPlan {
  readonly plan: ServerPlan;
  /** The capture file. */
  readonly bytes: Buffer;
}

/** Plays a plan. */
export function playServerPlan(plan: ServerPlan): PlayedServerPlan {
  const scenario = new Scenario({ seed: plan.seed, epoch: EPOCH, host: CAPTURING_HOST });
  const sender = new Sender(scenario, plan);
  const acts = numbered(plan).map((act) => ({ ...act, at: sender.play(act) }));
  sender.close(plan.to - 30_000_000);
  captureEdges(scenario, plan.from, plan.to);
  if (plan.noise) backgroundNoise(scenario, plan.to);
  if (plan.strangers) strangersTraffic(scenario, plan.to);
  const packets = scenario.drain().filter(({ time }) => time >= plan.from && time < plan.to);
  const bytes = collectBytes((write) => {
    const writer = pcapWriter(write, { linkLayer: 'sll', epoch: EPOCH });
    for (const packet of packets) writer.write(packet);
  });
  return { plan: { ...plan, acts }, bytes };
}

/** All segments of a message are absent from the capture. */
const UNCAPTURED: Readonly<Record<number, Mishap>> = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [index, 'uncaptured'] as const),
);

/** The connections of the server to its backend. */
class Sender {
  readonly #scenario: Scenario;
  readonly #plan: ServerPlan;
  #kept: Conversation | null = null;

  constructor(scenario: Scenario, plan: ServerPlan) {
    this.#scenario = scenario;
    this.#plan = plan;
  }

  /** Puts an act on the wire; returns when its request begins (microseconds). */
  play(act: ServerAct): number {
    const { reply } = act;
    if (reply.kind === 'refused') {
      refusedConnection(this.#scenario, { ...this.#ends(), at: act.at });
      return act.at;
    }
    if (reply.kind === 'unreachable') {
      unansweredConnection(this.#scenario, { ...this.#ends(), at: act.at, attempts: reply.attempts });
      return act.at;
    }
    const conversation = this.#connection(act.at);
    const begun = conversation.now;
    const request = this.#plan.profile.write(act.hook, this.#authority());
    conversation.request(request, act.lost === 'request' ? { mishaps: UNCAPTURED } : {});
    conversation.waitUntil(begun + reply.delay);
    if (reply.kind === 'silence') {
      if (reply.end === 'client-closes') conversation.close('client');
      if (reply.end === 'server-closes') conversation.close('server');
      if (reply.end === 'server-resets') conversation.reset('server');
      return begun;
    }
    const date = this.#scenario.epoch + Math.floor(conversation.now / 1_000_000);
    const isKept = this.#plan.profile.connections === 'kept';
    const answer = answerBytes(reply.answer, date, isKept);
    conversation.answer(answer, act.lost === 'answer' ? { mishaps: UNCAPTURED } : {});
    if (isKept && this.#kept === null) this.#kept = conversation;
    else conversation.wait(MILLISECOND).close('client');
    return begun;
  }

  /** The server ends: it closes what is open. */
  close(at: number): void {
    this.#kept?.waitUntil(at).close('client');
    this.#kept = null;
  }

  /** The connection that is kept where it is free, else a new one. */
  #connection(at: number): Conversation {
    const kept = this.#kept;
    if (kept === null || kept.now > at)
      return new Conversation(this.#scenario, { ...this.#ends(), at }).open();
    this.#kept = null;
    return kept.waitUntil(at);
  }

  #authority(): string {
    const { server, profile } = this.#plan;
    return server.includes(':') ? `[${server}]:${profile.port}` : `${server}:${profile.port}`;
  }

  #ends() {
    const { client, server, profile } = this.#plan;
    return {
      client: { address: client, port: this.#scenario.ephemeralPort() },
      server: { address: server, port: profile.port },
    };
  }
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  302: 'Found',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** A response as nginx writes it. A 204 has no body and no length (RFC 9110 section 15.3.5). */
function answerBytes(answer: ServerAnswer, date: number, isKept: boolean): Buffer {
  const body = Buffer.from(answer.body);
  const header = headerBlock(`HTTP/1.1 ${answer.status} ${REASONS[answer.status] ?? 'Status'}`, [
    ['Server', 'nginx/1.24.0'],
    ['Date', httpDate(date)],
    ...(answer.status === 204
      ? []
      : ([
          ['Content-Type', answer.contentType ?? 'application/json'],
          ['Content-Length', String(body.length)],
        ] as const)),
    ['Connection', isKept ? 'keep-alive' : 'close'],
    ...(answer.fields ?? []),
  ]);
  return Buffer.concat([header, body]);
}
