import { GatewayError } from '@hearthgate/kernel';
import type { SecurityOptions } from './options.ts';

/** Options with defaults, checked. */
export type SecuritySettings = SecurityOptions & {
  readonly [Name in keyof typeof DEFAULTS]: number;
};

const DEFAULTS = {
  fetchKeysTimeoutMs: 5_000,
  keySetTtlMs: 600_000,
  keySetKeepMs: 86_400_000,
  verifiedTokenTtlMs: 300_000,
  resolveTimeoutMs: 5_000,
} as const;

const MAY_BE_ZERO: ReadonlySet<string> = new Set(['verifiedTokenTtlMs']);

/** @throws GatewayError `SECURITY_INVALID_OPTIONS`, which names the option */
export function settingsOf(options: SecurityOptions): SecuritySettings {
  const times = Object.entries(DEFAULTS).map(([name, byDefault]) => {
    const value = options[name as keyof typeof DEFAULTS] ?? byDefault;
    const isFit = Number.isFinite(value) && (value > 0 || (value === 0 && MAY_BE_ZERO.has(name)));
    if (!isFit) throw invalidOption(name, 'a positive number of milliseconds');
    return [name, value] as const;
  });
  for (const name of ['fetchKeys', 'resolve'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') throw invalidOption(name, 'a function');
  }
  return { ...options, ...(Object.fromEntries(times) as Record<keyof typeof DEFAULTS, number>) };
}

function invalidOption(name: string, what: string): GatewayError {
  return new GatewayError('SECURITY_INVALID_OPTIONS', `The option ${name} is ${what}.`);
}
