import type { HookMapping } from '../../dialects/index.ts';
import type { Moment } from '../../engine/index.ts';
import type { GivenFlag } from '../../report/index.ts';
import type { GivenSettings } from './settings.ts';

/** What says how a capture is read, and what of it is shown; as the flags of a check have it. */
export interface ReadingFlags extends Omit<GivenSettings, 'ports' | 'hooks'> {
  readonly port?: readonly number[];
  readonly hook?: readonly HookMapping[];
  readonly config?: string;
}

/**
 * The flags of a check that a further command on the same capture needs, in the order of the help. What the configuration says is
 * not among them: the command reads it itself.
 */
export function givenFlags(flags: ReadingFlags): readonly GivenFlag[] {
  const { port = [], host, dialect, hook = [], session, from, to, filter, window, redact } = flags;
  const { tlsKeys = [], config } = flags;
  return [
    ...port.map((each) => value('--port', String(each))),
    ...one('--host', host),
    ...(dialect === undefined ? [] : [file('--dialect', dialect)]),
    ...hook.map(({ path, method }) => value('--hook', `${path}=${method}`)),
    ...one('--session', session),
    ...one('--from', from === undefined ? undefined : momentText(from)),
    ...one('--to', to === undefined ? undefined : momentText(to)),
    ...one('--filter', filter),
    ...one('--window', window === undefined ? undefined : String(window)),
    ...one('--redact', redact),
    ...tlsKeys.map((path) => file('--tls-keys', path)),
    ...(config === undefined ? [] : [file('--config', config)]),
  ];
}

function one(name: string, text: string | undefined): readonly GivenFlag[] {
  return text === undefined ? [] : [value(name, text)];
}

function value(name: string, text: string): GivenFlag {
  return { name, value: text, isPath: false };
}

function file(name: string, path: string): GivenFlag {
  return { name, value: path, isPath: true };
}

function momentText({ since, seconds }: Moment): string {
  return since === 'first-frame' ? String(seconds) : new Date(seconds * 1000).toISOString();
}
