/**
 * What stands for letters beyond ASCII in names, as a part of a character class: everything there but spaces. A name that could hold
 * spaces, with spaces behind it, would be tried at each of them anew. The byte order mark stays: it has no width, so it can hide in a name.
 */
export const BEYOND_ASCII = String.raw`\u0080-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\uffff`;

/** Spaces between a name and the sign behind it. Bounded, because the byte order mark counts as one. */
export const GAP = String.raw`\s{0,16}`;
