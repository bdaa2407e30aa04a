import { styleText } from 'node:util';

/** What a part of the text is, and so how it looks where colours are wanted. */
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

/** Gives text its look; without colours it gives back the text. */
export type Paint = (look: TextLook, text: string) => string;

export function painter(color: boolean): Paint {
  if (!color) return (_look, text) => text;
  // Whether colours are wanted was decided before; Node would ask the standard output again.
  return (look, text) => (text === '' ? '' : styleText([...LOOKS[look]], text, { validateStream: false }));
}
