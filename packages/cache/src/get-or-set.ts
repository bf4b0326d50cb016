import type { CacheCreateContext, CacheEntry, CacheGetOrSetParams } from '@hearthgate/contracts';
import { type Call, type Clock, GatewayError, withinTime } from '@hearthgate/kernel';
import { renewedTtlMs } from './adaptive-ttl.ts';
import { ABSENT, createEntry, isFresh, isWithin } from './entry.ts';
import type { CacheSettings } from './options.ts';
import { checkTtl } from './params.ts';
import type { CachePorts } from './ports.ts';
import { runCreate } from './run-create.ts';
import { SingleFlight } from './single-flight.ts';
import type { KnownVersions, TieredCache } from './tiered-cache.ts';
import type { TierPlan } from './tiers/tier-set.ts';

/** One request to get a value or make it, with everything decided that the caller left open. */
export interface Request {
  readonly key: string;
  readonly tags: readonly string[];
  readonly create: (context: CacheCreateContext) => unknown;
  readonly createTimeoutMs: number;
  readonly ttlMs: number;
  readonly ttlMsOf: ((value: unknown) => number) | undefined;
  readonly staleMs: number;
  readonly graceMs: number;
  readonly graceAfterMs: number | undefined;
  readonly absentTtlMs: number;
  /** Undefined where the settings decide. */
  readonly maxTtlMs: number | undefined;
  readonly maxTtlFactor: number;
  readonly plan: TierPlan;
}

/** Where an answer came from. `tier` is any tier, `stale` and `grace` are values past their time. */
export type Source = 'tier' | 'stale' | 'grace' | 'created';

export interface Answer {
  readonly value: unknown;
  readonly source: Source;
}

/** After `create` failed and an old value was answered, that is answered for so long without trying again. */
const GRACE_PAUSE_MS = 10_000;
const MAX_PAUSED = 1_000;

/** Gets values and makes the missing ones: one creation for all who ask, stale answers while renewing or failing. */
export class GetOrSet {
  readonly flights: SingleFlight = new SingleFlight();
  creations = 0;
  readonly #cache: TieredCache;
  readonly #clock: Clock;
  readonly #pausedUntilMs = new Map<string, number>();

  constructor(cache: TieredCache, clock: Clock) {
    this.#cache = cache;
    this.#clock = clock;
  }

  /** The answer; at once, without a promise, when memory has one. */
  run(request: Request, call: Call<CachePorts>): Answer | Promise<Answer> {
    const { key, plan, staleMs, graceMs } = request;
    const local = plan.memory ? this.#cache.memory.peek(key) : undefined;
    if (local === undefined) return this.#fly(request, undefined, call);
    const nowMs = this.#clock.now();
    if (isFresh(local, nowMs)) return answer(local, 'tier');
    if (isWithin(local, staleMs, nowMs)) {
      this.#renewBehind(request, local, true, call);
      return answer(local, 'stale');
    }
    if (isWithin(local, graceMs, nowMs) && this.#isPaused(key, nowMs)) return answer(local, 'grace');
    return this.#fly(request, local, call);
  }

  /** The key was written or removed. */
  supersede(key: string): void {
    this.flights.supersede(key);
    this.#pausedUntilMs.delete(key);
  }

  async #fly(request: Request, local: CacheEntry | undefined, call: Call<CachePorts>): Promise<Answer> {
    const { key, tags, graceAfterMs } = request;
    const making = new Making(request, local, { look: true, behind: false });
    const flight = this.flights.run(
      key,
      tags,
      () => this.#make(making, call),
      (made) => this.#keep(making, made, call),
      createCycle,
    );
    const patient = graceAfterMs === undefined ? flight : this.#notLongerThan(graceAfterMs, flight, making, call);
    const made = await patient;
    if (made.source === 'stale') this.#renewBehind(request, making.prior ?? local, false, call);
    return made;
  }

  /** Renews a value whose old one was answered. Nobody waits for it, so a failure is a warning. */
  #renewBehind(request: Request, prior: CacheEntry | undefined, look: boolean, call: Call<CachePorts>): void {
    const { key, tags } = request;
    if (this.flights.has(key) || this.#isPaused(key, this.#clock.now())) return;
    const making = new Making(request, prior, { look, behind: true });
    const make = () => this.#make(making, call);
    const keep = (made: Answer) => this.#keep(making, made, call);
    this.flights.run(key, tags, make, keep, createCycle).catch((error: unknown) => {
      this.#pause(key);
      warn(call, 'A cached value could not be renewed; the old one is answered until its time is over.', tags, error);
    });
  }

  #make(making: Making, call: Call<CachePorts>): Promise<Answer> {
    const { plan, key } = making.request;
    if (plan.outer.length === 0) return this.#create(making, call);
    return this.#lookAndCreate(making, key, plan, call);
  }

  async #lookAndCreate(making: Making, key: string, plan: TierPlan, call: Call<CachePorts>): Promise<Answer> {
    const { tags, staleMs, graceMs } = making.request;
    // Before the value is made: an invalidation meanwhile, by whomever, must hold against it.
    const versions = this.#cache.versionsFor(tags, plan, call);
    if (making.look) {
      const [found] = await this.#cache.load([key], plan, call);
      const nowMs = this.#clock.now();
      if (found !== undefined && isFresh(found, nowMs)) return answer(found, 'tier');
      making.learn(found);
      const { prior } = making;
      if (!making.behind && prior !== undefined && isWithin(prior, staleMs, nowMs)) return answer(prior, 'stale');
      if (prior !== undefined && isWithin(prior, graceMs, nowMs) && this.#isPaused(key, nowMs))
        return answer(prior, 'grace');
    }
    making.versions = await versions;
    return this.#create(making, call);
  }

  #create(making: Making, call: Call<CachePorts>): Promise<Answer> {
    this.creations += 1;
    const { request } = making;
    const rescue = (error: unknown): Answer => {
      const { prior } = making;
      if (prior === undefined || !isWithin(prior, request.graceMs, this.#clock.now())) throw error;
      this.#pause(request.key);
      warn(call, 'A value could not be made; the old one is answered in its place.', request.tags, error);
      return answer(prior, 'grace');
    };
    const made = runCreate(request.create, request.createTimeoutMs, this.#clock);
    return made.then((value) => ({ value, source: 'created' as const }), rescue);
  }

  #keep(making: Making, { value, source }: Answer, call: Call<CachePorts>): void | Promise<void> {
    if (source !== 'created') return undefined;
    const { request, prior, versions } = making;
    const { key, tags, plan, absentTtlMs, staleMs, graceMs } = request;
    this.#pausedUntilMs.delete(key);
    // The old value is no longer true, not even for want of a better one.
    const forget = () =>
      prior === undefined ? undefined : this.#cache.remove([key], plan, call).then(() => undefined);
    if (value === undefined && absentTtlMs === 0) return forget();
    const storedAtMs = this.#clock.now();
    if (value === undefined) {
      const entry = createEntry({ key, value: ABSENT, storedAtMs, ttlMs: absentTtlMs, tags });
      return this.#cache.store(entry, plan, call, versions);
    }
    const leastMs = request.ttlMsOf === undefined ? request.ttlMs : request.ttlMsOf(value);
    if (leastMs <= 0) return forget();
    checkTtl(leastMs === Number.POSITIVE_INFINITY ? undefined : leastMs);
    const maxTtlMs = Math.max(leastMs, request.maxTtlMs ?? leastMs * request.maxTtlFactor);
    const ttlMs = renewedTtlMs(prior, value, { ttlMs: leastMs, maxTtlMs, nowMs: storedAtMs });
    // A value whose time may grow is kept on, to be compared with the one that follows.
    const keepMs = Math.max(staleMs, graceMs, maxTtlMs > leastMs ? maxTtlMs : 0);
    return this.#cache.store(createEntry({ key, value, storedAtMs, ttlMs, keepMs, tags }), plan, call, versions);
  }

  /** Answers the old value when the new one takes too long; that is stored all the same when it comes. */
  async #notLongerThan(ms: number, flight: Promise<Answer>, making: Making, call: Call<CachePorts>): Promise<Answer> {
    const first = await withinTime(ms, flight, this.#clock, () => undefined);
    const { prior, request } = making;
    if (first !== undefined) return first;
    if (prior === undefined || !isWithin(prior, request.graceMs, this.#clock.now())) return flight;
    flight.catch((error: unknown) => warn(call, 'A value could not be made after all.', request.tags, error));
    return answer(prior, 'grace');
  }

  #pause(key: string): void {
    if (this.#pausedUntilMs.size >= MAX_PAUSED) this.#pausedUntilMs.clear();
    this.#pausedUntilMs.set(key, this.#clock.now() + GRACE_PAUSE_MS);
  }

  #isPaused(key: string, nowMs: number): boolean {
    const untilMs = this.#pausedUntilMs.get(key);
    return untilMs !== undefined && nowMs < untilMs;
  }
}

/** What is known of a value while it is being made. */
class Making {
  readonly request: Request;
  /** Whether tiers behind memory are asked first. */
  readonly look: boolean;
  /** Whether an old value was answered already, and this is to replace it. */
  readonly behind: boolean;
  /** The newest value past its time. */
  prior: CacheEntry | undefined;
  versions: KnownVersions | undefined;

  constructor(
    request: Request,
    prior: CacheEntry | undefined,
    how: { readonly look: boolean; readonly behind: boolean },
  ) {
    this.request = request;
    this.prior = prior;
    this.look = how.look;
    this.behind = how.behind;
  }

  learn(found: CacheEntry | undefined): void {
    if (found !== undefined && (this.prior === undefined || found.storedAtMs > this.prior.storedAtMs))
      this.prior = found;
  }
}

/** The request of a caller, with the settings for what was left open. */
export function requestOf(
  params: CacheGetOrSetParams<unknown>,
  key: string,
  tags: readonly string[],
  plan: TierPlan,
  settings: CacheSettings,
): Request {
  const { create, createTimeoutMs, graceAfterMs, staleMs, graceMs, absentTtlMs, maxTtlMs } = params;
  return {
    key,
    tags,
    create,
    createTimeoutMs: createTimeoutMs ?? settings.createTimeoutMs,
    ttlMs: params.ttlMs ?? settings.defaultTtlMs,
    ttlMsOf: params.ttlMsOf,
    staleMs: staleMs ?? settings.staleMs,
    graceMs: graceMs ?? settings.graceMs,
    graceAfterMs,
    absentTtlMs: absentTtlMs ?? settings.absentTtlMs,
    maxTtlMs,
    maxTtlFactor: settings.maxTtlFactor,
    plan,
  };
}

function answer(entry: CacheEntry, source: Source): Answer {
  return { value: servedValue(entry), source };
}

/** What an entry stands for. */
export function servedValue({ value }: CacheEntry): unknown {
  return value === ABSENT ? undefined : value;
}

function warn(call: Call<CachePorts>, message: string, tags: readonly string[], error: unknown): void {
  call.peers.logging.warning({ message, data: { tags, chain: call.gatewayChain }, error });
}

function createCycle(): GatewayError {
  const message = 'create asked for the key that it is making, which would wait for itself; ask for another key in it.';
  return new GatewayError('CACHE_CREATE_CYCLE', message);
}
