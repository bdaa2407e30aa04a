export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** JSON as WCS writes it in the vendor's examples: two spaces in, and a space on both sides of the colon (Jackson). */
export function indentedJson(value: JsonObject): string {
  return JSON.stringify(value, null, 2).replace(/^( *"(?:[^"\\]|\\.)*"):/gm, '$1 :');
}

/** JSON as PHP's `json_encode` gives it back: with every slash escaped. The JSON value stays the same. */
export function escapedSlashes(json: string): string {
  return json.replaceAll('/', '\\/');
}
