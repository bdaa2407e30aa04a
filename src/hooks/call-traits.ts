import {
  type Dialect,
  type Ending,
  endingOf,
  endingRoles,
  isAcceptedStatus,
  type Method,
  type MethodRole,
} from '../dialects/index.ts';
import { hasStatus, isStatus } from './status.ts';

/** What follows from a call's dialect, method and statuses, whatever else it says. */
export interface CallTraits {
  /** null for a method that the dialect does not know. */
  readonly role: MethodRole | null;
  /** The kind of the dialogs that its method belongs to; null where it belongs to none. */
  readonly dialogKind: string | null;
  /** It says that its session is over. */
  readonly endsSession: boolean;
  /** The same of its dialog. */
  readonly endsDialog: boolean;
  /** It says that its session came about. */
  readonly establishesSession: boolean;
  /** As the first call it tells of the life of its session, and does not show that this had begun before; true where the dialect does not say how one begins. */
  readonly mayBeginSession: boolean;
  /** The same of its dialog. */
  readonly mayBeginDialog: boolean;
  /** The status of its response counts as accepted; false where there is none. What the body says is not part of it. */
  readonly isAcceptedStatus: boolean;
}

/** What the traits of a call follow from. */
interface TraitGrounds {
  readonly dialect: Dialect;
  readonly methodSpec: Method | null;
  readonly method: string;
  readonly status: string | null;
}

/** `responseStatus`: HTTP status of the response, 0 where there is none. */
export function traitsFrom(grounds: TraitGrounds, responseStatus: number): CallTraits {
  const { dialect, methodSpec, method, status } = grounds;
  const dialogKind = methodSpec?.dialog?.kind ?? null;
  const ofSession = endingOf(dialect, 'session');
  const ofDialog = dialogKind === null ? undefined : endingOf(dialect, dialogKind);
  return {
    role: methodSpec?.role ?? null,
    dialogKind,
    endsSession: saysEnd('session', grounds),
    endsDialog: dialogKind !== null && saysEnd(dialogKind, grounds),
    establishesSession: ofSession?.method === method && hasStatus(ofSession.established ?? [], status),
    mayBeginSession: mayBegin(ofSession, grounds),
    mayBeginDialog: mayBegin(ofDialog, grounds),
    isAcceptedStatus: responseStatus !== 0 && isAcceptedStatus(dialect, methodSpec, responseStatus),
  };
}

function saysEnd(kind: string, { dialect, method, status }: TraitGrounds): boolean {
  if (status === null) return false;
  return dialect.endings.some(
    (ending) =>
      ending.kind === kind &&
      ending.method === method &&
      ending.ends.some((end) => isStatus(end.status, status)),
  );
}

function mayBegin(ending: Ending | undefined, { method, status }: TraitGrounds): boolean {
  if (ending === undefined) return true;
  const role = endingRoles(ending).get(method);
  if (role === undefined || role === 'sign') return false;
  return role === 'beginning' || !hasStatus(ending.underWay.statuses, status);
}
