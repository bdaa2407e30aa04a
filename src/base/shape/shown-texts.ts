import type { Shape } from './shape.ts';

/** Shapes of texts of a capture, by what they are: what must not be shown does not stand in the file either. */
export interface ShownTexts {
  /** An id, a status, a sentence that may repeat values of the capture. */
  readonly text: Shape<string>;
  /** Bytes of a message as text. */
  readonly captured: Shape<string>;
}
