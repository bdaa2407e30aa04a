import { clipped } from '../checks/index.ts';
import { findMethod } from '../dialects/index.ts';
import { type ClientConfig, configFor, type HookCall, isAccepted } from '../hooks/index.ts';
import type { ComparedCapture } from './compared-capture.ts';
import type { ConfigurationDifference } from './model.ts';

/** The most characters that are shown of a list of names or of a method's name. */
const SHOWN_CHARACTERS = 200;

/**
 * What the configuring responses of the bad capture set differently from those of the good capture, by method and field.
 * A field of a method differs where the bad capture has a value that the good capture never has.
 */
export function compareConfigurations(
  good: ComparedCapture,
  bad: ComparedCapture,
): readonly ConfigurationDifference[] {
  const usual = configurationsOf(good);
  const [, usualExample] = [...usual][0] ?? [];
  if (usualExample === undefined) return [];
  const configs = [...usual.keys()];
  const found = new Map<string, ConfigurationDifference>();
  for (const [config, badExample] of configurationsOf(bad)) {
    const methods = new Set([...configs, config].flatMap((each) => methodsOf(each, badExample)));
    for (const method of methods) {
      for (const name of fieldsOf(badExample)) {
        const value = settingValue(badExample, config, method, name);
        const known = configs.map((each) => settingValue(badExample, each, method, name));
        const key = `${method}\n${name}`;
        if (known.includes(value) || found.has(key)) continue;
        found.set(key, {
          weight: 'difference',
          method: clipped(method, SHOWN_CHARACTERS),
          field: name,
          good: clipped(known[0] ?? '', SHOWN_CHARACTERS),
          bad: clipped(value, SHOWN_CHARACTERS),
          goodExample: usualExample,
          badExample,
        });
      }
    }
  }
  return [...found.values()].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/**
 * The different configurations, each with the first call whose response has it. The key null stands for a response that
 * configures nothing.
 */
function configurationsOf({ analysis }: ComparedCapture): ReadonlyMap<ClientConfig | null, HookCall> {
  const seen = new Set<string>();
  const configs = new Map<ClientConfig | null, HookCall>();
  for (const call of analysis.calls) {
    if (call.dialect.clientConfig?.method !== call.method || !isAccepted(call)) continue;
    const text = textOf(call);
    if (seen.has(text)) continue;
    seen.add(text);
    configs.set(call.clientConfig, call);
  }
  return configs;
}

function textOf(call: HookCall): string {
  const lines = methodsOf(call.clientConfig, call).map((method) =>
    JSON.stringify([
      method,
      ...fieldsOf(call).map((field) => settingValue(call, call.clientConfig, method, field)),
    ]),
  );
  return lines.sort().join('\n');
}

/** Names of the fields of a call's dialect that concern hooks. */
function fieldsOf({ dialect }: HookCall): readonly string[] {
  const fields = dialect.clientConfig?.fields ?? [];
  return fields.filter(({ decides }) => decides !== null).map(({ name }) => name);
}

function settingValue(
  { dialect }: HookCall,
  config: ClientConfig | null,
  method: string,
  field: string,
): string {
  return configFor(dialect, config, method).values.get(field) ?? '';
}

/** The methods of a configuration by the names of the table: an alias is only another spelling. */
function methodsOf(config: ClientConfig | null, { dialect }: HookCall): readonly string[] {
  const spelt = [...(config?.methods.keys() ?? [])].map((name) => findMethod(dialect, name)?.name ?? name);
  return [...new Set(spelt)];
}

function keyOf({ method, field }: ConfigurationDifference): string {
  return `${method}\n${field}`;
}
