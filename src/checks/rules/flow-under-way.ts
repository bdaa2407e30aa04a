import type { HookCall, Session } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { courseOf } from '../dialog-course.ts';
import { remedyText } from '../remedy.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { hasStatus } from '../verdicts/triggers.ts';

/** Sessions and dialogs that had begun before the capture did: one note for all of them. */
export const flowUnderWay: CaptureRule = {
  id: 'flow/under-way',
  severity: 'note',
  title: 'Sessions or dialogs were under way when the capture began',
  means:
    'The first that the capture shows of a session, call or stream is what only one that lasts may show (ESTABLISHED, HOLD, FINISH, DISCONNECTED, UNPUBLISHED, hangup, StreamKeepAliveEvent …), and the call that began it (connect, call, OnCallEvent, publishStream, playStream) is not there. All of them are counted in one note. Where packets were lost, or these methods were never added to the application, they may have begun later.',
  matters:
    "That their beginning is absent is no fault. But what connect's answer set for these sessions (restClientConfig) is not known: a call that is missing in one of them may have been switched off.",
  fix: 'To see them in whole, capture again, and start before the clients connect: tcpdump -i any -s 0 -w log.pcap',
  judge: (scene) => {
    const sessions: HookCall[] = [];
    const dialogs: HookCall[] = [];
    for (const each of scene.sessions) {
      const signs = firstSigns(each, scene);
      if (signs.session !== null) sessions.push(signs.session);
      dialogs.push(...signs.dialogs);
    }
    const { positions } = scene.evidence;
    const calls = [...new Set([...sessions, ...dialogs])].sort(
      (one, other) => positions.of(one) - positions.of(other),
    );
    const [first] = calls;
    if (first === undefined) return [];
    const counted = [...quantity(sessions.length, 'session'), ...quantity(dialogs.length, 'dialog')];
    const verb = sessions.length + dialogs.length === 1 ? 'was' : 'were';
    const status = first.status === null ? '' : ` ${first.status}`;
    const frame = first.requestFrames[0];
    return [
      captureFinding(flowUnderWay, {
        message: `${counted.join(' and ')} ${verb} under way when the capture began; the first sign is ${first.method}${status} (frame ${frame}).`,
        time: { seconds: first.seconds, nanoseconds: first.nanoseconds },
        frames: calls.slice(0, MAX_FINDING_FRAMES).map((call) => call.requestFrames[0]),
        consequence: 'What the answer to connect configured for these sessions is not known.',
        remedy: remedyText(first.dialect, ['capture-whole']),
        count: sessions.length + dialogs.length,
      }),
    ];
  },
};

/** The calls by which a session and its dialogs are known to have begun before the capture. */
interface FirstSigns {
  /** null where the session began later, or has no name. */
  readonly session: HookCall | null;
  /** One for each dialog that did. */
  readonly dialogs: readonly HookCall[];
}

function firstSigns({ id, calls, dialogs }: Session, scene: CaptureFacts): FirstSigns {
  const own = id === null ? NOTHING_SEEN : beginningOf('session', calls, scene);
  const signs = dialogs.flatMap((dialog) => {
    const { sign } = beginningOf(dialog.kind, dialog.calls, scene);
    // What comes after a session's beginning began within it.
    return sign !== null && scene.evidence.positions.of(sign) < own.begun ? [sign] : [];
  });
  const [earliest = null] = signs;
  return { session: id === null ? null : (own.sign ?? earliest), dialogs: signs };
}

/** What the capture shows of how one session or dialog began. */
interface Beginning {
  /** The first call of it, where that shows that it had begun before. */
  readonly sign: HookCall | null;
  /** Position of the first call that may be of its beginning; infinite where there is none. */
  readonly begun: number;
}

const NOTHING_SEEN: Beginning = { sign: null, begun: Number.POSITIVE_INFINITY };

function beginningOf(kind: string, indexes: Iterable<number>, scene: CaptureFacts): Beginning {
  let sign: HookCall | null = null;
  for (const { call, ending, role } of courseOf(kind, indexes, scene.calls)) {
    const isSign = role === 'sign' || (role === 'event' && hasStatus(ending.underWay.statuses, call.status));
    if (!isSign) return { sign, begun: scene.evidence.positions.of(call) };
    sign ??= call;
  }
  return { ...NOTHING_SEEN, sign };
}

function quantity(count: number, noun: string): readonly string[] {
  if (count === 0) return [];
  return [`${count} ${noun}${count === 1 ? '' : 's'}`];
}
