import type { Ready, Slot } from './slot.ts';

/** Knows which instances nobody asks for, and when the next may be one. */
export class IdleWatch {
  readonly #slots: ReadonlyMap<string, Slot>;
  /** Epoch milliseconds before which no instance can be idle. */
  #dueAtMs = Number.POSITIVE_INFINITY;

  constructor(slots: ReadonlyMap<string, Slot>) {
    this.#slots = slots;
  }

  /** Whether it is time to look for idle instances. */
  isDue(nowMs: number): boolean {
    return nowMs >= this.#dueAtMs;
  }

  /** Whether any instance may ever be idle. */
  hasAny(): boolean {
    for (const { ready } of this.#slots.values()) {
      if (ready?.definition.idleMs !== undefined) return true;
    }
    return false;
  }

  /** Takes a new instance in. */
  note({ definition, lastUsedAtMs }: Ready): void {
    if (definition.idleMs !== undefined) this.#dueAtMs = Math.min(this.#dueAtMs, lastUsedAtMs + definition.idleMs);
  }

  /** Whether nobody has asked for an instance for its time, and no living one was made with it. */
  isIdle(slot: Slot, nowMs: number, share: number, idleMs: number | undefined): boolean {
    const { ready } = slot;
    const own = ready?.definition.idleMs;
    if (ready === undefined || own === undefined) return false;
    return nowMs - ready.lastUsedAtMs >= (idleMs ?? own * share) && !this.#isNeeded(slot);
  }

  /** Sets when to look next, after what is idle was ended. */
  plan(nowMs: number): void {
    this.#dueAtMs = Number.POSITIVE_INFINITY;
    for (const { ready } of this.#slots.values()) {
      const idleMs = ready?.definition.idleMs;
      if (ready === undefined || idleMs === undefined) continue;
      const dueAtMs = ready.lastUsedAtMs + idleMs;
      // One that is needed by another is looked at again when its time is over once more.
      this.#dueAtMs = Math.min(this.#dueAtMs, dueAtMs > nowMs ? dueAtMs : nowMs + idleMs);
    }
  }

  #isNeeded(slot: Slot): boolean {
    for (const { needs, ready, creation } of this.#slots.values()) {
      if ((ready !== undefined || creation !== undefined) && needs.has(slot)) return true;
    }
    return false;
  }
}
