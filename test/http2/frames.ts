import { FLAG, FRAME } from '../../src/http2/frame.ts';

/** A frame by hand. */
export function frame(type: number, flags: number, stream: number, payload: Buffer | string = ''): Buffer {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, body]);
}

/** A header block of literals that are not indexed, so that it means the same anywhere. */
export function literals(fields: Readonly<Record<string, string>>): Buffer {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(value, 'latin1');
    if (bytes.length < 127) return Buffer.concat([Buffer.from([bytes.length]), bytes]);
    const rest: number[] = [];
    let left = bytes.length - 127;
    while (left >= 128) {
      rest.push((left % 128) + 128);
      left = Math.floor(left / 128);
    }
    return Buffer.concat([Buffer.from([127, ...rest, left]), bytes]);
  };
  return Buffer.concat(
    Object.entries(fields).flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]),
  );
}

const ASKED = { ':method': 'POST', ':scheme': 'http', ':path': '/hook', ':authority': 'backend' };

/** A request that goes on with data, unless `flags` has END_STREAM. */
export function asked(stream: number, fields: Readonly<Record<string, string>> = {}, flags = 0): Buffer {
  return frame(FRAME.headers, FLAG.endHeaders | flags, stream, literals({ ...ASKED, ...fields }));
}

export function answered(stream: number, fields: Readonly<Record<string, string>> = {}, flags = 0): Buffer {
  return frame(FRAME.headers, FLAG.endHeaders | flags, stream, literals({ ':status': '200', ...fields }));
}

export function data(stream: number, body: Buffer | string, flags: number = FLAG.endStream): Buffer {
  return frame(FRAME.data, flags, stream, body);
}

export function reset(stream: number, code: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(code);
  return frame(FRAME.rstStream, 0, stream, payload);
}

export function goaway(lastStream: number, code: number): Buffer {
  const payload = Buffer.alloc(8);
  payload.writeUInt32BE(lastStream);
  payload.writeUInt32BE(code, 4);
  return frame(FRAME.goaway, 0, 0, payload);
}

export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
export const SETTINGS = frame(FRAME.settings, 0, 0);
