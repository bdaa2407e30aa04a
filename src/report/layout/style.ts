import { styleText } from 'node:util';

/** The meanings of a part of the text, and how each looks where colours are wanted. */
const LOOKS = {
  error: ['red'],
  warning: ['yellow'],
  sound: ['green'],
  heading: ['bold'],
  fatal: ['red', 'bold'],
  dim: ['dim'],
  command: ['cyan'],
} as const satisfies Readonly<Record<string, readonly Parameters<typeof styleText>[0][number][]>>;

export type TextLook = keyof typeof LOOKS;

/** Gives text its look. Without colours it returns the text as it is. */
export type Paint = (look: TextLook, text: string) => string;

export function painter(color: boolean): Paint {
  if (!color) return (_look, text) => text;
  // It is already known whether colours are wanted; otherwise Node would ask standard output.
  return (look, text) => (text === '' ? '' : styleText([...LOOKS[look]], text, { validateStream: false }));
}
