import { isObject, type JsonValue } from '../../hooks/index.ts';

/** Whether two parsed values are the same JSON: order of members makes no difference (RFC 8259 §4). Not for deep nesting. */
export function sameJson(one: JsonValue, other: JsonValue): boolean {
  if (one === other) return true;
  if (isObject(one)) {
    if (!isObject(other)) return false;
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && sameJson(one[name], other[name]))
    );
  }
  if (!Array.isArray(one) || !Array.isArray(other)) return false;
  const others: readonly JsonValue[] = other;
  return (
    one.length === others.length &&
    (one as readonly JsonValue[]).every((item, index) => sameJson(item, others[index]))
  );
}
