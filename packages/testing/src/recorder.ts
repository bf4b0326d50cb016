/** A call that a recorder saw. */
export interface RecordedCall {
  readonly operation: string;
  readonly params: unknown;
}

/** A fake peer and what was asked of it. */
export interface Recorder<Operations> {
  readonly operations: Operations;
  readonly calls: readonly RecordedCall[];
  /** Parameters of the calls of one operation, in order. */
  paramsOf(operation: keyof Operations & string): readonly unknown[];
}

/** Wraps an object literal of operations, so that a test can ask what was called. */
export function createRecorder<Operations extends object>(answers: Operations): Recorder<Operations> {
  const calls: RecordedCall[] = [];
  const operations = Object.fromEntries(
    Object.entries(answers).map(([operation, answer]) => [
      operation,
      (params: unknown) => {
        calls.push({ operation, params });
        return (answer as (params: unknown) => unknown)(params);
      },
    ]),
  ) as Operations;
  return {
    operations,
    calls,
    paramsOf: (operation) => calls.filter((call) => call.operation === operation).map((call) => call.params),
  };
}
