/**
 * The configuration that the backend may put into a response: for each method, whether the server calls it and what a
 * refusal leads to. The table says which fields and words a system has and what they mean; nothing else interprets them.
 */
import type { SourceTag } from './sources.ts';

/** What the server does after a refusal: end the operation, or go on as if the backend had accepted. */
export type ErrorPolicy = 'stop' | 'go-on';

/**
 * What a word means for the hooks of a method. `calls`: the server calls the backend and ignores what the response
 * changes. `overwrites`: it takes over the parameters that the field for `overwritten` names. `switches-off`: it does
 * not call the backend. `stops`, `goes-on`: what it does after a refusal.
 */
export type ConfigEffect = 'calls' | 'overwrites' | 'switches-off' | 'stops' | 'goes-on';

/** A word that a field may have. `spellings` are all that servers of different versions accept. */
export interface ConfigWord {
  readonly word: string;
  readonly spellings: readonly string[];
  readonly effect: ConfigEffect;
  readonly description: string;
}

interface ConfigFieldFacts {
  readonly name: string;
  readonly description: string;
  /** The value that holds where the field is left out; of a field with words, one of the words. */
  readonly default: string;
  readonly source: SourceTag;
}

/** A field whose value is one word of a list. */
export interface WordField extends ConfigFieldFacts {
  readonly form: 'word';
  /**
   * `calling`: whether the backend is called, and whether its response changes anything. `refusal`: what a refusal leads
   * to. null: nothing about hooks, it concerns the client only.
   */
  readonly decides: 'calling' | 'refusal' | null;
  readonly words: readonly ConfigWord[];
}

/** A field whose value is a list of parameter names, separated by commas. */
export interface NameListField extends ConfigFieldFacts {
  readonly form: 'name-list';
  /**
   * `excluded`: which parameters are not sent to the backend. `overwritten`: which are taken from the response.
   * null: nothing about hooks, it concerns the client only.
   */
  readonly decides: 'excluded' | 'overwritten' | null;
}

export type ClientConfigField = WordField | NameListField;

export interface ClientConfigTable {
  /** Member of the response's payload that holds the configuration: an object keyed by method name. */
  readonly parameter: string;
  /** The method in whose accepted response it counts. */
  readonly method: string;
  readonly fields: readonly ClientConfigField[];
  readonly source: SourceTag;
}

/** A field and the word of it that has an effect. */
export interface ConfigSetting {
  readonly field: string;
  readonly word: string;
}

/** The field and the word that have an effect; null where the configuration has none with that effect. */
export function settingWith(table: ClientConfigTable | null, effect: ConfigEffect): ConfigSetting | null {
  for (const field of table?.fields ?? []) {
    if (field.form !== 'word') continue;
    const found = field.words.find((word) => word.effect === effect);
    if (found !== undefined) return { field: field.name, word: found.word };
  }
  return null;
}

/** The field and the word that stand for a policy; null where the configuration decides nothing about refusals. */
export function policySetting(table: ClientConfigTable | null, policy: ErrorPolicy): ConfigSetting | null {
  return settingWith(table, policy === 'stop' ? 'stops' : 'goes-on');
}
