import type { Call } from './call.ts';
import type { Invocation } from './invocation.ts';

/** A handler: the operation's function with the call beside its parameters. */
export type Handler<Operation, Ports> = Operation extends (...args: infer Arguments) => infer Result
  ? (params: Arguments extends [] ? undefined : Arguments[0], call: Call<Ports>) => Result
  : never;

/** How long and under which key the pipeline keeps an answer in the result cache. */
export interface ResultCaching<Params> {
  readonly ttlMs: number;
  /** The part of the key that tells parameters apart. */
  readonly key: (params: Params) => string;
}

/**
 * An operation whose answer may be kept. Only an asynchronous operation without effects can be declared so;
 * the word `effects: 'none'` is the author's promise.
 */
export interface CacheableOperation<Operation, Ports> {
  readonly effects: 'none';
  readonly cacheable: ResultCaching<Operation extends (params: infer Params) => unknown ? Params : undefined>;
  readonly run: Handler<Operation, Ports>;
}

/**
 * An operation that runs a function of its caller (a breaker's `run`, a cache's `create`). What that function
 * throws is the caller's own and reaches it unchanged; only `execute` turns it into a standard response.
 */
export interface DelegatingOperation<Operation, Ports> {
  readonly passesErrors: true;
  readonly run: Handler<Operation, Ports>;
}

/** A handler that may answer without a promise what its operation promises. */
type PromptHandler<Operation, Ports> = Operation extends (...args: infer Arguments) => Promise<infer Result>
  ? (params: Arguments extends [] ? undefined : Arguments[0], call: Call<Ports>) => Result | Promise<Result>
  : never;

/**
 * An asynchronous operation that often has its answer at once, such as a cache. Its handler then answers without a promise,
 * or throws; the pipeline makes the one promise that the caller gets.
 */
export interface PromptOperation<Operation, Ports> {
  readonly prompt: true;
  /** As in `DelegatingOperation`. */
  readonly passesErrors?: true;
  readonly run: PromptHandler<Operation, Ports>;
}

/** What an operation answers that answers nothing. */
type Nothing = ReturnType<() => void>;

/**
 * An operation that often has nothing to do, such as a log line below the level. Then it is counted, not timed: reading a
 * clock twice would cost several times the rest.
 */
export interface IdleOperation<Operation, Ports> {
  /** Whether a call now would change nothing. Must not throw. */
  readonly isIdle: (invocation: Invocation | undefined) => boolean;
  readonly run: Handler<Operation, Ports>;
}

/** Handlers by operation. A function alone is an operation that may have effects and is never cached. */
export type OperationTable<Operations, Ports> = {
  readonly [Name in keyof Operations]:
    | Handler<Operations[Name], Ports>
    | DelegatingOperation<Operations[Name], Ports>
    | (Operations[Name] extends (...args: never) => infer Result
        ? [Result] extends [Nothing]
          ? IdleOperation<Operations[Name], Ports>
          : never
        : never)
    | (Operations[Name] extends (...args: never) => Promise<unknown>
        ? CacheableOperation<Operations[Name], Ports> | PromptOperation<Operations[Name], Ports>
        : never);
};

/** @internal An operation after its types have done their work. */
export interface AnyOperation {
  readonly run: (params: unknown, call: Call<unknown>) => unknown;
  readonly cacheable?: ResultCaching<unknown> | undefined;
  readonly passesErrors?: boolean | undefined;
  readonly prompt?: boolean | undefined;
  readonly isIdle?: ((invocation: Invocation | undefined) => boolean) | undefined;
}

/** @internal The two ways to declare an operation, brought into one form. */
export function normalizeOperation(declared: unknown): AnyOperation {
  return typeof declared === 'function' ? { run: declared as AnyOperation['run'] } : (declared as AnyOperation);
}
