import type { HookResponse } from '../../hooks/index.ts';

/** 'connect was answered 403 Forbidden'. An answer without a status line has no status to tell. */
export function answeredText(method: string, { status, reason }: HookResponse): string {
  if (status === 0) return `${method} was answered without a status line`;
  return `${method} was answered ${status}${reason === '' ? '' : ` ${reason}`}`;
}
