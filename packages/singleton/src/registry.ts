import type { SingletonInfo } from '@hearthgate/contracts';
import { disposeOf } from './disposer.ts';
import { type Definition, type Ending, type Ready, Slot } from './slot.ts';
import type { Pending, WorkGraph } from './work-graph.ts';

/** Hears what happens to instances, with the context of the call that made it happen. */
export interface LifeObserver<Context> {
  created(context: Context, key: string, durationMs: number): void;
  /** Answers what may be told of the error. */
  failed(context: Context, key: string, error: unknown): string;
  /** Awaited before the key can be made again. */
  ended(context: Context, key: string, durationMs: number, failure: Ending['failure']): Promise<void>;
}

export interface RegistryClock {
  now(): number;
  elapsed(): number;
}

/** Instances by key. What happens to one key happens in order: a creation is shared, an ending is waited for. */
export class Registry<Context> {
  readonly #slots = new Map<string, Slot>();
  readonly #graph: WorkGraph;
  readonly #clock: RegistryClock;
  readonly #observer: LifeObserver<Context>;
  #created = 0;

  constructor(graph: WorkGraph, clock: RegistryClock, observer: LifeObserver<Context>) {
    this.#graph = graph;
    this.#clock = clock;
    this.#observer = observer;
  }

  /** Declares a key; false when it is taken. */
  register(key: string, definition: Definition): boolean {
    const slot = this.#slots.get(key);
    if (slot === undefined) {
      this.#slots.set(key, new Slot(key, definition, true));
      return true;
    }
    if (slot.state !== 'registered' || (slot.registered && !slot.released)) return false;
    slot.definition = definition;
    slot.registered = true;
    slot.released = false;
    slot.failure = undefined;
    // The list goes by registration.
    this.#slots.delete(key);
    this.#slots.set(key, slot);
    return true;
  }

  /** The place of a key; a new one when the key comes with a definition for the first time. */
  slotFor(key: string, definition: Definition | undefined): Slot | undefined {
    let slot = this.#slots.get(key);
    if (slot === undefined && definition !== undefined) {
      slot = new Slot(key, definition, false);
      this.#slots.set(key, slot);
    }
    return slot;
  }

  has(key: string): boolean {
    return this.#slots.get(key)?.state === 'ready';
  }

  /** The instance of a place, made when there is none. */
  async get(slot: Slot, definition: Definition | undefined, context: Context): Promise<unknown> {
    slot.uses += 1;
    while (slot.ending !== undefined) await this.#graph.wait(slot.ending);
    if (slot.ready !== undefined) return slot.ready.value;
    // A key that nobody registered goes by the definition at hand, which may know more than the first one did.
    if (slot.creation === undefined && definition !== undefined && !slot.registered) slot.definition = definition;
    return this.#graph.wait(slot.creation ?? this.#create(slot, context));
  }

  /** Ends the instance of a key, also one that is still being made. */
  async reset(key: string, context: Context): Promise<Ending> {
    const slot = this.#slots.get(key);
    if (slot === undefined) return { ended: false };
    slot.released = true;
    if (slot.ending !== undefined) {
      await this.#graph.wait(slot.ending);
      return { ended: false };
    }
    if (slot.ready === undefined && slot.creation === undefined) return { ended: false };
    return this.#graph.wait(this.#end(slot, context));
  }

  /** Ends all instances there are, and those that are being made, newest first. Answers each with its key. */
  async resetAll(context: Context): Promise<readonly (Ending & { readonly key: string })[]> {
    const creations = [...this.#slots.values()].flatMap(({ creation }) => creation ?? []);
    await Promise.all(creations.map((creation) => this.#graph.wait(settled(creation))));
    const newestFirst = [...this.#slots.values()]
      .map((slot) => ({ slot, ready: slot.ready }))
      .sort((a, b) => (b.ready?.order ?? 0) - (a.ready?.order ?? 0));
    const endings: (Ending & { key: string })[] = [];
    for (const { slot, ready } of newestFirst) {
      slot.released = true;
      endings.push({ key: slot.key, ...(await this.#endIfStill(slot, ready, context)) });
    }
    return endings;
  }

  list(): readonly SingletonInfo[] {
    return [...this.#slots.values()].map((slot) => slot.info());
  }

  /** Keys whose last creation failed, with what may be told of it. */
  failures(): readonly (readonly [key: string, reason: string])[] {
    return [...this.#slots.values()].flatMap(({ key, failure }) => (failure === undefined ? [] : [[key, failure]]));
  }

  #create(slot: Slot, context: Context): Pending<unknown> {
    const { create, dispose } = slot.definition;
    slot.creation = this.#graph.start(slot.key, async () => {
      const startedAt = this.#clock.elapsed();
      try {
        const value = await create();
        this.#created += 1;
        slot.ready = { value, dispose, createdAtMs: this.#clock.now(), order: this.#created };
      } catch (error) {
        slot.failure = this.#observer.failed(context, slot.key, error);
        throw error;
      } finally {
        slot.creation = undefined;
      }
      slot.failure = undefined;
      this.#observer.created(context, slot.key, this.#clock.elapsed() - startedAt);
      return slot.ready.value;
    });
    return slot.creation;
  }

  /** Never rejects: those who only wait for the end are not concerned with how it went. */
  #end(slot: Slot, context: Context): Pending<Ending> {
    slot.ending = this.#graph.start(`end of ${slot.key}`, async (): Promise<Ending> => {
      try {
        if (slot.creation !== undefined) await this.#graph.wait(settled(slot.creation));
        const { ready } = slot;
        if (ready === undefined) return { ended: false };
        slot.ready = undefined;
        const startedAt = this.#clock.elapsed();
        const failure = await disposeOf(ready.value, ready.dispose).then(
          () => undefined,
          (error: unknown) => ({ error }),
        );
        await this.#observer.ended(context, slot.key, this.#clock.elapsed() - startedAt, failure);
        return { ended: true, failure };
      } catch (error) {
        return { ended: false, failure: { error } };
      } finally {
        slot.ending = undefined;
      }
    });
    return slot.ending;
  }

  async #endIfStill(slot: Slot, ready: Ready | undefined, context: Context): Promise<Ending> {
    try {
      if (slot.ending !== undefined) await this.#graph.wait(slot.ending);
      else if (ready !== undefined && slot.ready === ready) return await this.#graph.wait(this.#end(slot, context));
      return { ended: false };
    } catch (error) {
      return { ended: false, failure: { error } };
    }
  }
}

/** The same work for those who only need to know that it is over. */
function settled(pending: Pending<unknown>): Pending<void> {
  const ignore = () => {};
  return { work: pending.work, result: pending.result.then(ignore, ignore) };
}
