import {
  type CaptureWindow,
  collectBytes,
  type PcapOptions,
  pcapWriter,
  type Scenario,
  writePackets,
} from './builder/index.ts';

/** One file of samples/. */
export interface Sample {
  /** File name with its ending. */
  readonly name: string;
  /** The whole file, the same bytes on every call. */
  readonly build: () => Buffer;
}

/** A classic capture of everything that a scenario holds, as `tcpdump -i any` writes it unless told otherwise. */
export function capturedPcap(
  scenario: Scenario,
  options: Partial<Omit<PcapOptions, 'epoch'>> & { readonly window?: CaptureWindow } = {},
): Buffer {
  const { window, ...format } = options;
  return collectBytes((write) => {
    const writer = pcapWriter(write, { linkLayer: 'sll', epoch: scenario.epoch, ...format });
    writePackets(writer, scenario.drain(), window);
  });
}
