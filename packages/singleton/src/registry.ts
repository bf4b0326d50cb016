import type { SingletonInfo } from '@hearthgate/contracts';
import { type Clock, withinTime } from '@hearthgate/kernel';
import { disposeOf } from './disposer.ts';
import { tooLate } from './failure.ts';
import { IdleWatch } from './idle-watch.ts';
import { type Definition, type Ending, type Ready, Slot } from './slot.ts';
import type { Pending, Work, WorkGraph } from './work-graph.ts';

/** An ending and whose it was. */
export type KeyedEnding = Ending & { readonly key: string };

/** How many keys that nobody registered are remembered although they could not be made, for the status. */
const MAX_REMEMBERED_FAILURES = 100;

/** How much of its `idleMs` is enough for an instance to end when memory is short. */
export const PRESSURE_SHARE = 0.1;

/** Hears what happens to instances, with the context of the call that made it happen. */
export interface LifeObserver<Context> {
  created(context: Context, key: string, durationMs: number): void;
  /** Answers what may be told of the error. */
  failed(context: Context, key: string, error: unknown): string;
  /** Awaited before the key can be made again. */
  ended(context: Context, key: string, durationMs: number, failure: Ending['failure']): Promise<void>;
  /** Asked when an instance is made while others might be ended. */
  isMemoryShort(context: Context): boolean;
}

/** Instances by key. What happens to one key happens in order: a creation is shared, an ending is waited for. */
export class Registry<Context> {
  readonly #slots = new Map<string, Slot>();
  readonly #graph: WorkGraph;
  readonly #clock: Clock;
  readonly #observer: LifeObserver<Context>;
  /** Which instance is made in the course of a work. */
  readonly #makers = new WeakMap<Work, Slot>();
  readonly #failed = new Set<Slot>();
  readonly #idle: IdleWatch;
  #created = 0;

  constructor(graph: WorkGraph, clock: Clock, observer: LifeObserver<Context>) {
    this.#graph = graph;
    this.#clock = clock;
    this.#observer = observer;
    this.#idle = new IdleWatch(this.#slots);
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
    this.#makerOf(this.#graph.current)?.needs.add(slot);
    while (slot.ending !== undefined) await this.#endingOf(slot, slot.ending);
    if (slot.ready !== undefined) {
      const nowMs = this.#clock.now();
      slot.ready.lastUsedAtMs = nowMs;
      if (this.#idle.isDue(nowMs)) this.#endIdleBeside(1, context);
      return slot.ready.value;
    }
    // A key that nobody registered goes by the definition at hand, which may know more than the first one did.
    if (slot.creation === undefined && definition !== undefined && !slot.registered) slot.definition = definition;
    return this.#graph.wait(slot.creation ?? this.#create(slot, context));
  }

  /** The place whose instance is being made in the course of some work, by that work or by one that began it. */
  #makerOf(work: Work | undefined): Slot | undefined {
    for (let at = work; at !== undefined; at = at.parent) {
      const maker = this.#makers.get(at);
      if (maker !== undefined) return maker;
    }
    return undefined;
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
  async resetAll(context: Context): Promise<readonly KeyedEnding[]> {
    const creations = [...this.#slots.values()].flatMap(({ creation }) => creation ?? []);
    await Promise.all(creations.map((creation) => this.#graph.wait(settled(creation))));
    const endings: KeyedEnding[] = [];
    for (const { slot, ready } of newestFirst(this.#slots.values())) {
      slot.released = true;
      endings.push({ key: slot.key, ...(await this.#endIfStill(slot, ready, context)) });
    }
    return endings;
  }

  /**
   * Ends the instances that were idle, newest first. `share` is how much of its `idleMs` is enough for one, `idleMs`
   * stands in for that of each.
   */
  async endIdle(context: Context, share: number, idleMs?: number): Promise<readonly KeyedEnding[]> {
    const endings: KeyedEnding[] = [];
    for (const { slot, ready } of newestFirst(this.#slots.values())) {
      if (!this.#idle.isIdle(slot, this.#clock.now(), share, idleMs)) continue;
      endings.push({ key: slot.key, ...(await this.#endIfStill(slot, ready, context)) });
    }
    this.#idle.plan(this.#clock.now());
    return endings;
  }

  /** Instances that are ready. */
  ready(): readonly { readonly key: string; readonly ready: Ready }[] {
    return [...this.#slots.values()].flatMap(({ key, state, ready }) =>
      state === 'ready' && ready !== undefined ? [{ key, ready }] : [],
    );
  }

  list(): readonly SingletonInfo[] {
    return [...this.#slots.values()].map((slot) => slot.info());
  }

  /** Keys whose last creation failed, with what may be told of it. */
  failures(): readonly (readonly [key: string, reason: string])[] {
    return [...this.#slots.values()].flatMap(({ key, failure }) => (failure === undefined ? [] : [[key, failure]]));
  }

  #create(slot: Slot, context: Context): Pending<unknown> {
    const { definition } = slot;
    slot.needs.clear();
    // Making one takes memory: the moment to see whether there is enough.
    const isShort = this.#idle.hasAny() && this.#observer.isMemoryShort(context);
    if (isShort || this.#idle.isDue(this.#clock.now())) this.#endIdleBeside(isShort ? PRESSURE_SHARE : 1, context);
    slot.creation = this.#graph.start(slot.key, async () => {
      const startedAt = this.#clock.elapsed();
      try {
        const value = await this.#make(slot.key, definition, context);
        this.#created += 1;
        const createdAtMs = this.#clock.now();
        slot.ready = { value, definition, createdAtMs, lastUsedAtMs: createdAtMs, order: this.#created };
      } catch (error) {
        slot.failure = this.#observer.failed(context, slot.key, error);
        throw error;
      } finally {
        slot.creation = undefined;
        this.#noteOutcome(slot);
      }
      slot.failure = undefined;
      this.#idle.note(slot.ready);
      this.#observer.created(context, slot.key, this.#clock.elapsed() - startedAt);
      return slot.ready.value;
    });
    this.#makers.set(slot.creation.work, slot);
    return slot.creation;
  }

  /** One that never ends would keep its key from being made for ever. What comes too late is ended. */
  async #make(key: string, definition: Definition, context: Context): Promise<unknown> {
    const { timeoutMs } = definition;
    const making = (async () => definition.create())();
    let isLate = false;
    making
      .then((instance) => (isLate ? this.#dispose(key, instance, definition, context) : undefined))
      .catch(() => undefined);
    return withinTime(timeoutMs, making, this.#clock, () => {
      isLate = true;
      throw tooLate(key, 'made', timeoutMs);
    });
  }

  /** Ends an instance and tells of it; answers how it failed, if it did. */
  async #dispose(
    key: string,
    instance: unknown,
    { dispose, timeoutMs }: Definition,
    context: Context,
  ): Promise<Ending['failure']> {
    const startedAt = this.#clock.elapsed();
    const late = () => {
      throw tooLate(key, 'ended', timeoutMs);
    };
    const failure = await withinTime(timeoutMs, disposeOf(instance, dispose), this.#clock, late).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    await this.#observer.ended(context, key, this.#clock.elapsed() - startedAt, failure);
    return failure;
  }

  /** Never rejects: those who only wait for the end are not concerned with how it went. */
  #end(slot: Slot, context: Context): Pending<Ending> {
    slot.ending = this.#graph.start(`end of ${slot.key}`, async (): Promise<Ending> => {
      try {
        if (slot.creation !== undefined) await this.#graph.wait(settled(slot.creation));
        const { ready } = slot;
        if (ready === undefined) return { ended: false };
        slot.ready = undefined;
        const failure = await this.#dispose(slot.key, ready.value, ready.definition, context);
        return { ended: true, failure };
      } catch (error) {
        return { ended: false, failure: { error } };
      } finally {
        slot.ending = undefined;
        this.#forgetIfUnused(slot);
      }
    });
    return slot.ending;
  }

  async #endingOf(slot: Slot, ending: Pending<Ending>): Promise<void> {
    slot.waiting += 1;
    try {
      await this.#graph.wait(ending);
    } finally {
      slot.waiting -= 1;
    }
  }

  /** In the background: a failure leaves its line, and nobody waits. */
  #endIdleBeside(share: number, context: Context): void {
    this.#idle.plan(Number.POSITIVE_INFINITY);
    void this.#graph.apart(() => this.endIdle(context, share));
  }

  /** Remembers keys that could not be made, but not without end. */
  #noteOutcome(slot: Slot): void {
    this.#failed.delete(slot);
    if (slot.ready !== undefined) return;
    this.#failed.add(slot);
    if (this.#failed.size <= MAX_REMEMBERED_FAILURES) return;
    const [oldest] = this.#failed;
    if (oldest === undefined) return;
    this.#failed.delete(oldest);
    this.#forgetIfUnused(oldest);
  }

  /** A key that nobody registered is gone with its instance, so that any number of them leaves nothing behind. */
  #forgetIfUnused(slot: Slot): void {
    const { registered, ready, creation, ending, waiting } = slot;
    if (registered || ready !== undefined || creation !== undefined || ending !== undefined || waiting > 0) return;
    if (this.#failed.has(slot)) return;
    this.#slots.delete(slot.key);
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

/** Places with the instances that they have now, newest first. */
function newestFirst(slots: Iterable<Slot>): readonly { readonly slot: Slot; readonly ready: Ready | undefined }[] {
  return [...slots]
    .map((slot) => ({ slot, ready: slot.ready }))
    .sort((a, b) => (b.ready?.order ?? 0) - (a.ready?.order ?? 0));
}

/** The same work for those who only need to know that it is over. */
function settled(pending: Pending<unknown>): Pending<void> {
  const ignore = () => {};
  return { work: pending.work, result: pending.result.then(ignore, ignore) };
}
