import type { AsyncLocalStorage } from 'node:async_hooks';

/** Something under way, which others may wait for. Holds no result, as timers may outlive it. */
export interface Work {
  readonly name: string;
  /** In whose course it began. */
  readonly parent: Work | undefined;
  readonly waitsFor: Set<Work>;
  done: boolean;
}

/** Work under way and what will come of it. */
export interface Pending<Result> {
  readonly work: Work;
  readonly result: Promise<Result>;
}

/** Thrown instead of waiting when the wait would never end. */
export class WaitCycle extends Error {
  override readonly name = 'WaitCycle';
  /** Names from the work that asked round to it again. */
  readonly path: readonly string[];

  constructor(path: readonly string[]) {
    super(`Waits for itself: ${path.join(' > ')}.`);
    this.path = path;
  }
}

/**
 * Who waits for whom. Code that runs inside some work is known by its asynchronous context, so a wait that closes a
 * circle is found at the moment when it would begin, wherever the parts of the circle were started.
 */
export class WorkGraph {
  readonly #current: AsyncLocalStorage<Work | undefined> = new (process.getBuiltinModule(
    'node:async_hooks',
  ).AsyncLocalStorage)();

  /** Starts work. Its result is to be had through `wait`. */
  start<Result>(name: string, run: () => Result | Promise<Result>): Pending<Result> {
    const work: Work = { name, parent: this.current, waitsFor: new Set(), done: false };
    const settle = async () => {
      // A turn later, so that whoever starts it can note it before it asks for anything.
      await undefined;
      try {
        return await run();
      } finally {
        work.done = true;
      }
    };
    const result = this.#current.run(work, settle);
    // Whoever waits gets the failure; there may be nobody, when a circle was found first.
    result.catch(() => {});
    return { work, result };
  }

  /** The work in whose course this is called, if it is still under way. */
  get current(): Work | undefined {
    const work = this.#current.getStore();
    return work?.done === true ? undefined : work;
  }

  /** Runs a function in the course of no work: nobody waits for what it waits for. */
  apart<Result>(run: () => Result): Result {
    return this.#current.run(undefined, run);
  }

  /** @throws WaitCycle when the work waits, itself or through others, for the code that calls this. */
  async wait<Result>({ work, result }: Pending<Result>): Promise<Result> {
    const waiter = this.current;
    if (waiter === undefined) return result;
    const path = pathBetween(work, waiter, new Set());
    if (path !== undefined) throw new WaitCycle([waiter.name, ...path]);
    waiter.waitsFor.add(work);
    try {
      return await result;
    } finally {
      waiter.waitsFor.delete(work);
    }
  }
}

/** Names from one work to another along its waits, both included. */
function pathBetween(from: Work, to: Work, seen: Set<Work>): readonly string[] | undefined {
  if (from === to) return [from.name];
  if (from.done || seen.has(from)) return undefined;
  seen.add(from);
  for (const next of from.waitsFor) {
    const rest = pathBetween(next, to, seen);
    if (rest !== undefined) return [from.name, ...rest];
  }
  return undefined;
}
