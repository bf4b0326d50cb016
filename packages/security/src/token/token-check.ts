import type { AuthenticateTokenParams, VerifiedToken } from '@hearthgate/contracts';
import { type Clock, GatewayError } from '@hearthgate/kernel';
import type { SecurityPorts } from '../ports.ts';
import type { SecuritySettings } from '../settings.ts';
import { type KeySets, requireKeySet } from './key-sets.ts';
import { UnknownKey, verifyToken } from './token-verifier.ts';

type Peers = Pick<SecurityPorts, 'cache' | 'logging' | 'utility'>;

/** What a token says, and whether the cache knew it. */
export interface CheckedToken {
  readonly token: VerifiedToken;
  readonly cacheHit: boolean;
}

/** Verifies tokens, and remembers by their hash those that were right. */
export class TokenCheck {
  readonly #keySets: KeySets;
  readonly #settings: Pick<SecuritySettings, 'verifiedTokenTtlMs'>;
  readonly #clock: Clock;

  constructor(keySets: KeySets, settings: Pick<SecuritySettings, 'verifiedTokenTtlMs'>, clock: Clock) {
    this.#keySets = keySets;
    this.#settings = settings;
    this.#clock = clock;
  }

  async check(token: string, params: AuthenticateTokenParams, peers: Peers): Promise<CheckedToken> {
    requireOneKey(params);
    const key = cacheKey(token, params, peers);
    // In this process only: whoever could write such an entry would be let in.
    const kept = await peers.cache.get<VerifiedToken>({ key, scope: 'memory' }).catch(() => undefined);
    if (kept !== undefined && kept.value.expiresAtMs > this.#clock.now()) {
      return { token: copyOf(kept.value), cacheHit: true };
    }
    const verified = await this.#verify(token, params, peers);
    const ttlMs = this.#remembersMs(verified, params);
    if (ttlMs > 0) {
      await peers.cache.set({ key, value: copyOf(verified), ttlMs, scope: 'memory' }).catch(() => undefined);
    }
    return { token: verified, cacheHit: false };
  }

  async #verify(token: string, params: AuthenticateTokenParams, peers: Peers): Promise<VerifiedToken> {
    const { keysUrl, keys, secret } = params;
    const verify = (key: Parameters<typeof verifyToken>[2]) => verifyToken(token, params, key, this.#clock.now());
    try {
      if (secret !== undefined) return await verify({ secret });
      if (keysUrl === undefined) return await verify({ keySet: requireKeySet(keys) });
      const kept = await this.#keySets.get(keysUrl, peers);
      try {
        return await verify(kept);
      } catch (error) {
        // A key that appeared after the set was fetched: the issuer has rotated its keys.
        const renewed = error instanceof UnknownKey ? await this.#keySets.renewed(keysUrl, kept, peers) : undefined;
        if (renewed === undefined) throw error;
        return await verify(renewed);
      }
    } catch (error) {
      if (!(error instanceof UnknownKey)) throw error;
      throw new GatewayError('SECURITY_TOKEN_INVALID', 'The token is signed by a key that is not in the key set.');
    }
  }

  /** Never beyond the moment at which the token would be refused. */
  #remembersMs({ expiresAtMs, claims }: VerifiedToken, { maxAgeMs }: AuthenticateTokenParams): number {
    const nowMs = this.#clock.now();
    const oldAtMs = maxAgeMs === undefined ? Infinity : Number(claims.iat) * 1_000 + maxAgeMs;
    return Math.min(this.#settings.verifiedTokenTtlMs, expiresAtMs - nowMs, oldAtMs - nowMs);
  }
}

/** A cache may keep what it was given by reference: what a caller does to its answer must not become what others are told. */
function copyOf(token: VerifiedToken): VerifiedToken {
  return structuredClone(token);
}

/** Depends on all that the verdict depends on; neither token nor secret can be read from it. */
function cacheKey(token: string, params: AuthenticateTokenParams, { utility }: Peers): string {
  const { token: _token, ...rules } = params;
  const sorted = Object.entries(rules).sort(([one], [other]) => (one < other ? -1 : 1));
  return `security:token:${utility.hash({ value: JSON.stringify([token, sorted]) })}`;
}

function requireOneKey({ keysUrl, keys, secret }: AuthenticateTokenParams): void {
  if ([keysUrl, keys, secret].filter((one) => one !== undefined).length === 1) return;
  throw new GatewayError(
    'KERNEL_INVALID_PARAMS',
    'Give exactly one of keysUrl, keys and secret to check the token with.',
  );
}
