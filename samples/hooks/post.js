/** A hook that the backend mirrors at once: what a sound scenario consists of. */
export function hookPost(at, method, payload) {
  return { at, method, payload, answer: { kind: 'mirrored' } };
}
