import type { JsonWebKeySet } from '@hearthgate/contracts';
import { type Clock, GatewayError, withinTime } from '@hearthgate/kernel';
import type { SecurityPorts } from '../ports.ts';
import type { SecuritySettings } from '../settings.ts';

/** A key that is not in the set, or an issuer that does not answer, is asked for at most this often. */
const COOLDOWN_MS = 30_000;

/** Issuers publish a handful; what has many is no key set or an attack. */
const MAX_KEYS = 100;

export interface KeptKeySet {
  readonly keySet: JsonWebKeySet;
  readonly fetchedAtMs: number;
}

type Peers = Pick<SecurityPorts, 'cache' | 'logging' | 'utility'>;
type Settings = Pick<SecuritySettings, 'fetchKeys' | 'fetchKeysTimeoutMs' | 'keySetTtlMs' | 'keySetKeepMs'>;

/** Key sets of issuers: fetched once for all who wait, kept in the cache, used beyond their time when the issuer is away. */
export class KeySets {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #underWay = new Map<string, Promise<KeptKeySet>>();
  readonly #failures = new Map<string, { readonly atMs: number; readonly reason: string }>();

  constructor(settings: Settings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** Issuers that could not be reached when they were last asked: host and reason. */
  get failures(): readonly string[] {
    return [...this.#failures].map(([url, { reason }]) => `${URL.parse(url)?.host ?? 'an issuer'}: ${reason}`);
  }

  /** @throws GatewayError `SECURITY_KEYS_UNAVAILABLE` */
  async get(url: string, peers: Peers): Promise<KeptKeySet> {
    requireSafeUrl(url);
    const kept = await this.#kept(url, peers);
    if (kept !== undefined && (this.#isFresh(kept) || this.#isCoolingDown(url))) return kept;
    try {
      return await this.#fetch(url, peers);
    } catch (error) {
      if (kept === undefined) throw error;
      const message = `The key set of ${URL.parse(url)?.host} cannot be renewed; the last one is used.`;
      peers.logging.warning({ message, error });
      return kept;
    }
  }

  /** A newer set than one that lacks a key; `undefined` when that was fetched just now, or none can be had. */
  async renewed(url: string, { fetchedAtMs }: KeptKeySet, peers: Peers): Promise<KeptKeySet | undefined> {
    if (this.#clock.now() - fetchedAtMs < COOLDOWN_MS || this.#isCoolingDown(url)) return undefined;
    return await this.#fetch(url, peers).catch(() => undefined);
  }

  #isFresh({ fetchedAtMs }: KeptKeySet): boolean {
    return this.#clock.now() - fetchedAtMs < this.#settings.keySetTtlMs;
  }

  #isCoolingDown(url: string): boolean {
    const failure = this.#failures.get(url);
    return failure !== undefined && this.#clock.now() - failure.atMs < COOLDOWN_MS;
  }

  async #kept(url: string, { cache, utility }: Peers): Promise<KeptKeySet | undefined> {
    const entry = await cache
      .get<KeptKeySet>({ key: keyOf(url, utility), scope: 'environment' })
      .catch(() => undefined);
    return entry?.value;
  }

  #fetch(url: string, peers: Peers): Promise<KeptKeySet> {
    const underWay = this.#underWay.get(url);
    if (underWay !== undefined) return underWay;
    const fetching = this.#fetchNow(url, peers).finally(() => this.#underWay.delete(url));
    this.#underWay.set(url, fetching);
    return fetching;
  }

  async #fetchNow(url: string, { cache, utility }: Peers): Promise<KeptKeySet> {
    const { fetchKeys, fetchKeysTimeoutMs, keySetKeepMs } = this.#settings;
    if (fetchKeys === undefined) {
      throw unavailable('keysUrl needs the option fetchKeys of the security gateway');
    }
    try {
      const late = () => {
        throw new Error(`no answer within ${fetchKeysTimeoutMs} ms`);
      };
      const fetched = await withinTime(fetchKeysTimeoutMs, (async () => fetchKeys(url))(), this.#clock, late);
      const kept = { keySet: requireKeySet(fetched), fetchedAtMs: this.#clock.now() };
      this.#failures.delete(url);
      await cache
        .set({ key: keyOf(url, utility), value: kept, ttlMs: keySetKeepMs, scope: 'environment' })
        .catch(() => undefined);
      return kept;
    } catch (cause) {
      const failure = unavailable(`the key set of ${URL.parse(url)?.host} was not fetched; the cause says why`, cause);
      const reason = cause instanceof Error ? cause.name : 'failed';
      this.#failures.set(url, { atMs: this.#clock.now(), reason });
      throw failure;
    }
  }
}

function keyOf(url: string, utility: Peers['utility']): string {
  return `security:key-set:${utility.hash({ value: url })}`;
}

/** Whoever can change the set on its way decides who gets in. */
function requireSafeUrl(text: unknown): void {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  const isLoopback = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1' || url?.hostname === '[::1]';
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return;
  throw new GatewayError('KERNEL_INVALID_PARAMS', 'keysUrl is an https URL.');
}

export function requireKeySet(given: unknown): JsonWebKeySet {
  const keys = (given as Partial<JsonWebKeySet> | undefined | null)?.keys;
  const isSet = Array.isArray(keys) && keys.length <= MAX_KEYS && keys.every((key) => typeof key?.kty === 'string');
  if (isSet) return { keys };
  throw unavailable(`what should be a key set has no list keys of at most ${MAX_KEYS} JSON Web Keys`);
}

function unavailable(reason: string, cause?: unknown): GatewayError {
  return new GatewayError('SECURITY_KEYS_UNAVAILABLE', `The token cannot be checked: ${reason}.`, { cause });
}
