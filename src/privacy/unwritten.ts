/** A value as it was meant: without the escapes of a JSON string or of a URL, so that equal values are seen to be equal. */
export function unwritten(written: string): string {
  if (written.includes('\\')) {
    try {
      return String(JSON.parse(`"${written}"`));
    } catch {
      return written;
    }
  }
  return written.includes('%') ? decoded(written) : written;
}

/** Without percent-encoding (RFC 3986 §2.1), where there is sound such. */
export function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
