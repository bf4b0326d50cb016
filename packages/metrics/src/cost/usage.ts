/** What was used in one month. */
export interface UsageAmounts {
  readonly requests: number;
  readonly gbSeconds: number;
  readonly logBytes: number;
}

/** The use of one month as all environments together keep it. */
export interface SharedUsage extends UsageAmounts {
  /** `2026-11` */
  readonly month: string;
}

const NOTHING: UsageAmounts = { requests: 0, gbSeconds: 0, logBytes: 0 };

/** Counts what Lambda bills, from the first of the month in UTC on. */
export class Usage {
  readonly #memoryGb: number;
  readonly #now: () => number;
  #month = '';
  #nextMonthAtMs = Number.NEGATIVE_INFINITY;
  /** What this environment used. */
  #own: UsageAmounts = NOTHING;
  /** The part of it that is in `#shared` already. */
  #contributed: UsageAmounts = NOTHING;
  #shared: UsageAmounts = NOTHING;
  #logBytesBefore = 0;
  #logBytesSeen = 0;
  readonly startedAtMs: number;

  constructor(memoryMb: number, now: () => number) {
    this.#memoryGb = memoryMb / 1_024;
    this.#now = now;
    this.startedAtMs = now();
  }

  /** `2026-11`, in UTC. */
  get month(): string {
    this.#turnPage();
    return this.#month;
  }

  /** The end of the month, epoch milliseconds. */
  get endsAtMs(): number {
    this.#turnPage();
    return this.#nextMonthAtMs;
  }

  /** @param nowMs for who has looked at the clock already */
  addInvocation(durationMs: number, nowMs?: number): void {
    this.#add(1, durationMs, nowMs);
  }

  /** The start is billed as time, not as a request. */
  addStart(durationMs: number): void {
    this.#add(0, durationMs);
  }

  /** Takes note of all that was ever logged here. */
  noteLogBytes(bytes: number): void {
    this.#turnPage();
    this.#logBytesSeen = Math.max(this.#logBytesSeen, bytes);
    this.#own = { ...this.#own, logBytes: this.#logBytesSeen - this.#logBytesBefore };
  }

  /** This environment alone. */
  own(): UsageAmounts {
    this.#turnPage();
    return this.#own;
  }

  /** All environments, as far as they were heard of. */
  total(): UsageAmounts {
    return plus(this.#shared, minus(this.own(), this.#contributed));
  }

  /** What to keep for all: what they kept, and what this one has used since it last did. */
  contribute(kept: unknown): SharedUsage {
    this.#turnPage();
    const known = isSharedUsage(kept) && kept.month === this.#month ? kept : this.#shared;
    this.#shared = plus(known, minus(this.#own, this.#contributed));
    this.#contributed = this.#own;
    return { month: this.#month, ...this.#shared };
  }

  /** Takes over what all have kept. */
  adopt(kept: unknown): void {
    if (!isSharedUsage(kept) || kept.month !== this.month) return;
    const { requests, gbSeconds, logBytes } = kept;
    this.#shared = { requests, gbSeconds, logBytes };
  }

  #add(requests: number, durationMs: number, nowMs?: number): void {
    this.#turnPage(nowMs);
    // Lambda bills whole milliseconds.
    const billedMs = Number.isFinite(durationMs) ? Math.ceil(Math.max(0, durationMs)) : 0;
    this.#own = plus(this.#own, { requests, gbSeconds: (billedMs / 1_000) * this.#memoryGb, logBytes: 0 });
  }

  /** A new month begins with nothing used. */
  #turnPage(nowMs: number = this.#now()): void {
    if (nowMs < this.#nextMonthAtMs) return;
    const date = new Date(nowMs);
    this.#month = date.toISOString().slice(0, 7);
    this.#nextMonthAtMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    this.#own = NOTHING;
    this.#contributed = NOTHING;
    this.#shared = NOTHING;
    this.#logBytesBefore = this.#logBytesSeen;
  }
}

function isSharedUsage(value: unknown): value is SharedUsage {
  if (typeof value !== 'object' || value === null) return false;
  const { month, requests, gbSeconds, logBytes } = value as Partial<SharedUsage>;
  return typeof month === 'string' && [requests, gbSeconds, logBytes].every((amount) => Number.isFinite(amount));
}

function plus(left: UsageAmounts, right: UsageAmounts): UsageAmounts {
  return {
    requests: left.requests + right.requests,
    gbSeconds: left.gbSeconds + right.gbSeconds,
    logBytes: left.logBytes + right.logBytes,
  };
}

function minus(left: UsageAmounts, right: UsageAmounts): UsageAmounts {
  return plus(left, { requests: -right.requests, gbSeconds: -right.gbSeconds, logBytes: -right.logBytes });
}
