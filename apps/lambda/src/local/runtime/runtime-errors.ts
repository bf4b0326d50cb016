import type { ReportedError } from '../invocation.ts';

/** Error types that AWS's own runtime client for Node.js 24 uses, so that a failure has the same name here and there. */
export type RuntimeErrorType =
  | 'Runtime.MalformedHandlerName'
  | 'Runtime.ImportModuleError'
  | 'Runtime.UserCodeSyntaxError'
  | 'Runtime.HandlerNotFound'
  | 'Runtime.CallbackHandlerDeprecated'
  | 'Runtime.JSONStringifyError';

/** An error that carries its Lambda error type as its name. */
export function runtimeError(errorType: RuntimeErrorType, message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  error.name = errorType;
  return error;
}

/** What was thrown, in the shape the Runtime API expects. Anything can be thrown, so this never throws itself. */
export function describeError(thrown: unknown): ReportedError {
  try {
    if (thrown instanceof Error) {
      return {
        errorType: String(thrown.name),
        errorMessage: String(thrown.message),
        trace: typeof thrown.stack === 'string' ? thrown.stack.split('\n') : [],
      };
    }
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  } catch {
    return { errorType: 'Unhandled', errorMessage: 'An error was thrown that cannot be read', trace: [] };
  }
}
