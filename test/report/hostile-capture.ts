import { message, type Talk, type Turn } from '../privacy/tiny-capture.ts';
import { HOSTILE_PIECES } from './hostile-text.ts';

/** A file name that tries to break out of a report. */
export const HOSTILE_NAME =
  '<img src=x onerror=alert(1)>&"\'`]]>%0A::error::x\u001b[31m\u202e\u200b\u0007;$(id)|@all [a](b) {0}\n=1+1.pcap';

const FIELDS = ['Content-Type: application/json'];
/** Removes what would end a header field. */
const oneLine = (text: string): string => text.replace(/[\r\n\0]/g, ' ');

/** A capture with each hostile text in each field that a message has. */
export function hostileTalks(): readonly Talk[] {
  const turns: Turn[] = [];
  const ask = (target: string, fields: readonly string[], body: string, answer?: Buffer): void => {
    turns.push({ from: 'client', bytes: message(`POST ${target} HTTP/1.1`, [...FIELDS, ...fields], body) });
    turns.push({ from: 'server', bytes: answer ?? message('HTTP/1.1 200 OK', FIELDS, body) });
  };
  // Control characters first: no more than some calls are looked at one by one.
  for (const piece of [...HOSTILE_PIECES].reverse()) {
    const word = oneLine(piece);
    const inTarget = word.replaceAll(' ', '%20');
    const context = { nodeId: piece, appKey: piece, sessionId: piece, callId: piece };
    ask(
      '/EchoApp/connect',
      [`X-Odd: ${word}`, `${word.replace(/[:\s]/g, '-')}: odd`],
      JSON.stringify({ ...context, status: piece, [piece]: piece, custom: { [piece]: [piece] } }),
    );
    ask(`/EchoApp/${inTarget}`, [], JSON.stringify({ ...context, status: piece }));
    ask(
      `/EchoApp/call?${inTarget}=${inTarget}`,
      [],
      `{"callId":"${piece}", oops ${piece}`,
      message(`HTTP/1.1 403 ${word}`, [`X-Odd: ${word}`], piece),
    );
    ask(
      '/EchoApp/CallStatusEvent',
      [],
      JSON.stringify({ ...context, caller: [piece], info: piece, hasVideo: piece, status: 'FINISH' }),
      message(
        'HTTP/1.1 200 OK',
        FIELDS,
        JSON.stringify({ ...context, sessionId: `${piece}!`, [piece]: piece }),
      ),
    );
  }
  const odd: Turn[] = HOSTILE_PIECES.map((piece) => ({
    from: 'client',
    bytes: message(`${oneLine(piece).slice(0, 20)} /EchoApp/connect HTTP/1.1`, [`X: ${piece}`], piece),
  }));
  const pbx = HOSTILE_PIECES.map(
    (piece): Turn => ({
      from: 'client',
      bytes: message(
        'POST HTTP/1.1',
        FIELDS,
        JSON.stringify({ action: piece, callid: piece, ext: { extid: [piece] } }),
      ),
    }),
  );
  const between = { client: '192.0.2.1', server: '192.0.2.2' };
  return [
    { ...between, turns },
    ...odd.map((turn) => ({ ...between, turns: [turn] })),
    { ...between, turns: pbx },
  ];
}
