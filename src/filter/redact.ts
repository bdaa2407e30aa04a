import { plainCopy } from '../base/columns.ts';
import type { Endpoint } from '../base/endpoint.ts';
import {
  type ExpectationResult,
  type Finding,
  fingerprintOf,
  retold,
  type TlsSighting,
} from '../checks/index.ts';
import type { Analysis } from '../engine/index.ts';
import type { DialogKey, HookCall, Session } from '../hooks/index.ts';
import type { Problem } from '../http/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';

/** Rules whose evidence is a sentence of ours; that of the others is a piece of what was captured. */
const OWN_WORDS = /^(?:flow|transport|tls|capture)\//;
/** Shorter words of the capture are not looked for in sentences: they stand in others. */
const SHORTEST_WORD = 3;

/**
 * An analysis of which nobody can be told: marks stand for numbers, names and addresses in every text, so that no front
 * end has to think of it. Equal texts stay equal, and a call keeps its id. Where nothing is to be redacted it is the
 * analysis itself.
 */
export function redact(analysis: Analysis, masker: Masker): Analysis {
  return masker.redactsPersonal ? new Redaction(masker).analysis(analysis) : analysis;
}

/** The same of a call alone. */
export function redactCall(call: HookCall, masker: Masker): HookCall {
  return masker.redactsPersonal ? new Redaction(masker).call(call) : call;
}

/** The redaction of one analysis. */
class Redaction {
  readonly #masker: Masker;
  /** Redacted calls by the calls themselves. */
  readonly #twins = new Map<HookCall, HookCall>();
  /** Redacted texts: the same few come again and again. */
  readonly #texts = new Map<string, string>();

  constructor(masker: Masker) {
    this.#masker = masker;
  }

  analysis(analysis: Analysis): Analysis {
    const calls = analysis.calls.map((call) => this.#twin(call));
    const paths = analysis.captures.map(({ path }) => path);
    const findings = analysis.findings.map((finding) => this.#finding(finding, paths));
    return {
      ...analysis,
      calls,
      callExchanges: analysis.callExchanges.map((call) => this.#twin(call)),
      sessions: Array.from(analysis.sessions, (session) => this.#session(session)),
      expectations: Array.from(analysis.expectations, (expected) => this.#expected(expected)),
      findings,
      problems: retold(analysis.problems, findings, analysis.firstTime),
      findingNumbers: this.#numbers(analysis, findings),
      connections: Array.from(analysis.connections, (summary) => this.#connection(summary)),
      tls: { ...analysis.tls, connections: analysis.tls.connections.map((sighting) => this.#tls(sighting)) },
      summary: { ...analysis.summary, methods: this.#methods(analysis) },
    };
  }

  /** The numbers stay, so that `extract` knows them. */
  #numbers({ findings, findingNumbers }: Analysis, redacted: readonly Finding[]): Analysis['findingNumbers'] {
    return new Map(
      redacted.flatMap((finding, index) => {
        const original = findings[index];
        const number = original === undefined ? undefined : findingNumbers.get(original);
        return number === undefined ? [] : [[finding, number] as const];
      }),
    );
  }

  call(call: HookCall): HookCall {
    return this.#twin(call);
  }

  #twin(call: HookCall): HookCall {
    let twin = this.#twins.get(call);
    if (twin === undefined) {
      twin = plainCopy(call, this.#fields(call));
      this.#twins.set(call, twin);
    }
    return twin;
  }

  #fields(call: HookCall): Partial<HookCall> {
    const masker = this.#masker;
    const { response } = call;
    return {
      method: this.#method(call),
      client: masker.endpoint(call.client),
      server: masker.endpoint(call.server),
      httpMethod: this.#text(call.httpMethod),
      target: masker.target(call.target, call.dialect),
      response: response === null ? null : { ...response, reason: this.#text(response.reason) },
      sessionId: this.#id(call.sessionId),
      appKey: this.#id(call.appKey),
      nodeId: this.#id(call.nodeId),
      dialog: this.#dialog(call.dialog),
      status: call.status === null ? null : masker.text(call.status),
      numbers: call.numbers.map((number) => this.#text(number)),
      people: call.people.map(({ role, text }) => ({ role, text: masker.person(call.dialect, text) })),
      problems: call.problems.map((problem) => this.#problem(problem)),
    };
  }

  /** A name that a table has tells of nobody. */
  #method({ method, methodSpec }: HookCall): string {
    return methodSpec === null ? this.#text(method) : method;
  }

  #session(session: Session): Session {
    return {
      id: this.#id(session.id),
      life: session.life,
      appKey: this.#id(session.appKey),
      calls: session.calls,
      dialogs: session.dialogs.map(({ kind, id, calls }) => ({ kind, id: this.#text(id), calls })),
    };
  }

  #expected(expected: ExpectationResult): ExpectationResult {
    const { trigger, metBy, key, reason } = expected;
    return plainCopy(expected, {
      trigger: this.#twin(trigger),
      metBy: metBy === null ? null : this.#twin(metBy),
      key: this.#text(key),
      reason: reason === null ? null : this.#masker.text(reason),
    });
  }

  #finding(finding: Finding, paths: readonly string[]): Finding {
    const { call, rule, method, evidence } = finding;
    const sentence = (text: string | null): string | null =>
      text === null ? null : this.#sentence(this.#withoutHostNames(text, finding), call, paths);
    return {
      ...finding,
      fingerprint: fingerprintOf(finding),
      ...(finding.hostNames !== undefined && { hostNames: [] }),
      message: this.#sentence(this.#withoutHostNames(finding.message, finding), call, paths),
      method: call !== null && method === call.method ? this.#method(call) : method,
      call: call === null ? null : this.#twin(call),
      sessionId: this.#id(finding.sessionId),
      dialog: this.#dialog(finding.dialog),
      pointer: this.#id(finding.pointer),
      server: finding.server === null ? null : this.#masker.endpoint(finding.server),
      evidence:
        evidence !== null && !OWN_WORDS.test(rule) ? this.#masker.captured(evidence) : sentence(evidence),
      consequence: sentence(finding.consequence),
      remedy: sentence(finding.remedy),
    };
  }

  /** A name may hold another one, so the longest go first. */
  #withoutHostNames(text: string, { hostNames = [] }: Finding): string {
    const names = hostNames.toSorted((one, other) => other.length - one.length);
    return names.reduce((rest, name) => rest.replaceAll(name, this.#hostName(name)), text);
  }

  /** A sentence about a call may repeat what the call is known by; one about a file begins with its path, which stays. */
  #sentence(text: string, call: HookCall | null, paths: readonly string[]): string {
    const path = paths.find((each) => each !== '' && text.startsWith(`${each}: `)) ?? '';
    let rest = text.slice(path.length);
    if (call !== null) {
      const twin = this.#twin(call);
      for (const [word, shown] of [
        [call.sessionId, twin.sessionId],
        [call.dialog?.id, twin.dialog?.id],
        [call.target, twin.target],
        [call.methodSpec === null ? call.method : null, twin.method],
        [call.appKey, twin.appKey],
        [call.status, twin.status],
      ]) {
        if (typeof word === 'string' && word !== shown && word.length >= SHORTEST_WORD)
          rest = rest.replaceAll(word, shown ?? '');
      }
    }
    return path + this.#masker.text(rest);
  }

  #connection(summary: ConnectionSummary): ConnectionSummary {
    const [first, second] = summary.endpoints;
    return plainCopy(summary, { endpoints: [this.#endpoint(first), this.#endpoint(second)] });
  }

  /** Names of hosts and of holders of certificates tell who it is. */
  #tls(sighting: TlsSighting): TlsSighting {
    const { connection, handshake } = sighting;
    const { serverName, clearAnswer } = handshake;
    return {
      ...sighting,
      connection: this.#connection(connection),
      handshake: {
        ...handshake,
        serverName: serverName === null ? null : this.#hostName(serverName),
        certificates: [],
        clearAnswer:
          clearAnswer === null ? null : { ...clearAnswer, excerpt: this.#text(clearAnswer.excerpt) },
      },
    };
  }

  /** A mark stands for the name of a host as it does in a URI. Names in certificates may have what no host in a URI has. */
  #hostName(name: string): string {
    const host = name.replaceAll(/[^\w.:-]+/g, '-');
    return this.#masker.text(`https://${host}/`).slice('https://'.length, -1);
  }

  #endpoint({ address, port }: Endpoint): Endpoint {
    return { address: this.#masker.address(address), port };
  }

  #problem(problem: Problem): Problem {
    return { ...problem, excerpt: this.#text(problem.excerpt) };
  }

  #dialog(dialog: DialogKey | null): DialogKey | null {
    return dialog === null ? null : { kind: dialog.kind, id: this.#text(dialog.id) };
  }

  #methods({ calls }: Analysis): ReadonlyMap<string, number> {
    const methods = new Map<string, number>();
    for (const call of calls) {
      const method = this.#method(call);
      methods.set(method, (methods.get(method) ?? 0) + 1);
    }
    return new Map([...methods].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)));
  }

  #id(text: string | null): string | null {
    return text === null ? null : this.#text(text);
  }

  /** A text of the capture. */
  #text(text: string): string {
    let shown = this.#texts.get(text);
    if (shown === undefined) {
      shown = this.#masker.captured(text);
      this.#texts.set(text, shown);
    }
    return shown;
  }
}
