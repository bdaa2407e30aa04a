import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyDecoder, type KeyEvent } from '../../src/tui/keys/decode.ts';

function keysOf(...chunks: readonly string[]): readonly string[] {
  const decoder = new KeyDecoder();
  const events = [...chunks.flatMap((chunk) => decoder.feed(chunk)), ...decoder.flush()];
  return events.map((event: KeyEvent) => (event.kind === 'key' ? event.key : `paste(${event.text})`));
}

describe('keys', () => {
  it('takes several keys of one chunk one by one', () => {
    expect(keysOf('jjk]')).toEqual(['j', 'j', 'k', ']']);
    expect(keysOf('\u001b[A\u001b[B\u001bOC\u001b[Z\u001b[5~\u001b[6~')).toEqual([
      'up',
      'down',
      'right',
      'S-tab',
      'pageup',
      'pagedown',
    ]);
    expect(keysOf('\r\t \u007f\u0003\u0004')).toEqual(['enter', 'tab', 'space', 'backspace', 'C-c', 'C-d']);
    expect(keysOf('дж日')).toEqual(['д', 'ж', '日']);
  });

  it('tells Escape by itself from the beginning of a sequence', () => {
    expect(keysOf('\u001b')).toEqual(['escape']);
    expect(keysOf('\u001b', '[A')).toEqual(['up']);
    expect(keysOf('\u001bj')).toEqual(['escape', 'j']);
    expect(keysOf('\u001b\u001b[A')).toEqual(['escape', 'up']);
  });

  it('passes over what it does not know, mouse reports and answers of the terminal among them', () => {
    expect(keysOf('\u001b[<0;10;5Mj\u001b[?62;22cj\u001b[1;5Aj')).toEqual(['j', 'j', 'j']);
  });

  it('gives pasted text as text, in however many pieces it comes', () => {
    expect(keysOf('\u001b[200~Q\u001b[201~j')).toEqual(['paste(Q)', 'j']);
    expect(keysOf('\u001b[200~ab', 'c\u001b[20', '1~j')).toEqual(['paste(abc)', 'j']);
  });

  it('is the same however the bytes are cut', () => {
    const input = 'j\u001b[A\u001b[200~x y\u001b[201~\u001bOHq\u001b[6~';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: input.length }), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.sort((one, other) => one - other), input.length];
        const chunks = at.slice(1).map((end, index) => input.slice(at[index], end));
        expect(keysOf(...chunks)).toEqual(keysOf(input));
      }),
    );
  });
});
