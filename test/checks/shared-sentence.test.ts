import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formOf, sharedSentence } from '../../src/checks/problems/shared-sentence.ts';

describe('one sentence for many', () => {
  it.each([
    ['the same', ['connect was answered 502.', 'connect was answered 502.'], 'connect was answered 502.'],
    ['a range of numbers', ['It took 3.5 s.', 'It took 12 s.', 'It took 9.1 s.'], 'It took 3.5 to 12 s.'],
    ['frames are left out', ['It came (frame 4).', 'It came (frame 99).'], 'It came.'],
    [
      'the plural of what is counted',
      ['There is 1 attempt more.', 'There is 3 attempts more.'],
      'There is 1 to 3 attempts more.',
    ],
    ['addresses', ['Sent to 10.0.0.1:80, late.', 'Sent to 10.0.0.2:80, late.'], 'Sent to …, late.'],
    ['quoted texts', ['status is "A B".', 'status is "C".'], 'status is ….'],
    [
      'what is in brackets and no frame',
      ['Refused (SYN answered by RST); 2 attempts.', 'Refused (SYN answered by RST); 3 attempts.'],
      'Refused (SYN answered by RST); 2 to 3 attempts.',
    ],
    ['a number and no number', ['on port 80', 'on port x1'], 'on port …'],
  ])('has %s', (_what, sentences, shared) => {
    expect(new Set(sentences.map(formOf)).size).toBe(1);
    expect(sharedSentence(sentences)).toBe(shared);
  });

  it('is not made of sentences that say something else', () => {
    expect(formOf('The request is cut.')).not.toBe(formOf('The answer is cut.'));
    expect(sharedSentence(['The request is cut.', 'The answer is cut.'])).toBeNull();
    expect(formOf('It got no answer.')).not.toBe(formOf('It was answered 200.'));
  });

  it('is the sentence itself where there is one, but for frames in brackets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sharedSentence([text])).toBe(text.replace(/ \(frames? [^()]*\)/g, ''));
      }),
    );
  });
});
