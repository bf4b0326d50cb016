/** What became of asking for a place: it is taken, there is none, or the breaker opened meanwhile. */
export type Entry = 'entered' | 'full' | 'refused';

interface Waiter {
  readonly let: (entry: Entry) => void;
}

/** Limits how many calls run at once; others wait in a line of limited length, first come, first served. */
export class Bulkhead {
  #maxConcurrent: number;
  #maxQueue: number;
  #running = 0;
  readonly #queue = new Set<Waiter>();

  constructor(maxConcurrent: number, maxQueue: number) {
    this.#maxConcurrent = maxConcurrent;
    this.#maxQueue = maxQueue;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /**
   * Takes a place, at once when one is free. Who gets one gives it back by `leave`.
   *
   * Rejects with the reason of the signal when that aborts while waiting.
   */
  enter(signal: AbortSignal | undefined): Entry | Promise<Entry> {
    if (this.#running < this.#maxConcurrent) {
      this.#running += 1;
      return 'entered';
    }
    return this.#queue.size < this.#maxQueue ? this.#wait(signal) : 'full';
  }

  leave(): void {
    this.#running -= 1;
    this.#fill();
  }

  /** Sends everybody away who waits: there is nothing to wait for. */
  refuseAll(): void {
    for (const waiter of this.#queue) waiter.let('refused');
    this.#queue.clear();
  }

  /** Other limits, from now on. Who runs or waits is not sent away. */
  resize(maxConcurrent: number, maxQueue: number): void {
    this.#maxConcurrent = maxConcurrent;
    this.#maxQueue = maxQueue;
    this.#fill();
  }

  #fill(): void {
    for (const waiter of this.#queue) {
      if (this.#running >= this.#maxConcurrent) return;
      this.#queue.delete(waiter);
      this.#running += 1;
      waiter.let('entered');
    }
  }

  async #wait(signal: AbortSignal | undefined): Promise<Entry> {
    const { promise, resolve, reject } = Promise.withResolvers<Entry>();
    const waiter: Waiter = { let: resolve };
    const giveUp = () => {
      this.#queue.delete(waiter);
      // Means nothing to one who has been let in meanwhile.
      reject(signal?.reason);
    };
    this.#queue.add(waiter);
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }
}
