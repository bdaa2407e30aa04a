import type { CaptureInfo } from '../../capture/index.ts';
import { sharedPath } from '../overview/command.ts';
import type { CaptureLocation } from './context.ts';

/** The name of standard input, which has no address. */
const STANDARD_INPUT = 'standard-input.pcap';

/**
 * The address of a capture as a relative URI reference (RFC 3986): code scanning takes it from the root of the repository, and no
 * folder of the machine is told. `directory`: the folder in which hookscope ran; a capture outside of it has its bare name.
 */
export function uriOf(path: string, directory?: string): string {
  if (path === '-') return STANDARD_INPUT;
  const encoded = sharedPath(path, directory)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeSegment)
    .join('/');
  // A colon in the first segment would make the text before it a scheme.
  return encoded.split('/', 1)[0]?.includes(':') ? `./${encoded}` : encoded;
}

/** Characters that need no encoding stay, so that paths can be read. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/%(?:40|3A|2B|2C|3D)/g, decodeURIComponent);
}

/** A capture as an artifact of the run. */
export function artifactOf(capture: CaptureInfo, directory: string | undefined): object {
  return {
    location: { uri: uriOf(capture.path, directory) },
    length: capture.bytes,
    roles: ['analysisTarget'],
    mimeType: capture.format === 'pcap' ? 'application/vnd.tcpdump.pcap' : 'application/x-pcapng',
    properties: { frames: capture.frames, complete: capture.complete },
  };
}

/**
 * A file of the capture, by its index, as the location of a result. GitHub rejects results without a region. A capture has no lines, so the
 * region is the point before its first byte; the frames are in the result's properties.
 */
export function locationOf(
  captures: readonly CaptureInfo[],
  file: number,
  directory: string | undefined,
): CaptureLocation {
  const found = captures.at(file);
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(found?.path ?? '-', directory), index: file },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    },
  };
}
