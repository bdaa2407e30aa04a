import { type Dialect, isAcceptedStatus, type Method, type MethodRole } from '../dialects/index.ts';
import { isStatus } from './status.ts';

/** What follows from a call's dialect, method and statuses, whatever else it says. */
export interface CallTraits {
  /** null for a method that the dialect does not know. */
  readonly role: MethodRole | null;
  /** The kind of the dialogs that its method belongs to; null where it belongs to none. */
  readonly dialogKind: string | null;
  /** It says that its session is over. */
  readonly endsSession: boolean;
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
  const { dialect, methodSpec } = grounds;
  return {
    role: methodSpec?.role ?? null,
    dialogKind: methodSpec?.dialog?.kind ?? null,
    endsSession: saysEnd(grounds),
    isAcceptedStatus: responseStatus !== 0 && isAcceptedStatus(dialect, methodSpec, responseStatus),
  };
}

function saysEnd({ dialect, method, status }: TraitGrounds): boolean {
  if (status === null) return false;
  return dialect.endings.some(
    (ending) =>
      ending.kind === 'session' &&
      ending.method === method &&
      ending.ends.some((end) => isStatus(end.status, status)),
  );
}
