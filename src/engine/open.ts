import {
  type CaptureInput,
  type CaptureSet,
  captureInput,
  openCapture,
  type ReaderName,
} from '../capture/index.ts';
import type { InputError, Inputs } from './options.ts';

export type OpenedInputs =
  | { readonly ok: true; readonly capture: CaptureSet }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** Opens what a front end was given as one capture. */
export async function openInputs(inputs: Inputs, reader: ReaderName, follow = false): Promise<OpenedInputs> {
  const sources = inputs.map(
    (input): CaptureInput => (typeof input === 'string' ? captureInput(input) : input),
  );
  const opened = await openCapture(sources, { reader, follow });
  if (opened.ok) return opened;
  const { path, message } = opened.error;
  return { ok: false, errors: [{ path, message }] };
}
