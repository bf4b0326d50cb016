/**
 * How one invocation ended, seen from outside the function.
 *
 * - `response`: the handler answered; `payload` is its JSON text.
 * - `function-error`: the handler threw, or its answer could not be delivered (`Function.ResponseSizeTooLarge`).
 * - `timed-out`: the function's own timeout passed; the execution environment was killed.
 * - `init-error`: the module or its handler could not be loaded; the next invocation tries again from nothing.
 * - `runtime-exited`: the process ended while it was working on the event.
 */
export type InvocationOutcome =
  | { readonly kind: 'response'; readonly payload: string }
  | ({ readonly kind: 'function-error' } & ReportedError)
  | { readonly kind: 'timed-out'; readonly timeoutMs: number }
  | ({ readonly kind: 'init-error' } & ReportedError)
  | { readonly kind: 'runtime-exited'; readonly reason: string };

/** An error as a runtime reports it to the Runtime API. */
export interface ReportedError {
  /** For instance `TypeError` or `Runtime.HandlerNotFound`. */
  readonly errorType: string;
  readonly errorMessage: string;
  /** The lines of the stack, first the error itself; empty when there is none. */
  readonly trace: readonly string[];
}

/** One finished invocation: what went in, what came out, what was logged meanwhile and what it took. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON text, as the function received it. */
  readonly payload: string;
  readonly outcome: InvocationOutcome;
  /** What the function wrote to stdout and stderr, in order of arrival, one entry a line. */
  readonly logLines: readonly string[];
  /** From handing over the event to the outcome; start-up is not in it. */
  readonly durationMs: number;
  /** From spawning the process to its first request for an event; only where this invocation was a cold start. */
  readonly initDurationMs?: number | undefined;
  readonly memorySizeMb: number;
  /** Peak resident memory of the process, where the operating system tells it (Linux). */
  readonly maxMemoryUsedMb?: number | undefined;
}

/** What the Invoke API sends back in place of an answer, in the words of AWS Lambda. */
export interface FunctionErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The error document of an outcome; `undefined` when the function answered. */
export function errorPayloadOf({
  requestId,
  outcome,
}: Pick<Invocation, 'requestId' | 'outcome'>): FunctionErrorPayload | undefined {
  switch (outcome.kind) {
    case 'response':
      return undefined;
    case 'function-error':
    case 'init-error':
      return { errorType: outcome.errorType, errorMessage: outcome.errorMessage, trace: outcome.trace };
    case 'timed-out': {
      const seconds = (outcome.timeoutMs / 1000).toFixed(2);
      return {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
      };
    }
    case 'runtime-exited':
      return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${outcome.reason}` };
  }
}
