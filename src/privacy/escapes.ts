/** A value without the escapes of a JSON string or of a URL, so that equal values are recognised as equal. */
export function withoutEscapes(written: string): string {
  if (written.includes('\\')) {
    try {
      return String(JSON.parse(`"${written}"`));
    } catch {
      return written;
    }
  }
  return written.includes('%') ? percentDecoded(written) : written;
}

/** A text without its percent-encoding (RFC 3986 §2.1). A text whose encoding is invalid stays as it is. */
export function percentDecoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
