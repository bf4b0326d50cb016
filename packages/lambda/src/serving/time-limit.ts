import type { Clock } from '@hearthgate/kernel';

/** What became of work that was waited for. */
export type Timed<Value> = { readonly inTime: true; readonly value: Value } | { readonly inTime: false };

/** The largest delay that a timer of Node takes; with more it fires at once. */
const MAX_DELAY_MS = 2_147_483_647;

const LATE: Timed<never> = { inTime: false };

/**
 * Waits for work at most so long. Work that loses the race goes on; what it throws then is dropped. One promise that either
 * side settles: every invocation waits like this, and a race of promises makes four more.
 */
export function withinTime<Value>(clock: Clock, limitMs: number, work: Promise<Value>): Promise<Timed<Value>> {
  return new Promise((resolve, reject) => {
    const cancel = limitMs > MAX_DELAY_MS ? undefined : clock.after(limitMs, () => resolve(LATE));
    work.then(
      (value) => {
        cancel?.();
        resolve({ inTime: true, value });
      },
      (error: unknown) => {
        cancel?.();
        reject(error);
      },
    );
  });
}
