/** Root of an X-Ray trace header: version, time and identifier in hexadecimal. */
const ROOT = /(?:^|;)Root=(1-[\da-f]{8}-[\da-f]{24})(?:;|$)/i;

/** The identifier of the trace that Lambda writes into the variable `_X_AMZN_TRACE_ID`; `undefined` when there is none. */
export function traceIdOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : ROOT.exec(header)?.[1];
}
