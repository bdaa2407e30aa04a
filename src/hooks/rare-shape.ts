import { MAX_CONFIG_NAMES, MAX_CONFIG_PROBLEMS, MAX_CONFIGURED_METHODS } from '../base/limits.ts';
import {
  flag,
  list,
  mapOf,
  nullable,
  oneOf,
  record,
  type Shape,
  type ShownTexts,
  seconds,
  setOf,
  shared,
  text,
  wholeOrNone,
} from '../base/shape/index.ts';
import type { ErrorPolicy } from '../dialects/index.ts';
import { exchangeEndShape, problemShape, streamEndShape } from '../http/index.ts';
import type { RareFields } from './call-page.ts';
import type { ClientConfig, ConfigProblem, MethodConfig } from './client-config.ts';

const policy = oneOf<ErrorPolicy>({ stop: true, 'go-on': true });

function clientConfigShape(shown: Shape<string>): Shape<ClientConfig> {
  const names = setOf(shown, MAX_CONFIG_NAMES);
  const method = record<MethodConfig>({
    enabled: flag,
    overwrites: flag,
    onRefusal: nullable(policy),
    saysOnRefusal: flag,
    exclude: names,
    overwrite: names,
    values: mapOf(text, shown),
  });
  const problem = record<ConfigProblem>({
    kind: oneOf<ConfigProblem['kind']>({
      'not-an-object': true,
      'unknown-method': true,
      'unknown-field': true,
      'unknown-word': true,
      'wrong-type': true,
      'too-much': true,
    }),
    pointer: shown,
    found: shown,
    allowed: list(text),
  });
  return record<ClientConfig>({
    methods: mapOf(shown, method, MAX_CONFIGURED_METHODS),
    problems: list(problem, MAX_CONFIG_PROBLEMS),
  });
}

/** What few calls have. One configuration is sent to session after session: it stands in the file once. */
export function rareFieldsShape(shown: ShownTexts): Shape<RareFields> {
  return record<RareFields>({
    numbers: list(shown.text),
    clientConfig: nullable(shared(clientConfigShape(shown.text))),
    problems: list(problemShape(shown)),
    end: exchangeEndShape,
    endFrame: wholeOrNone,
    endSeconds: seconds,
    streamEnd: nullable(streamEndShape),
  });
}
