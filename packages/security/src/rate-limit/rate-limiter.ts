import type { RateLimitParams, RateLimitState } from '@hearthgate/contracts';
import { type Clock, GatewayError } from '@hearthgate/kernel';
import type { SecurityPorts } from '../ports.ts';
import { Shelf } from '../shelf.ts';
import { isBucket, merged, type OwnShare, type SharedBucket, taken } from './shared-bucket.ts';
import { ruleOf, stateOf } from './token-bucket.ts';

/** A reset outlasts every bucket that was filled before it, but for windows of more than a day. */
const RESET_TTL_MS = 86_400_000;
const LEAST_TTL_MS = 1_000;

/** So long a refusal is repeated without asking the store: a flood costs no reads, and a reset elsewhere is seen soon. */
const REFUSAL_TTL_MS = 1_000;

type Peers = Pick<SecurityPorts, 'cache' | 'utility'>;

/** Token buckets that all execution environments share through the cache's external tier, if it has one. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #own: Shelf<OwnShare>;
  readonly #refused: Shelf<SharedBucket>;
  /** Calls of one key run one after the other: within this environment a limit is exact. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #self: string | undefined;
  /** Why the last look into the store failed; `undefined` when it did not. */
  storeFailure: unknown;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#own = new Shelf(clock);
    this.#refused = new Shelf(clock);
  }

  /** What the bucket allows; takes the cost from it when `takes` and it is allowed. */
  async use(peers: Peers, params: RateLimitParams, takes: boolean): Promise<RateLimitState> {
    const rule = ruleOf(params);
    const key = keyOf(params.key, peers);
    return this.#inTurn(key, async () => {
      const own = this.#own.get(key);
      const bucketOf = (kept: SharedBucket | undefined) => merged(kept, own, this.#id(), rule, this.#clock.now());
      const refused = this.#refused.get(key);
      const repeated = refused && stateOf(bucketOf(refused).spent, rule, takes);
      if (repeated?.allowed === false) return repeated;
      const bucket = bucketOf(await this.#read(peers, key));
      const state = stateOf(bucket.spent, rule, takes);
      if (!state.allowed) this.#refused.set(key, bucket, Math.min(REFUSAL_TTL_MS, state.retryAfterMs));
      if (!takes || !state.allowed) return state;
      const after = taken(bucket, own, this.#id(), rule);
      const ttlMs = Math.max(LEAST_TTL_MS, state.resetAfterMs);
      this.#own.set(key, after.own, ttlMs);
      await this.#write(peers, key, after.bucket, ttlMs);
      return state;
    });
  }

  async reset(peers: Peers, givenKey: string): Promise<void> {
    const key = keyOf(givenKey, peers);
    await this.#inTurn(key, async () => {
      const nowMs = this.#clock.now();
      this.#own.delete(key);
      this.#refused.delete(key);
      // Differs from every epoch before it, also when two resets fall into one millisecond.
      const epoch = Math.max(nowMs, ((await this.#read(peers, key))?.epoch ?? 0) + 1);
      await this.#write(peers, key, { spent: 0, atMs: nowMs, epoch, counts: {} }, RESET_TTL_MS);
    });
  }

  async #read({ cache }: Peers, key: string): Promise<SharedBucket | undefined> {
    try {
      const entry = await cache.get({ key, scope: 'shared' });
      this.storeFailure = undefined;
      return isBucket(entry?.value, this.#clock.now()) ? entry.value : undefined;
    } catch (error) {
      // What this environment took itself still counts.
      this.storeFailure = error;
      return undefined;
    }
  }

  async #write({ cache }: Peers, key: string, value: SharedBucket, ttlMs: number): Promise<void> {
    try {
      await cache.set({ key, value, ttlMs, scope: 'shared' });
    } catch (error) {
      this.storeFailure = error;
    }
  }

  async #inTurn<Result>(key: string, run: () => Promise<Result>): Promise<Result> {
    const before = this.#queues.get(key);
    const mine = before === undefined ? run() : before.then(run, run);
    this.#queues.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(key) === mine) this.#queues.delete(key);
    }
  }

  #id(): string {
    this.#self ??= process.getBuiltinModule('node:crypto').randomBytes(6).toString('base64url');
    return this.#self;
  }
}

/** Keys are often addresses or account ids, so only their hash is kept. */
function keyOf(key: unknown, { utility }: Peers): string {
  if (typeof key === 'string' && key !== '') return `security:rate:${utility.hash({ value: key })}`;
  throw new GatewayError(
    'KERNEL_INVALID_PARAMS',
    'key is a text of at least one character that says whose limit it is.',
  );
}
