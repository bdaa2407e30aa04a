/** An alert in clear as a record (RFC 8446 §5.1, §6): type 21, version 3.0 to 3.4, two bytes, of them the level first. */
const TLS_ALERT = /^\x15\x03[\x00-\x04]\x00\x02[\x01\x02]/;

/** True for a text, of bytes read as characters, that begins with an alert of TLS: what a TLS server answers to plain HTTP. */
export function beginsTlsAlert(text: string): boolean {
  return TLS_ALERT.test(text);
}
