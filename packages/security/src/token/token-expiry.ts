import type { CheckTokenExpiryParams, TokenExpiry } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { bareToken, readClaims } from './token-text.ts';

const DEFAULT_MARGIN_MS = 60_000;

/** How long a token lasts by its own word. */
export function tokenExpiry(
  { token, marginMs = DEFAULT_MARGIN_MS }: CheckTokenExpiryParams,
  nowMs: number,
): TokenExpiry {
  if (!(Number.isFinite(marginMs) && marginMs >= 0)) {
    throw new GatewayError('KERNEL_INVALID_PARAMS', 'marginMs is a number of milliseconds from 0.');
  }
  const bare = bareToken(token);
  const exp = bare === undefined ? undefined : readClaims(bare)?.exp;
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return { state: 'unknown' };
  const expiresAtMs = exp * 1_000;
  const remainingMs = expiresAtMs - nowMs;
  const state = remainingMs <= 0 ? 'expired' : remainingMs <= marginMs ? 'expiring' : 'valid';
  return { state, expiresAtMs, remainingMs };
}
