import {
  type CaptureInput,
  type CaptureSet,
  captureInput,
  openCapture,
  type ReaderName,
} from '../capture/index.ts';
import { TlsSecrets } from '../tls/index.ts';
import type { InputError, Inputs } from './options.ts';

export type OpenedInputs =
  | { readonly ok: true; readonly capture: CaptureSet }
  | { readonly ok: false; readonly errors: readonly InputError[] };

export interface OpenOptions {
  readonly reader: ReaderName;
  /** Files may grow; left out: they do not. */
  readonly follow?: boolean;
  /** Takes the secrets of TLS sessions that pcapng files hold; left out: nobody asks for them. */
  readonly tlsSecrets?: TlsSecrets;
}

/** Opens what a front end was given as one capture. */
export async function openInputs(inputs: Inputs, options: OpenOptions): Promise<OpenedInputs> {
  const { reader, follow, tlsSecrets } = options;
  const sources = inputs.map(
    (input): CaptureInput => (typeof input === 'string' ? captureInput(input) : input),
  );
  const onSecrets = tlsSecrets && ((keyLog: string) => void tlsSecrets.add(keyLog));
  const opened = await openCapture(sources, { reader, follow, onSecrets });
  if (!opened.ok) {
    const { path, message } = opened.error;
    return { ok: false, errors: [{ path, message }] };
  }
  // A block with secrets may stand anywhere in a pcapng file, also behind the packets that it serves.
  if (tlsSecrets && opened.capture.info().some(({ format }) => format === 'pcapng'))
    tlsSecrets.mayGrow = true;
  return opened;
}

/** Whether opening the same inputs again gives the same bytes: a pipe has no size, and gives nothing twice. */
export function isReadableAgain(capture: CaptureSet): boolean {
  return capture.progress().bytesTotal !== null;
}

/** Options with secrets to be added to, where none were given. */
export function withTlsSecrets<Options extends { readonly tlsSecrets?: TlsSecrets }>(
  options: Options,
): Options & { readonly tlsSecrets: TlsSecrets } {
  return { ...options, tlsSecrets: options.tlsSecrets ?? new TlsSecrets() };
}
