/** JSON as WCS writes it in the vendor's examples: two spaces in, and a space on both sides of the colon (Jackson). */
export function indentedJson(value) {
  return JSON.stringify(value, null, 2).replace(/^( *"(?:[^"\\]|\\.)*"):/gm, '$1 :');
}
/** JSON as PHP's `json_encode` gives it back: with every slash escaped. The JSON value stays the same. */
export function escapedSlashes(json) {
  return json.replaceAll('/', '\\/');
}
