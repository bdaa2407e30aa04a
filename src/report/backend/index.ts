import type { BackendAnswer, ReadRequest } from '../../backend/index.ts';
import { isoTime } from '../../base/time.ts';
import { clientOfSession, type Severity } from '../../dialects/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { escapeTerminal } from '../escape/terminal.ts';
import { count } from '../layout/quantity.ts';
import type { Paint, TextLook } from '../layout/style.ts';
import { padEnd, truncate } from '../layout/width.ts';

/** What is needed to write lines about requests. */
export interface BackendPage {
  readonly paint: Paint;
  readonly masker: Masker;
}

const METHOD_COLUMNS = 33;
const SESSION_COLUMNS = 21;
/** Characters of a target that are shown. */
const MOST_TARGET = 200;
const LOOKS: Readonly<Record<Severity, TextLook>> = { error: 'error', warning: 'warning', note: 'dim' };

/** A request: a line with what was answered, and one for each thing to be said about it. */
export function* requestLines(read: ReadRequest, answer: BackendAnswer, page: BackendPage): Iterable<string> {
  const { received, hook, notes } = read;
  const { masker, paint } = page;
  const clock = isoTime(received.time, 3).slice(11, 23);
  const asked = `${received.method} ${masker.target(received.target, hook?.call.dialect ?? null).slice(0, MOST_TARGET)}`;
  if (hook === null) {
    const from = masker.endpoint(received.client);
    yield paint('dim', `${clock}  ${escapeTerminal(`no hook: ${asked} from ${from}`)}  ${answer.status}`);
    return;
  }
  const { call } = hook;
  const name = call.status === null ? call.method : `${call.method} ${call.status}`;
  const session =
    call.sessionId === null ? '' : (clientOfSession(call.dialect, call.sessionId) ?? call.sessionId);
  const columns = [
    [masker.text(name), METHOD_COLUMNS],
    [masker.captured(session), SESSION_COLUMNS],
  ] as const;
  const shown = columns.map(([text, width]) => padEnd(truncate(escapeTerminal(text), width), width));
  yield `${clock}  ${shown.join('  ')}  ${answer.status}`;
  for (const { rule, severity, message } of notes) {
    yield `    ${paint(LOOKS[severity], severity)}: ${escapeTerminal(masker.text(message))} [${rule}]`;
  }
}

/** What came while the backend ran. */
export class BackendTally {
  #others = 0;
  #withNotes = 0;
  readonly #methods = new Map<string, number>();

  note({ hook, notes }: ReadRequest): void {
    if (hook === null) this.#others += 1;
    else {
      // Names of methods that no table has may be anything, and any number.
      const name = hook.call.methodSpec?.name ?? 'unknown methods';
      this.#methods.set(name, (this.#methods.get(name) ?? 0) + 1);
      if (notes.some(({ severity }) => severity !== 'note')) this.#withNotes += 1;
    }
  }

  /** One line. */
  get line(): string {
    const hooks = [...this.#methods.values()].reduce((sum, times) => sum + times, 0);
    const named = [...this.#methods].map(([name, times]) => `${name} ${times}`).join(', ');
    const others = this.#others === 0 ? '' : `; ${count(this.#others, 'other request')}`;
    const faulty = this.#withNotes === 0 ? '' : `; ${this.#withNotes} with an error or a warning`;
    return `${count(hooks, 'hook')}${named === '' ? '' : ` (${named})`}${faulty}${others}`;
  }
}
