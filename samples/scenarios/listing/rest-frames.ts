import type { SegmentOptions, Side, TcpConnection } from '../../builder/index.ts';
import { hookRequest, tomcatAnswer } from '../../hooks/index.ts';
import { microseconds, type PlannedFrame } from './frame-plan.ts';

/** Gives the frames of one REST connection their numbers. */
export interface RestFrames {
  /**
   * A frame of the listing, with its printed time in seconds. It acknowledges everything the backend sent, unless a
   * relative number is given, as Wireshark prints it.
   */
  listed(number: number, time: string, options?: SegmentOptions, acknowledged?: number): PlannedFrame;
  /** A frame from the backend, which the listing's filter hides. */
  hidden(number: number, options?: SegmentOptions, time?: string): PlannedFrame;
}

/** `begins`: whether the capture has the handshake; without, Wireshark counts from the first numbers it sees as 1. */
export function restFrames(connection: TcpConnection, begins: 'handshake' | 'mid-stream'): RestFrames {
  const zero = connection.next('server') - (begins === 'handshake' ? 0 : 1);
  const frame = (
    side: Side,
    number: number,
    time: string | undefined,
    options: SegmentOptions,
  ): PlannedFrame => ({
    number,
    ...(time === undefined ? {} : { time: microseconds(time) }),
    send: (at) => connection.send(side, at, options),
  });
  return {
    listed: (number, time, options = {}, acknowledged = undefined) =>
      frame('client', number, time, {
        ...options,
        ...(acknowledged === undefined ? {} : { acknowledgement: zero + acknowledged }),
      }),
    hidden: (number, options = {}, time = undefined) => frame('server', number, time, options),
  };
}

/** A host name of 20 characters with its port, so that the header block has the 270 bytes that seed 003 shows for `call`. */
const HOST = 'wcs.example.org:9091';

/** The hook as the call server of seed 003 sends it: Java's client, with the converters of Spring in `Accept`. */
export function listedRequest(method: string, body: string): Buffer {
  return hookRequest(
    {
      host: HOST,
      accept: 'application/xml, text/xml, application/json, application/*+xml, application/*+json',
      userAgent: 'Java/1.7.0_51',
    },
    method,
    body,
  );
}

/** The backend's answer: the request's body in five pieces. */
export interface AnswerPieces {
  readonly header: Buffer;
  readonly size: Buffer;
  readonly data: Buffer;
  readonly dataEnd: Buffer;
  readonly lastChunk: Buffer;
}

export function echoedPieces(body: string, date: number): AnswerPieces {
  const [header, size, data, dataEnd, lastChunk] = tomcatAnswer({ status: 200, body, date });
  if (!header || !size || !data || !dataEnd || !lastChunk) throw new Error('an echoed body is not empty');
  return { header, size, data, dataEnd, lastChunk };
}
