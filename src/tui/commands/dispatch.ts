import type { State } from '../state/state.ts';
import type { Command } from './command.ts';
import { answerPrompt } from './prompts.ts';
import { COMMANDS } from './table.ts';

const BY_KEY: ReadonlyMap<string, Command> = new Map(
  COMMANDS.flatMap((command) => command.keys.map((key) => [key, command] as const)),
);

/** The state after a key. A key without a command changes nothing. */
export function pressed(state: State, key: string): State {
  const calm = calmed(state);
  if (calm.prompt !== null) return answerPrompt(calm, calm.prompt, key);
  return BY_KEY.get(key)?.run(calm) ?? calm;
}

/** The state without what only lasts until the next key. */
function calmed(state: State): State {
  const { notice, touched, filter } = state;
  if (notice === null && touched && !filter.seeks) return state;
  return {
    ...state,
    notice: null,
    touched: true,
    filter: filter.seeks ? { ...filter, seeks: false } : filter,
  };
}
