/** Whether a result has to be waited for. Anything else is passed on at once, so that sync stays sync. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
