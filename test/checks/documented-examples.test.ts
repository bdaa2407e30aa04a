import { describe, expect, test } from 'vitest';
import { documentedExamples } from '../dialects/examples.ts';
import { findingsOf, read, report } from './exchange-builder.ts';

describe('payloads as the vendors print them', () => {
  test.each(documentedExamples.map((example) => [`${example.dialect}: ${example.name}`, example] as const))(
    '%s has no fault',
    (_, { dialect, method, text }) => {
      const call =
        dialect === 'flashphoner-wcs'
          ? read({ target: `/EchoApp/${method}`, payload: text })
          : report({}, { payload: text, target: dialect === 'openvox' ? '' : '/' });
      expect(call.certainty).toBe('certain');
      expect(call.call.methodSpec).not.toBeNull();
      const serious = findingsOf([call]).filter(({ severity }) => severity !== 'note');
      expect(serious).toEqual([]);
    },
  );
});
