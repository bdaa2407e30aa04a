/** The status of an answer in a column; `???` for an answer without a status line, whose status is 0. */
export function statusText(status: number): string {
  return status === 0 ? '???' : String(status);
}
