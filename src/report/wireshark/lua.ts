import { Buffer } from 'node:buffer';
import { secondsOf } from '../../base/time.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { showUnsafe } from '../escape/unsafe.ts';
import { worse } from '../overview/severity.ts';

/** Calls of `at` in one function: a function of Lua 5.1 holds some 200,000 constants. */
const LINES_A_FUNCTION = 2000;
/** Characters of a text. */
const LONGEST = 500;

/** What is told of one frame. */
interface ToldFrame {
  method: string | null;
  severity: Severity | null;
  readonly rules: Set<string>;
  readonly texts: string[];
}

/**
 * A post-dissector for Wireshark and tshark that knows one capture: which frames are hook calls, and what was found there. It tells nothing
 * in a capture whose first frame has another time.
 */
export function* luaScript(analysis: Analysis, masker: Masker, version: string): Iterable<string> {
  yield head(version, analysis.firstTime === null ? 0 : secondsOf(analysis.firstTime));
  let lines = 0;
  for (const [frame, told] of toldFrames(analysis, masker)) {
    if (lines % LINES_A_FUNCTION === 0) yield lines === 0 ? '(function()\n' : 'end)();\n(function()\n';
    lines += 1;
    yield `at(${frame}, ${luaText(told.method ?? '')}, ${luaText(told.severity ?? 'sound')}, ${luaText([...told.rules].join(' '))}, ${luaText(told.texts.join('; '))})\n`;
  }
  if (lines > 0) yield 'end)();\n';
  yield TAIL;
}

function toldFrames(
  { calls, callExchanges, findings }: Analysis,
  masker: Masker,
): ReadonlyMap<number, ToldFrame> {
  const frames = new Map<number, ToldFrame>();
  const at = (frame: number): ToldFrame => {
    let told = frames.get(frame);
    if (told === undefined) {
      told = { method: null, severity: null, rules: new Set(), texts: [] };
      frames.set(frame, told);
    }
    return told;
  };
  const worst = new Map<number, Severity>();
  for (const { call, severity } of findings) {
    if (call !== null) worst.set(call.id, worse(worst.get(call.id) ?? severity, severity));
  }
  for (const call of [...calls, ...callExchanges.folded()]) {
    const { requestFrames, response } = call;
    // Wireshark shows a message in the frame that completes it.
    for (const frame of [...requestFrames, ...(response?.frames ?? [])]) {
      const told = at(frame);
      told.method = masker.text(call.method);
      told.severity = worst.get(callExchanges.callOf(call).id) ?? told.severity;
    }
  }
  for (const { rule, severity, message, frames: shown } of findings) {
    for (const frame of shown) {
      const told = at(frame);
      told.severity = worse(told.severity ?? severity, severity);
      told.rules.add(rule);
      told.texts.push(masker.text(message));
    }
  }
  return frames;
}

/** A string of Lua in ASCII: every byte of UTF-8 that is no plain sign by its number (Lua 5.1 manual, section 2.1). */
function luaText(text: string): string {
  const bytes = Buffer.from(showUnsafe(text).slice(0, LONGEST));
  const escaped = bytes
    .toString('latin1')
    .replace(/[^ !#-[\]-~]/g, (sign) => `\\${String(sign.charCodeAt(0)).padStart(3, '0')}`);
  return `"${escaped}"`;
}

function head(version: string, firstTime: number): string {
  return `-- Made by hookscope ${version} for one capture: wireshark -X lua_script:hookscope.lua CAPTURE
local hookscope = Proto("hookscope", "hookscope")
local method = ProtoField.string("hookscope.method", "Hook method")
local verdict = ProtoField.string("hookscope.verdict", "Verdict")
local rules = ProtoField.string("hookscope.rule", "Rules")
local text = ProtoField.string("hookscope.text", "Findings")
hookscope.fields = { method, verdict, rules, text }
local FIRST_TIME = ${firstTime.toFixed(6)}
local frames = {}
local fits = false
local function at(frame, ...)
  frames[frame] = { ... }
end
`;
}

const TAIL = `function hookscope.dissector(buffer, packet, tree)
  if packet.number == 1 then
    fits = math.abs(tonumber(tostring(packet.abs_ts)) - FIRST_TIME) < 0.001
  end
  local told = fits and frames[packet.number]
  if not told then return end
  local branch = tree:add(hookscope)
  if told[1] ~= "" then branch:add(method, told[1]) end
  branch:add(verdict, told[2])
  if told[3] ~= "" then
    branch:add(rules, told[3])
    branch:add(text, told[4])
  end
end
register_postdissector(hookscope)
`;
