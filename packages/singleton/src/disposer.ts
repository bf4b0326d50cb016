/** Ends an instance. */
export type Dispose = (instance: never) => unknown;

/**
 * How an instance ends: by the function given for it, else by its own `Symbol.asyncDispose`, else by its own
 * `Symbol.dispose`, else there is nothing to do.
 */
export async function disposeOf(instance: unknown, dispose: Dispose | undefined): Promise<void> {
  if (dispose !== undefined) {
    await dispose(instance as never);
    return;
  }
  const own = (instance ?? {}) as Partial<AsyncDisposable & Disposable>;
  if (own[Symbol.asyncDispose] !== undefined) await own[Symbol.asyncDispose]?.();
  else own[Symbol.dispose]?.();
}
