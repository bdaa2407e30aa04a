type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The values of a full column in a longer one: rows in typed arrays cost no objects. */
export function grown<Kind extends Column>(from: Kind, into: Kind): Kind {
  into.set(from);
  return into;
}
